#include "app/widgets/room.h"

#include <QEvent>
#include <QScrollBar>

Room::Room(QWidget* content, Qt::Orientations directions)
    : m_directions(directions)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // what is in it takes the keys
    setObjectName("room");
    if (!(directions & Qt::Horizontal))
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    if (!(directions & Qt::Vertical))
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false); // setWidget() asks for it
    setHidden(content->isHidden());
}

QSize Room::minimumSizeHint() const
{
    const QSize needed = widget()->minimumSizeHint().expandedTo(widget()->minimumSize());
    const bool bar = verticalScrollBar()->maximum() > 0;
    const int width = std::min(needed.width(), widget()->maximumWidth())
        + (bar ? verticalScrollBar()->sizeHint().width() : 0);
    return {m_directions & Qt::Horizontal ? 0 : width, m_directions & Qt::Vertical ? 0 : needed.height()};
}

/// The content tells its viewport when it has changed its mind.
bool Room::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        updateGeometry();
    return QScrollArea::viewportEvent(event);
}

QWidget* contentOf(QWidget* page)
{
    auto* room = qobject_cast<Room*>(page);
    return room ? room->widget() : page;
}
