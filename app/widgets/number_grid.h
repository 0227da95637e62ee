#pragma once

#include <QWidget>

#include <optional>
#include <vector>

/// Values as coloured cells, row by row, with their numbers where these fit; a frame around some cells, a ring around
/// one, and cells that stand back or are hatched. Mouse and arrow keys point at cells.
class NumberGrid : public QWidget {
    Q_OBJECT
public:
    enum class Tone : unsigned char { Plain, Dimmed, Hatched };
    struct Cells {
        int columns = 0, rows = 0;
        std::vector<float> values; ///< rows x columns
        QString map = "diverging"; ///< a name that Look::colourMap takes
        double low = -1, high = 1; ///< what the ends of the colours stand for
    };

    /// `name` is for screen readers.
    explicit NumberGrid(const QString& name, QWidget* parent = nullptr);

    void setCells(Cells cells);
    const Cells& cells() const { return m_cells; }
    void setCellSize(QSizeF pixels);
    QSizeF cellSize() const { return m_cell; }
    /// Square cells, as large as the longer side of the grid allows.
    void fitInto(int pixels);
    /// Numbers in the cells, where they fit with at least two of at most that many digits behind the point, set as large as
    /// the cells allow; −1: none.
    void setDecimals(int decimals);
    /// No larger than that many pixels at font scale 1, so that grids side by side look alike.
    void setLargestNumbers(int pixels) { m_largestNumbers = pixels; }
    void setFrame(const QRect& cells);
    const QRect& frame() const { return m_frame; }
    void setRing(std::optional<QPoint> cell);
    void setTones(std::vector<Tone> tones);
    /// A small gap after every so many columns and rows.
    void setBlocks(QSize cells);
    /// Takes the arrow keys, as a stop of the Tab key.
    void setMovable();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// The cell under the mouse; x −1 when there is none.
    void hovered(QPoint cell);
    void chosen(QPoint cell); ///< by a click
    void moved(QPoint step); ///< by an arrow key

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    QPoint corner(int column, int row) const;
    QRect rectOf(const QRect& cells) const;
    QPoint cellAt(QPoint point) const;
    QColor colourOf(std::size_t cell) const;
    struct Writing {
        QFont font;
        int decimals = 0;
    };

    double widthOfNumbers(const QFontMetrics& metrics, int decimals) const;
    std::optional<Writing> writing() const;
    void drawCell(QPainter& painter, int column, int row, const std::optional<Writing>& how) const;
    void drawFrame(QPainter& painter, const QRect& cells) const;
    void drawRing(QPainter& painter) const;

    Cells m_cells;
    QSizeF m_cell {8, 8};
    QSize m_blocks;
    int m_decimals = -1;
    int m_largestNumbers = 16;
    QRect m_frame;
    std::optional<QPoint> m_ring;
    std::vector<Tone> m_tones;
};
