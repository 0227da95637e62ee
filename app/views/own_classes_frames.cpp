#include "app/views/own_classes_frames.h"

#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

OwnClassesFrames::OwnClassesFrames(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("The newest frames. Delete removes the one that is marked."));
}

void OwnClassesFrames::setFrames(const std::vector<OwnFrame>& frames, const QString& name)
{
    m_frames.assign(frames.rbegin(), frames.rend());
    m_current = std::min(m_current, int(m_frames.size()) - 1);
    setFocusPolicy(m_frames.empty() ? Qt::NoFocus : Qt::StrongFocus);
    setAccessibleName(tr("Frames of %1, newest first; Delete removes one").arg(name));
    update();
}

int OwnClassesFrames::side() const { return look().px(40); }

QSize OwnClassesFrames::sizeHint() const { return {5 * side() + look().px(16), side()}; }
QSize OwnClassesFrames::minimumSizeHint() const { return {side(), side()}; }

int OwnClassesFrames::count() const
{
    const int fit = (width() + look().px(4)) / (side() + look().px(4));
    return std::min(std::max(0, fit), int(m_frames.size()));
}

QRect OwnClassesFrames::place(int index) const
{
    return {index * (side() + look().px(4)), 0, side(), side()};
}

QRect OwnClassesFrames::cross(int index) const
{
    const int size = look().px(16);
    const QRect whole = place(index);
    return {whole.right() - size + 1, whole.top(), size, size};
}

int OwnClassesFrames::at(QPoint point) const
{
    for (int i = 0; i < count(); ++i)
        if (place(i).contains(point))
            return i;
    return -1;
}

void OwnClassesFrames::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_frames.empty()) {
        painter.setFont(look().font(Look::Type::Label));
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap,
            tr("Show it, and hold the button meanwhile."));
    }
    for (int i = 0; i < count(); ++i) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(place(i), m_frames[std::size_t(i)].small);
        if (i != m_current || !(underMouse() || hasFocus()))
            continue;
        painter.setPen(QPen(look().colour("accent"), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(place(i)).adjusted(1, 1, -1, -1));
        const QRectF mark = QRectF(cross(i)).adjusted(2, 2, -2, -2);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look().colour("panel"));
        painter.drawEllipse(mark);
        painter.setPen(QPen(look().colour("text"), 1.6));
        const QRectF lines = mark.adjusted(
            mark.width() * 0.32, mark.width() * 0.32, -mark.width() * 0.32, -mark.width() * 0.32);
        painter.drawLine(lines.topLeft(), lines.bottomRight());
        painter.drawLine(lines.topRight(), lines.bottomLeft());
    }
}

void OwnClassesFrames::mouseMoveEvent(QMouseEvent* event)
{
    const int index = at(event->pos());
    if (index == m_current)
        return;
    m_current = index;
    update();
}

void OwnClassesFrames::leaveEvent(QEvent*)
{
    m_current = hasFocus() ? m_current : -1;
    update();
}

void OwnClassesFrames::mousePressEvent(QMouseEvent* event)
{
    const int index = at(event->pos());
    if (index >= 0 && cross(index).contains(event->pos()))
        emit removeAsked(m_frames[std::size_t(index)].number);
}

void OwnClassesFrames::keyPressEvent(QKeyEvent* event)
{
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (by && count() > 0) {
        m_current = std::clamp(m_current + by, 0, count() - 1);
        update();
    } else if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && m_current >= 0
        && m_current < count()) {
        emit removeAsked(m_frames[std::size_t(m_current)].number);
    } else {
        QWidget::keyPressEvent(event);
    }
}
