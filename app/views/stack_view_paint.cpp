#include "app/models/layer_words.h"
#include "app/session/fields.h"
#include "app/views/stack_view.h"
#include "app/widgets/look.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace {

/// The place on a front face at shares of its width and height.
engine::Point onFront(const engine::BlockOutline& outline, double across, double down)
{
    const auto [origin, alongEnd, opposite, downEnd] = outline.front;
    const float x = float(across), y = float(down);
    return {origin.x + x * (alongEnd.x - origin.x) + y * (downEnd.x - origin.x),
        origin.y + x * (alongEnd.y - origin.y) + y * (downEnd.y - origin.y)};
}

}

QPointF StackView::toWidget(engine::Point place) const
{
    return {double(place.x) / m_ratio, double(place.y) / m_ratio};
}

QPolygonF StackView::polygon(std::span<const engine::Point> points) const
{
    QPolygonF shape;
    for (const engine::Point& point : points)
        shape << toWidget(point);
    return shape;
}

/// Of a name and of the shape below it; for a projector of a name, or of two lines of names where one is too short.
int StackView::labelHeight() const
{
    const int name = QFontMetrics(look().font(Look::Type::Strong)).height();
    const int shape = QFontMetrics(look().font(Look::Type::NumberSmall)).height();
    const int second = look().presenter() ? (hasTwoLines() ? name : 0) : shape;
    return name + second + look().px(12);
}

/// Names in the large type of a projector take turns between two lines.
bool StackView::hasTwoLines() const { return look().presenter() && width() < look().px(1200); }

/// With the shapes written narrower where that makes room for all of them.
std::vector<StackView::Label> StackView::labels() const
{
    const std::vector<Label> wide = labels(false);
    const bool fit = std::none_of(
        wide.begin(), wide.end(), [](const Label& label) { return label.shapePlace.isEmpty(); });
    return fit ? wide : labels(true);
}

/// Below its blocks each; the selected one and the one under the mouse come first where there is no room for all.
std::vector<StackView::Label> StackView::labels(bool narrow) const
{
    if (!m_drawing)
        return {};
    const NetworkInfo& network = *m_drawing->answer->network;
    const QFontMetrics nameMetrics(look().font(Look::Type::Strong));
    const QFontMetrics shapeMetrics(look().font(Look::Type::NumberSmall));
    const int hovered = m_hovered < 0 ? -2 : m_drawing->blocks[std::size_t(m_hovered)].layer;
    const int current = currentLayer() < 0 ? -2 : currentBlocks();
    const int top = height() - labelHeight() + look().px(6);
    std::vector<Label> wished;
    for (std::size_t i = 0; i < m_drawing->blocks.size(); ++i) {
        const StackBlock& block = m_drawing->blocks[i];
        const bool first = block.layer == current || block.layer == hovered;
        if (block.tower > 0 || (block.behind && !first))
            continue;
        Label label;
        label.layer = block.layer;
        label.name = tr("picture");
        label.shape = QString("3 × %1").arg(network.input.width) + QChar(0xB2);
        if (block.layer >= 0) {
            const int named = block.layer == current ? currentLayer() : block.layer;
            const LayerInfo& info = network.layers[std::size_t(named)];
            label.name = m_session.alterations().layers.contains(info.name) ? tr("%1 off").arg(info.name)
                                                                            : info.name;
            label.shape = shortShapeWords(info);
        }
        if (look().presenter())
            label.shape.clear();
        else if (narrow)
            label.shape.remove(' ');
        const double middle = toWidget({(block.outline.left + block.outline.right) / 2, 0}).x();
        const int name = nameMetrics.horizontalAdvance(label.name);
        const int shape = shapeMetrics.horizontalAdvance(label.shape);
        label.namePlace = {int(middle) - name / 2, top, name, nameMetrics.height()};
        label.shapePlace
            = {int(middle) - shape / 2, top + nameMetrics.height(), shape, shapeMetrics.height()};
        if (middle >= 0 && middle < width())
            wished.insert(first ? wished.begin() : wished.end(), label);
    }
    std::vector<Label> placed;
    const auto isFree = [&](QRect Label::*part, const QRect& place) {
        // Shapes with spaces in them run together sooner.
        const int gap = look().px(part == &Label::shapePlace && !narrow ? 7 : 3);
        return std::none_of(placed.begin(), placed.end(),
            [&](const Label& other) { return (other.*part).adjusted(-gap, 0, gap, 0).intersects(place); });
    };
    for (Label& label : wished) {
        const QRect wishedPlace = label.namePlace;
        const int shift = look().px(5), line = nameMetrics.height();
        // Below its block; a little beside it or in the second line where another name stands there.
        for (const QPoint by : {QPoint(0, 0), QPoint(shift / 2, 0), QPoint(-shift / 2, 0), QPoint(shift, 0),
                 QPoint(-shift, 0), QPoint(2 * shift, 0), QPoint(-2 * shift, 0), QPoint(0, line),
                 QPoint(shift, line), QPoint(-shift, line)}) {
            label.namePlace = wishedPlace.translated(by);
            if (isFree(&Label::namePlace, label.namePlace)
                || (by.y() == 0 && by.x() == -2 * shift && !hasTwoLines()))
                break;
        }
        label.shapePlace.translate(label.namePlace.x() - wishedPlace.x(), 0);
        if (isFree(&Label::namePlace, label.namePlace)) {
            if (!isFree(&Label::shapePlace, label.shapePlace))
                label.shapePlace = {};
            placed.push_back(label);
        }
    }
    return placed;
}

