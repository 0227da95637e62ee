#include "app/widgets/number_grid.h"

#include "app/widgets/ink.h"
#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <array>
#include <cmath>

namespace {

constexpr int edge = 3; // room for the frame around the outermost cells
constexpr int gap = 2; // between blocks, in pixels
constexpr int frameShare = 3; // what frames take from a cell: numbers keep clear of it
constexpr std::array numberSizes {16, 14, 12}; // pixels; NumberSmall where none of them fits

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

double NumberGrid::widthOfNumbers(const QFontMetrics& metrics, int decimals) const
{
    float least = 0, most = 0;
    for (const float value : m_cells.values) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    return std::max(metrics.horizontalAdvance(cellText(least, decimals)),
        metrics.horizontalAdvance(cellText(most, decimals)));
}

/// In the largest type that leaves room for all digits; in the smallest with as many digits as there is room for.
std::optional<NumberGrid::Writing> NumberGrid::writing() const
{
    if (m_decimals < 0)
        return std::nullopt;
    QFont font = look().font(Look::Type::NumberSmall);
    const double room = m_cell.width() - 2 * frameShare;
    for (const int size : numberSizes) {
        QFont larger = font;
        larger.setPixelSize(look().px(size));
        const QFontMetrics metrics(larger);
        if (size <= m_largestNumbers && look().px(size) > font.pixelSize()
            && metrics.height() <= m_cell.height() && widthOfNumbers(metrics, m_decimals) <= room)
            return Writing {larger, m_decimals};
    }
    const QFontMetrics metrics(font);
    if (metrics.height() > m_cell.height() + 2)
        return std::nullopt;
    for (int decimals = m_decimals; decimals >= std::min(m_decimals, 2); --decimals)
        if (widthOfNumbers(metrics, decimals) <= room)
            return Writing {font, decimals};
    return std::nullopt;
}

void NumberGrid::drawFrame(QPainter& painter, const QRect& cells) const
{
    const QRect frame = rectOf(cells);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look().colour("halo"), 1));
    painter.drawRect(frame.adjusted(-3, -3, 2, 2));
    painter.drawRect(frame.adjusted(0, 0, -1, -1));
    painter.setPen(QPen(look().colour("accent"), 2));
    painter.drawRect(frame.adjusted(-1, -1, 1, 1));
}

/// Hatched cells keep a plain ground behind their number.
void NumberGrid::drawCell(QPainter& painter, int column, int row, const std::optional<Writing>& how) const
{
    const std::size_t cell = std::size_t(row * m_cells.columns + column);
    const int line = how && m_cell.width() > 16 ? 1 : 0; // a thin line between cells with numbers
    const QRect rect = rectOf({column, row, 1, 1}).adjusted(0, 0, -line, -line);
    const QColor colour = colourOf(cell), ink = inkOn(colour);
    painter.fillRect(rect, colour);
    const bool hatched = !m_tones.empty() && m_tones[cell] == Tone::Hatched;
    if (hatched) {
        QColor lines = ink;
        lines.setAlpha(70);
        painter.fillRect(rect, QBrush(lines, Qt::BDiagPattern));
    }
    if (!how)
        return;
    const QString text = cellText(m_cells.values[cell], how->decimals);
    if (hatched) {
        const QFontMetrics metrics = painter.fontMetrics();
        QRect ground(0, 0, metrics.horizontalAdvance(text) + 4, metrics.height() + 2);
        ground.moveCenter(rect.center());
        painter.fillRect(ground & rect, colour);
    }
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, text);
}

/// Around numbers a frame outside the cell, which leaves them legible.
void NumberGrid::drawRing(QPainter& painter) const
{
    const QRectF cell = rectOf({*m_ring, QSize(1, 1)});
    if (std::min(cell.width(), cell.height()) >= look().px(24))
        return drawFrame(painter, {*m_ring, QSize(1, 1)});
    const double radius = std::max(4.0, std::min(cell.width(), cell.height()) / 2 - 1);
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QPen& pen : {QPen(look().colour("halo"), 4), QPen(look().colour("accent"), 2)}) {
        painter.setPen(pen);
        painter.drawEllipse(cell.center(), radius, radius);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void NumberGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const std::optional<Writing> how = writing();
    if (how)
        painter.setFont(how->font);
    for (int row = 0; row < m_cells.rows; ++row)
        for (int column = 0; column < m_cells.columns; ++column)
            drawCell(painter, column, row, how);
    if (m_frame.isValid())
        drawFrame(painter, m_frame);
    if (m_ring)
        drawRing(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
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
