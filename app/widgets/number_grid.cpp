#include "app/widgets/number_grid.h"

#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace {

constexpr int edge = 3; // room for the frame around the outermost cells
constexpr int gap = 2; // between blocks, in pixels

/// A true minus, and none before a zero.
QString cellText(float value, int decimals)
{
    QString text = QString::number(double(value), 'f', decimals);
    if (text.startsWith('-') && text.count('0') + text.count('.') + 1 == text.size())
        text.remove(0, 1);
    return text.replace('-', QChar(0x2212));
}

}

NumberGrid::NumberGrid(const QString& name, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(name);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void NumberGrid::setCells(Cells cells)
{
    m_cells = std::move(cells);
    updateGeometry();
    update();
}

void NumberGrid::setCellSize(QSizeF pixels)
{
    m_cell = pixels.expandedTo({0.1, 0.1});
    updateGeometry();
    update();
}

void NumberGrid::fitInto(int pixels)
{
    const double side = double(std::max(8, pixels - 2 * edge)) / std::max({1, m_cells.columns, m_cells.rows});
    setCellSize({side, side});
}

void NumberGrid::setDecimals(int decimals)
{
    m_decimals = decimals;
    update();
}

void NumberGrid::setFrame(const QRect& cells)
{
    m_frame = cells;
    update();
}

void NumberGrid::setRing(std::optional<QPoint> cell)
{
    m_ring = cell;
    update();
}

void NumberGrid::setTones(std::vector<Tone> tones)
{
    m_tones = std::move(tones);
    update();
}

void NumberGrid::setBlocks(QSize cells)
{
    m_blocks = cells;
    updateGeometry();
    update();
}

void NumberGrid::setMovable() { setFocusPolicy(Qt::StrongFocus); }

QPoint NumberGrid::corner(int column, int row) const
{
    const QPoint gaps(m_blocks.width() > 0 ? column / m_blocks.width() : 0,
        m_blocks.height() > 0 ? row / m_blocks.height() : 0);
    return QPoint(edge + int(column * m_cell.width()), edge + int(row * m_cell.height())) + gaps * gap;
}

QRect NumberGrid::rectOf(const QRect& cells) const
{
    // where the last cell would end without the gap before the next block
    const auto end
        = [](int at, int corner, double cell) { return corner - int(at * cell) + int((at + 1) * cell); };
    const QPoint first = corner(cells.left(), cells.top()), last = corner(cells.right(), cells.bottom());
    const QPoint behind(
        end(cells.right(), last.x(), m_cell.width()), end(cells.bottom(), last.y(), m_cell.height()));
    return {first, behind - QPoint(1, 1)};
}

QSize NumberGrid::sizeHint() const
{
    if (m_cells.columns <= 0 || m_cells.rows <= 0)
        return {0, 0};
    const QRect all = rectOf({0, 0, m_cells.columns, m_cells.rows});
    return {all.right() + 1 + edge, all.bottom() + 1 + edge};
}

QPoint NumberGrid::cellAt(QPoint point) const
{
    const int wide = m_blocks.width(), high = m_blocks.height();
    const auto index = [](int at, double cell, int block) {
        if (block <= 0)
            return int(at / cell);
        const double whole = block * cell + gap;
        const int blocks = int(at / whole);
        return blocks * block + std::min(int((at - blocks * whole) / cell), block - 1);
    };
    const QPoint at = point - QPoint(edge, edge);
    const QPoint cell(index(at.x(), m_cell.width(), wide), index(at.y(), m_cell.height(), high));
    const bool inside = at.x() >= 0 && at.y() >= 0 && cell.x() < m_cells.columns && cell.y() < m_cells.rows;
    return inside ? cell : QPoint(-1, -1);
}

QColor NumberGrid::colourOf(std::size_t cell) const
{
    const double span = m_cells.high - m_cells.low, value = double(m_cells.values[cell]);
    const double share = span > 0 && !std::isnan(value) ? (value - m_cells.low) / span
        : m_cells.low < 0                               ? 0.5
                                                        : 0;
    const QColor colour = QColor::fromRgb(
        look().colourMap(m_cells.map)[std::size_t(std::clamp(int(std::lround(share * 255)), 0, 255))]);
    if (m_tones.empty() || m_tones[cell] != Tone::Dimmed)
        return colour;
    const QColor ground = look().colour("panel");
    const auto mixed = [](int one, int other) { return (one * 62 + other * 38) / 100; };
    return {mixed(colour.red(), ground.red()), mixed(colour.green(), ground.green()),
        mixed(colour.blue(), ground.blue())};
}

/// As many digits as the widest number leaves room for; −1 when not enough fit.
int NumberGrid::fittingDecimals(const QFontMetrics& metrics) const
{
    if (m_decimals < 0 || metrics.height() > m_cell.height() + 2)
        return -1;
    double least = 0, most = 0;
    for (const float value : m_cells.values) {
        least = std::min(least, double(value));
        most = std::max(most, double(value));
    }
    for (int decimals = m_decimals; decimals >= std::min(m_decimals, 2); --decimals)
        if (std::max(metrics.horizontalAdvance(cellText(float(least), decimals)),
                metrics.horizontalAdvance(cellText(float(most), decimals)))
            <= m_cell.width() - 2)
            return decimals;
    return -1;
}

void NumberGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(look().font(Look::Type::NumberSmall));
    const int decimals = fittingDecimals(painter.fontMetrics());
    const int line = decimals >= 0 && m_cell.width() > 16 ? 1 : 0; // a thin line between cells with numbers
    for (int row = 0; row < m_cells.rows; ++row)
        for (int column = 0; column < m_cells.columns; ++column) {
            const std::size_t cell = std::size_t(row * m_cells.columns + column);
            const QRect rect = rectOf({column, row, 1, 1}).adjusted(0, 0, -line, -line);
            const QColor colour = colourOf(cell);
            const bool light = colour.red() * 299 + colour.green() * 587 + colour.blue() * 114 > 120'000;
            painter.fillRect(rect, colour);
            if (!m_tones.empty() && m_tones[cell] == Tone::Hatched)
                painter.fillRect(rect,
                    QBrush(QColor(light ? 0 : 255, light ? 0 : 255, light ? 0 : 255, 70), Qt::BDiagPattern));
            if (decimals < 0)
                continue;
            painter.setPen(light ? Qt::black : Qt::white);
            painter.drawText(rect, Qt::AlignCenter, cellText(m_cells.values[cell], decimals));
        }
    painter.setBrush(Qt::NoBrush);
    if (m_frame.isValid()) {
        const QRect frame = rectOf(m_frame);
        painter.setPen(QPen(look().colour("halo"), 1));
        painter.drawRect(frame.adjusted(-3, -3, 2, 2));
        painter.drawRect(frame.adjusted(0, 0, -1, -1));
        painter.setPen(QPen(look().colour("accent"), 2));
        painter.drawRect(frame.adjusted(-1, -1, 1, 1));
    }
    if (m_ring) {
        painter.setBrush(Qt::NoBrush);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF cell = rectOf({*m_ring, QSize(1, 1)});
        const double radius = std::max(4.0, std::min(cell.width(), cell.height()) / 2 - 1);
        // Around numbers a square, which leaves them legible.
        const bool square = std::min(cell.width(), cell.height()) >= look().px(24);
        for (const QPen& pen : {QPen(look().colour("halo"), 4), QPen(look().colour("accent"), 2)}) {
            painter.setPen(pen);
            square ? painter.drawRect(cell.adjusted(1, 1, -1, -1))
                   : painter.drawEllipse(cell.center(), radius, radius);
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (hasFocus()) {
        painter.setPen(QPen(look().colour("text"), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void NumberGrid::mousePressEvent(QMouseEvent* event)
{
    const QPoint cell = cellAt(event->pos());
    if (event->button() != Qt::LeftButton || cell.x() < 0)
        return event->ignore();
    emit chosen(cell);
}

void NumberGrid::mouseMoveEvent(QMouseEvent* event) { emit hovered(cellAt(event->pos())); }
void NumberGrid::leaveEvent(QEvent*) { emit hovered({-1, -1}); }

void NumberGrid::keyPressEvent(QKeyEvent* event)
{
    if (focusPolicy() == Qt::NoFocus || event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return event->ignore();
    switch (event->key()) {
    case Qt::Key_Left:
        return emit moved({-1, 0});
    case Qt::Key_Right:
        return emit moved({1, 0});
    case Qt::Key_Up:
        return emit moved({0, -1});
    case Qt::Key_Down:
        return emit moved({0, 1});
    default:
        event->ignore();
    }
}
