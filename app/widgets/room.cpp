#include "app/widgets/room.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

Room::Room(QWidget* content, Qt::Orientations directions)
    : m_directions(directions)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // what is in it takes the keys
    setObjectName("room");
    if (!(directions & Qt::Horizontal)) {
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    }
    if (!(directions & Qt::Vertical))
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false); // setWidget() asks for it
    setHidden(content->isHidden());
}

QSize Room::sizeHint() const
{
    QSize hint = widget()->sizeHint().expandedTo(widget()->minimumSize()).boundedTo(widget()->maximumSize());
    if (!(m_directions & Qt::Horizontal) && widget()->minimumSizeHint().height() > height())
        hint.rwidth() += verticalScrollBar()->sizeHint().width();
    return hint;
}

QSize Room::minimumSizeHint() const
{
    return {m_directions & Qt::Horizontal ? 0 : sizeHint().width(),
        m_directions & Qt::Vertical ? 0 : sizeHint().height()};
}

/// The content tells its viewport when it has changed its mind.
bool Room::viewportEvent(QEvent* event)
{
    const bool handled = QScrollArea::viewportEvent(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize) {
        updateGeometry();
        fit();
    }
    return handled;
}

/// As large as what is seen, and never smaller than its least size. (A resizable scroll area takes the preferred height
/// of a content with wrapped text for its least one.)
void Room::fit()
{
    const QSize least = widget()->minimumSizeHint().expandedTo(widget()->minimumSize());
    const QLayout* inside = widget()->layout();
    const auto leastHeight = [&](int width) {
        return inside && inside->hasHeightForWidth()
            ? std::max(least.height(), inside->minimumHeightForWidth(width))
            : least.height();
    };
    QSize room = maximumViewportSize();
    const bool scrollsDown
        = m_directions & Qt::Vertical && leastHeight(std::max(room.width(), least.width())) > room.height();
    if (scrollsDown)
        room.rwidth() -= verticalScrollBar()->sizeHint().width();
    if (m_directions & Qt::Horizontal && least.width() > room.width())
        room.rheight() -= horizontalScrollBar()->sizeHint().height();
    const int width = std::max(room.width(), least.width());
    widget()->resize(width, std::max(room.height(), leastHeight(width)));
}

QScrollArea* scrolling(QWidget* content, bool sideways)
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(sideways ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus); // what is in it takes the keys
    area->setWidget(content);
    return area;
}

QWidget* contentOf(QWidget* page)
{
    auto* room = qobject_cast<Room*>(page);
    return room ? room->widget() : page;
}
