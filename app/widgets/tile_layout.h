#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>

#include <algorithm>
#include <optional>
#include <vector>

/// Where tiles stand on a page: one or two towers side by side, rows from the top. A value without a widget; lengths in
/// pixels from the page's top left.
struct TileLayout {
    /// A tile's place: the number-th of those shown in its tower.
    struct Slot {
        int tower = 0;
        int number = 0;
        bool operator==(const Slot&) const = default;
    };

    QSize tile; ///< size of one
    int gap = 4;
    int columns = 1; ///< of one tower
    std::vector<int> counts; ///< tiles of each tower
    int towerStep = 0; ///< from one tower's left edge to the next
    QPoint origin; ///< of the first tile

    int rows() const;
    int row(Slot slot) const { return slot.number / columns; }
    /// From one row's upper edge to the next.
    int rowStep() const { return std::max(1, tile.height() + gap); }
    /// Of everything, margins included.
    QSize size() const;
    QRect rect(Slot slot) const;
    std::optional<Slot> slotAt(QPoint point) const;
    /// The slot beside, above or below; the same one at the edge. Left and right go on in the other tower.
    Slot moved(Slot from, int right, int down) const;
};

/// What a page of tiles has to hold.
struct TilePage {
    std::vector<int> counts; ///< tiles of each tower
    QSize cell {1, 1}; ///< values of a tile
    int columns = 0; ///< of a tower; 0: as they fit
    bool fullRows
        = false; ///< columns that leave no gap in the last row, where that costs less than a third of the side
    int leastSide = 24;
    int margin = 5; ///< around everything, room for the selection's outline
    int towerGap = 16;
    int top = 0; ///< room for headings
};

/// The largest tiles with which the page fits into `room`; where even the least side is too large, as many columns as fit
/// and a page that is higher than the room. Tiles are whole multiples of their cells where that costs little.
TileLayout fitTiles(const TilePage& page, QSize room);
