#pragma once

#include "app/models/tile_sheet.h"
#include "app/widgets/tile_layout.h"

#include <QAbstractScrollArea>

#include <functional>

/// Tiles in rows, in one or two towers, drawn from the one atlas of a sheet. Scrolls by whole rows when they do not fit at
/// the least size. Mouse and arrow keys, Home and End choose a tile; it is one stop of the Tab key. Tiles larger than their cells
/// are enlarged without smoothing, smaller ones averaged.
class TileArea : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TileArea(QWidget* parent = nullptr);

    void setSheet(TileSheet sheet);
    const TileSheet& sheet() const { return m_sheet; }
    /// −1 for none. Scrolls it into sight. Does not emit chosen().
    void setCurrent(int tile);
    int current() const { return m_current; }
    /// The least side of a tile, before the font scale; 24 unless said otherwise, 1 for the page of a vector.
    void setLeastSide(int pixels);
    /// Columns of a tower; 0, as at first, for as many as make the tiles largest.
    void setColumns(int columns);
    /// Prefers numbers of columns that leave no gap in the last row.
    void setFullRows(bool on);
    /// What screen readers say of a tile, and its tooltip.
    void setWords(std::function<QString(int)> words) { m_words = std::move(words); }

    /// In viewport coordinates; empty when it is out of sight.
    QRect tileRect(int tile) const;
    int tileAt(QPoint point) const;
    /// Tiles per row of a tower, and the rows that are in sight, counted from 0.
    int columns() const { return m_layout.columns; }
    std::pair<int, int> rowsInSight() const;
    int rows() const { return m_layout.rows(); }
    /// How large all tiles are together: less than the viewport where they could not grow further.
    QSize pageSize() const { return m_layout.size(); }
    QSize minimumSizeHint() const override;

signals:
    /// By mouse or key.
    void chosen(int tile);
    /// Double click or Enter: one step in.
    void activated(int tile);
    /// The cell under the mouse; tile −1 when there is none.
    void hovered(int tile, QPoint cell);
    /// Other rows are in sight, or there are other rows.
    void rowsChanged();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void scrollContentsBy(int, int) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void leaveEvent(QEvent*) override;
    bool viewportEvent(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void arrange();
    void placeScrollBar();
    int wholeRows() const;
    int scrolled() const; ///< pixels
    bool isInSight(int row) const;
    void point(int tile, QPoint cell);
    void describe();
    void reveal(int tile);
    /// The tile as it is drawn at its size; enlarged ones stay as they are.
    const QImage& picture(int tile) const;
    void drawTile(QPainter& painter, int tile) const;
    void drawOutline(QPainter& painter, const QRect& rect, const QColor& colour) const;
    void drawTitles(QPainter& painter) const;
    TileLayout::Slot slotOf(int tile) const;

    TileSheet m_sheet;
    TileLayout m_layout;
    std::vector<std::vector<int>> m_shown; ///< tiles of each tower in the order in which they are shown
    std::vector<int> m_number; ///< of a tile in its tower
    mutable std::vector<QImage> m_small; ///< tiles averaged to their size, made when first drawn
    int m_leastSide = 24, m_columns = 0;
    bool m_fullRows = false;
    int m_current = -1, m_hovered = -1;
    QPoint m_cell;
    bool m_keyboard = false; ///< the focus came by key: it is shown
    std::function<QString(int)> m_words;
};
