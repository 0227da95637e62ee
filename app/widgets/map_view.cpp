#include "app/widgets/map_view.h"

#include "app/widgets/ink.h"
#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

MapView::MapView(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Map of the unit; arrow keys move the position"));
}

QSize MapView::sizeHint() const { return {m_side, m_side}; }
QSize MapView::minimumSizeHint() const { return {look().px(120), look().px(96)}; }

void MapView::setSide(int pixels)
{
    if (pixels == m_side)
        return;
    m_side = pixels;
    updateGeometry();
}

void MapView::setMap(const QImage& cells, std::vector<float> values)
{
    m_cells = cells;
    m_values = std::move(values);
    update();
}

void MapView::setPosition(std::optional<QPoint> position)
{
    m_position = position;
    setAccessibleDescription(
        position ? tr("position (%1, %2)").arg(position->x()).arg(position->y()) : tr("no position"));
    update();
}

QRect MapView::mapRect() const
{
    if (m_cells.isNull())
        return {};
    QSize size = m_cells.size().scaled(this->size() - QSize(2, 2), Qt::KeepAspectRatio);
    const int whole = size.width() / m_cells.width();
    if (whole >= 1 && whole * m_cells.width() * 20 >= size.width() * 19)
        size = m_cells.size() * whole;
    return {QPoint(1, 1), size};
}

QRectF MapView::cellRect(QPoint cell) const
{
    const QRectF map = mapRect();
    const double wide = map.width() / m_cells.width(), high = map.height() / m_cells.height();
    return {map.left() + cell.x() * wide, map.top() + cell.y() * high, wide, high};
}

std::optional<QPoint> MapView::cellAt(QPoint point) const
{
    const QRect map = mapRect();
    if (!map.contains(point))
        return std::nullopt;
    const QPoint at = point - map.topLeft();
    return QPoint(at.x() * m_cells.width() / map.width(), at.y() * m_cells.height() / map.height());
}

/// Black on light cells, white on dark ones, where the text fits.
void MapView::drawNumbers(QPainter& painter) const
{
    painter.setFont(look().font(Look::Type::NumberSmall));
    const QSizeF cell = cellRect({}).size();
    const QFontMetrics metrics = painter.fontMetrics();
    int decimals = 2;
    while (decimals > 0 && metrics.horizontalAdvance("-0." + QString(decimals, '0')) > cell.width() - 4)
        --decimals;
    if (decimals == 0 || metrics.height() > cell.height() - 4)
        return;
    for (int y = 0; y < m_cells.height(); ++y)
        for (int x = 0; x < m_cells.width(); ++x) {
            const float value = m_values[std::size_t(y * m_cells.width() + x)];
            const QString text = QString::number(double(value), 'f', decimals).replace('-', QChar(0x2212));
            if (value == 0 || metrics.horizontalAdvance(text) > cell.width())
                continue;
            const QColor ground = QColor::fromRgb(m_cells.pixel(x, y));
            painter.setPen(inkOn(ground));
            painter.drawText(cellRect({x, y}), Qt::AlignCenter, text);
        }
}

void MapView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_cells.isNull())
        return;
    painter.drawImage(mapRect(), m_cells);
    if (!m_values.empty())
        drawNumbers(painter);
    if (m_position) {
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF cell = cellRect(*m_position);
        const double radius = std::max(double(look().px(7)), cell.width() * 0.72);
        painter.setBrush(Qt::NoBrush);
        // Around numbers a square, which leaves them legible.
        const bool square = std::min(cell.width(), cell.height()) >= look().px(24);
        for (const QPen& pen : {QPen(look().colour("halo"), 4), QPen(look().colour("accent"), 2)}) {
            painter.setPen(pen);
            square ? painter.drawRect(cell) : painter.drawEllipse(cell.center(), radius, radius);
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("accent"), 2));
        painter.drawRect(mapRect());
    }
}

void MapView::choose(QPoint cell)
{
    if (m_cells.isNull())
        return;
    const QPoint inside(
        std::clamp(cell.x(), 0, m_cells.width() - 1), std::clamp(cell.y(), 0, m_cells.height() - 1));
    if (m_position == inside)
        return;
    setPosition(inside);
    emit chosen(inside);
}

void MapView::mousePressEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->pos());
    if (!cell || event->button() != Qt::LeftButton)
        return event->ignore();
    choose(*cell);
}

void MapView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (cellAt(event->pos()))
        emit activated();
}

void MapView::mouseMoveEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->pos());
    if (cell && event->buttons() & Qt::LeftButton)
        choose(*cell);
    emit hovered(cell.value_or(QPoint(-1, -1)));
}

void MapView::leaveEvent(QEvent*) { emit hovered({-1, -1}); }

void MapView::keyPressEvent(QKeyEvent* event)
{
    const QPoint at = m_position.value_or(QPoint(m_cells.width() / 2, m_cells.height() / 2));
    if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return event->ignore();
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(at - QPoint(1, 0));
    case Qt::Key_Right:
        return choose(at + QPoint(1, 0));
    case Qt::Key_Up:
        return choose(at - QPoint(0, 1));
    case Qt::Key_Down:
        return choose(at + QPoint(0, 1));
    case Qt::Key_Home:
        return choose({0, at.y()});
    case Qt::Key_End:
        return choose({m_cells.width() - 1, at.y()});
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return emit activated();
    default:
        event->ignore();
    }
}