/// Of a selected unit only its tower.
bool StackView::isCurrent(const StackBlock& block) const
{
    if (currentLayer() < 0 || block.layer < 0 || block.layer != currentBlocks())
        return false;
    const int unit = m_selection.spot().unit;
    return unit < 0 || (unit >= block.firstUnit && unit < block.firstUnit + block.units);
}

/// What is seen of a block; of a plate its top and its side, the rest is behind the layer before it.
QPolygonF StackView::seenOf(const StackBlock& block) const
{
    QPolygonF shape = polygon(block.outline.silhouette);
    if (block.behind)
        shape[5] = shape[0] + shape[2] - shape[1];
    return shape;
}

/// Two pixels of colour with a thin halo on both sides.
void StackView::drawOutline(QPainter& painter, const QPolygonF& shape, const QColor& colour) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look().colour("halo"), 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPolygon(shape);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPolygon(shape);
}

/// From the pixels of the picture that reach the selected position to that position.
void StackView::drawRays(QPainter& painter) const
{
    const Spot& spot = m_selection.spot();
    const NetworkInfo& network = *m_drawing->answer->network;
    const StackBlock& picture = m_drawing->blocks.front();
    if (!spot.position || picture.layer >= 0)
        return;
    for (const StackBlock& block : m_drawing->blocks) {
        if (!isCurrent(block) || block.vector || block.behind || spot.unit != block.unit)
            continue;
        const QRectF field = fieldOf(network, currentLayer(), *spot.position);
        const double across = network.input.width, down = network.input.height;
        const std::array corners = {onFront(picture.outline, field.left() / across, field.top() / down),
            onFront(picture.outline, field.right() / across, field.top() / down),
            onFront(picture.outline, field.right() / across, field.bottom() / down),
            onFront(picture.outline, field.left() / across, field.bottom() / down)};
        const QPointF cell = toWidget(onFront(block.outline, (spot.position->x() + 0.5) / block.columns,
            (spot.position->y() + 0.5) / block.rows));
        painter.setPen(QPen(look().colour("accent"), 1));
        for (const engine::Point& corner : {corners[1], corners[2]})
            painter.drawLine(toWidget(corner), cell);
        drawOutline(painter, polygon(corners), look().colour("accent"));
        painter.setPen(QPen(look().colour("halo"), 1));
        painter.setBrush(look().colour("accent"));
        painter.drawEllipse(cell, look().px(3), look().px(3));
    }
}

void StackView::drawLabel(QPainter& painter, const Label& label) const
{
    const bool current = label.layer >= 0 && label.layer == currentBlocks();
    const QFont nameFont = look().font(current ? Look::Type::Strong : Look::Type::Body);
    const int room = look().px(4);
    const QRect line = (label.namePlace | label.shapePlace).adjusted(0, -look().px(3), 0, 0);
    if (current)
        painter.fillRect(QRect(line.left(), line.top(), line.width(), 2), look().colour("accent"));
    painter.setFont(nameFont);
    painter.setPen(look().colour(current ? "text" : "textSecondary"));
    painter.drawText(label.namePlace.adjusted(-room, 0, room, 0), Qt::AlignCenter, label.name);
    if (label.shapePlace.isEmpty())
        return;
    painter.setFont(look().font(Look::Type::NumberSmall));
    painter.setPen(look().colour("textTertiary"));
    painter.drawText(label.shapePlace.adjusted(-room, 0, room, 0), Qt::AlignCenter, label.shape);
}

void StackView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_drawing) {
        const QSizeF drawn = QSizeF(m_drawing->image.size()) / m_ratio;
        painter.drawImage(QRectF(QPointF(), drawn), m_drawing->image);
        // Labels have a clear ground where a turned or enlarged stack reaches down to them.
        QRect ground = rect();
        ground.setTop(height() - labelHeight() + look().px(4));
        painter.fillRect(ground, look().colour("panel"));
        if (m_hovered >= 0 && m_drawing->blocks[std::size_t(m_hovered)].layer >= 0)
            drawOutline(
                painter, seenOf(m_drawing->blocks[std::size_t(m_hovered)]), look().colour("textSecondary"));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("controlLine"), 1)); // dark maps would melt into a dark ground
        for (const StackBlock& block : m_drawing->blocks)
            if (!block.behind)
                painter.drawPolygon(polygon(block.outline.silhouette));
        for (const StackBlock& block : m_drawing->blocks)
            if (isCurrent(block))
                drawOutline(painter, block.behind ? seenOf(block) : polygon(block.outline.front),
                    look().colour("accent"));
        drawRays(painter);
        for (const Label& label : labels())
            drawLabel(painter, label);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("accent"), 1));
        painter.drawRoundedRect(rect().adjusted(1, 1, -2, -2), 4, 4);
    }
}
