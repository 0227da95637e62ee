#include "app/widgets/tile_layout.h"

int TileLayout::rows() const
{
    const int most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    return (most + columns - 1) / columns;
}

QSize TileLayout::size() const
{
    const int width = columns * (tile.width() + gap) - gap + towerStep * std::max(0, int(counts.size()) - 1);
    return {origin.x() + width, origin.y() + rows() * (tile.height() + gap) - gap};
}

QRect TileLayout::rect(Slot slot) const
{
    const int x = slot.tower * towerStep + slot.number % columns * (tile.width() + gap);
    const int y = row(slot) * rowStep();
    return {origin + QPoint(x, y), tile};
}

std::optional<TileLayout::Slot> TileLayout::slotAt(QPoint point) const
{
    const QPoint inside = point - origin;
    if (inside.x() < 0 || inside.y() < 0)
        return std::nullopt;
    const int tower = counts.size() > 1 ? std::min(inside.x() / towerStep, int(counts.size()) - 1) : 0;
    const int x = inside.x() - tower * towerStep, stepX = tile.width() + gap, stepY = tile.height() + gap;
    const int column = x / stepX, number = inside.y() / stepY * columns + column;
    const bool onTile = x % stepX < tile.width() && inside.y() % stepY < tile.height();
    if (!onTile || column >= columns || counts.empty() || number >= counts[std::size_t(tower)])
        return std::nullopt;
    return Slot {tower, number};
}

TileLayout::Slot TileLayout::moved(Slot from, int right, int down) const
{
    const int count = counts[std::size_t(from.tower)];
    int column = from.number % columns, row = from.number / columns;
    row = std::max(0, row + down);
    column += right;
    if (column < 0 && from.tower > 0)
        return {
            from.tower - 1, std::min(row * columns + columns - 1, counts[std::size_t(from.tower) - 1] - 1)};
    const bool beyond = column >= columns || (right > 0 && from.number + right >= count);
    if (beyond && from.tower + 1 < int(counts.size()))
        return {from.tower + 1, std::min(row * columns, counts[std::size_t(from.tower) + 1] - 1)};
    // Within a tower left and right read on in the next row.
    const int number = row * columns + column;
    return number < 0 || number >= count ? from : Slot {from.tower, number};
}

namespace {

/// The side with `columns` columns that fills the width of a tower or the height of the page, whichever is less.
int sideFor(int columns, int rows, int width, int height, int gap, double aspect)
{
    const int across = (width - (columns - 1) * gap) / columns;
    const int down = int(((height - (rows - 1) * gap) / double(rows)) / aspect);
    return std::min(across, down);
}

}

TileLayout fitTiles(const TilePage& page, QSize room)
{
    TileLayout layout;
    layout.counts = page.counts;
    layout.gap = page.leastSide < 12 ? 1 : 4;
    layout.origin = {page.margin, page.top + page.margin};
    const int towers = std::max(1, int(page.counts.size()));
    const int most
        = page.counts.empty() ? 1 : std::max(1, *std::max_element(page.counts.begin(), page.counts.end()));
    const int towerWidth = (room.width() - 2 * page.margin - (towers - 1) * page.towerGap) / towers;
    const int height = room.height() - page.top - 2 * page.margin;
    const double aspect = double(page.cell.height()) / std::max(1, page.cell.width());
    const int from = page.columns > 0 ? page.columns : 1, to = page.columns > 0 ? page.columns : most;
    int side = 0, fullSide = 0, fullColumns = 0;
    for (int columns = from; columns <= to; ++columns) {
        const int rows = (most + columns - 1) / columns;
        const int fits = sideFor(columns, rows, towerWidth, height, layout.gap, aspect);
        if (fits > side) {
            side = fits;
            layout.columns = columns;
        }
        if (most % columns == 0 && fits > fullSide) {
            fullSide = fits;
            fullColumns = columns;
        }
    }
    if (page.fullRows && fullSide >= page.leastSide && fullSide * 3 >= side * 2) {
        side = fullSide;
        layout.columns = fullColumns;
    }
    if (side < page.leastSide) {
        side = page.leastSide;
        layout.columns = page.columns > 0
            ? page.columns
            : std::clamp((towerWidth + layout.gap) / (side + layout.gap), 1, most);
        // What the columns leave over makes the tiles a little larger.
        if (page.columns == 0)
            side = std::max(side, (towerWidth - (layout.columns - 1) * layout.gap) / layout.columns);
    }
    if (const int whole = side - side % std::max(1, page.cell.width());
        whole * 20 >= side * 19 && whole >= page.leastSide)
        side = whole;
    layout.tile = {side, std::max(1, int(side * aspect))};
    const int used = layout.columns * (side + layout.gap) - layout.gap;
    layout.towerStep = used + page.towerGap;
    return layout;
}
