#include "app/widgets/icon.h"
#include "app/widgets/look.h"
#include "app/widgets/tile_area.h"

#include <QPainter>

const QImage& TileArea::picture(int tile) const
{
    QImage& small = m_small[std::size_t(tile)];
    if (small.isNull())
        small = m_sheet.atlas.copy(m_sheet.place(tile))
                    .scaled(
                        m_layout.tile * devicePixelRatio(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return small;
}

void TileArea::drawTile(QPainter& painter, int tile) const
{
    const QRect rect = tileRect(tile), place = m_sheet.place(tile);
    if (place.size() == QSize(1, 1))
        painter.fillRect(rect, QColor::fromRgb(m_sheet.atlas.pixel(place.topLeft())));
    else if (rect.width() < place.width())
        painter.drawImage(rect, picture(tile));
    else
        painter.drawImage(rect, m_sheet.atlas, place);
    const auto has = [tile](const std::vector<bool>& list) {
        return std::size_t(tile) < list.size() && list[std::size_t(tile)];
    };
    if (has(m_sheet.dead)) {
        const bool darkGround = qGray(m_sheet.atlas.pixel(place.center())) < 128;
        painter.setPen(QPen(darkGround ? QColor(0xB3, 0xBA, 0xC4) : QColor(0x43, 0x4B, 0x56), 1));
        painter.setRenderHint(QPainter::Antialiasing);
        const int in = rect.width() / 8;
        painter.drawLine(rect.bottomLeft() + QPoint(in, -in), rect.topRight() + QPoint(-in, in));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (has(m_sheet.off)) {
        QColor veil = look().colour("panel");
        veil.setAlphaF(0.78f);
        painter.fillRect(rect, veil);
        const int side = std::min(rect.width(), look().px(24)) * 3 / 4;
        QRect middle(0, 0, side, side);
        middle.moveCenter(rect.center());
        if (side >= 8)
            icon("power").paint(&painter, middle);
    }
}

/// Two pixels of colour with a thin halo on both sides, around the tile.
void TileArea::drawOutline(QPainter& painter, const QRect& rect, const QColor& colour) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look().colour("halo"), 1));
    painter.drawRect(rect.adjusted(-3, -3, 2, 2));
    if (rect.width() > 12)
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(rect.adjusted(-1, -1, 1, 1));
}

/// Over each tower; what stands behind a tabulator is set quietly.
void TileArea::drawTitles(QPainter& painter) const
{
    const int height = m_layout.origin.y() - m_layout.gap;
    painter.fillRect(0, 0, viewport()->width(), height, look().colour("panel"));
    for (int tower = 0; tower < std::min(int(m_sheet.towerTitles.size()), int(m_shown.size())); ++tower) {
        const QStringList parts = m_sheet.towerTitles[tower].split('\t');
        const int left = m_layout.origin.x() + tower * m_layout.towerStep;
        const int right = tower + 1 < int(m_shown.size()) ? left + m_layout.towerStep : viewport()->width();
        QRect room(left, 0, right - left, height);
        painter.setFont(look().font(Look::Type::Strong));
        painter.setPen(look().colour("text"));
        QRect used;
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, parts[0], &used);
        if (parts.size() < 2)
            continue;
        painter.setFont(look().font(Look::Type::Label));
        painter.setPen(look().colour("textSecondary"));
        room.setLeft(used.right() + look().px(6));
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(parts[1], Qt::ElideRight, room.width()));
    }
}

void TileArea::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    if (m_sheet.count == 0 || m_sheet.atlas.isNull())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    const auto [firstRow, lastRow] = rowsInSight();
    for (const std::vector<int>& tower : m_shown) {
        const int from = firstRow * m_layout.columns;
        const int to = std::min(int(tower.size()), (lastRow + 1) * m_layout.columns);
        for (int number = from; number < to; ++number)
            drawTile(painter, tower[std::size_t(number)]);
    }
    if (const QRect rect = tileRect(m_hovered); !rect.isEmpty())
        drawOutline(painter, rect, look().colour("textSecondary"));
    if (const QRect rect = tileRect(m_current); !rect.isEmpty())
        drawOutline(painter, rect, look().colour("accent"));
    if (!m_sheet.towerTitles.isEmpty())
        drawTitles(painter);
    if (hasFocus() && m_keyboard) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("accent"), 2));
        painter.drawRoundedRect(viewport()->rect().adjusted(1, 1, -1, -1), 4, 4);
    }
}
