#pragma once

#include <QImage>

#include <vector>

/// Many small pictures of one size, as a TileArea shows them: a value.
struct TileSheet {
    int count = 0;
    QSize cell; ///< cells (values) of one tile
    QImage atlas; ///< all tiles in final colours: tile i at column i % columns, row i / columns, no gaps
    int columns = 1; ///< of the atlas
    int towers = 1; ///< 2: tiles 0 .. count/2 - 1 stand at the left, the others at the right
    QStringList towerTitles; ///< one per tower; may be empty
    std::vector<int>
        order; ///< tiles in the order in which they are shown; empty: by index. Kept within towers
    std::vector<bool> dead; ///< always 0: marked with a diagonal; may be empty
    std::vector<bool> off; ///< switched off: dimmed, with the power icon; may be empty

    QRect place(int tile) const
    {
        return {tile % columns * cell.width(), tile / columns * cell.height(), cell.width(), cell.height()};
    }
};
