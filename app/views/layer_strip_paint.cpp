#include "app/views/layer_strip.h"
#include "app/widgets/look.h"

#include <QPainter>
#include <QScrollBar>

void LayerStrip::drawItem(QPainter& painter, const Item& item) const
{
    const bool current = item.layer >= 0 && item.layer == currentLayer();
    const QFont nameFont = look().font(current ? Look::Type::Strong : Look::Type::Body);
    const QFont shapeFont = look().font(Look::Type::NumberSmall);
    const int nameHeight = QFontMetrics(nameFont).height();
    const int shapeHeight = m_compact ? 0 : QFontMetrics(shapeFont).height();
    const int bottom = viewport()->height() - look().px(6), nameTop = bottom - shapeHeight - nameHeight;
    const int gap = look().px(6), count = int(item.images.size());
    const int high = item.side.height() * count + gap * (count - 1);
    const int left = item.left - horizontalScrollBar()->value();
    const int room = nameTop - look().px(8);
    int y = std::max(look().px(4), (room - high) / 2 + look().px(2));
    QRect around;
    for (const QImage& image : item.images) {
        const QRect place(QPoint(left + (item.width - item.side.width()) / 2, y), item.side);
        if (image.width() > place.width())
            painter.drawImage(place,
                image.scaled(
                    place.size() * devicePixelRatio(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        else
            painter.drawImage(place, image);
        around |= place;
        y += item.side.height() + gap;
    }
    painter.setBrush(Qt::NoBrush);
    if (current || item.layer == m_hovered) {
        painter.setPen(QPen(look().colour("halo"), 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(around.adjusted(-2, -2, 1, 1));
        painter.setPen(QPen(look().colour(current ? "accent" : "textSecondary"), 2, Qt::SolidLine,
            Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(around.adjusted(-2, -2, 1, 1));
    }
    if (current)
        painter.fillRect(QRect(left, nameTop - look().px(3), item.width, 2), look().colour("accent"));
    painter.setFont(nameFont);
    painter.setPen(look().colour(current ? "text" : "textSecondary"));
    painter.drawText(
        QRect(left - gap, nameTop, item.width + 2 * gap, nameHeight), Qt::AlignCenter, item.name);
    if (m_compact)
        return;
    painter.setFont(shapeFont);
    painter.setPen(look().colour("textTertiary"));
    painter.drawText(QRect(left - gap, nameTop + nameHeight, item.width + 2 * gap, shapeHeight),
        Qt::AlignCenter, item.shape);
}

void LayerStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    for (const Item& item : m_items)
        if (!item.away)
            drawItem(painter, item);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("accent"), 1));
        painter.drawRoundedRect(viewport()->rect().adjusted(1, 1, -2, -2), 4, 4);
    }
}
