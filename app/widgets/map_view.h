#pragma once

#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

/// One map large, square cells without smoothing, with numbers in cells that have room for them, and a ring at the
/// position. A click and the arrow keys choose the position.
class MapView : public QWidget {
    Q_OBJECT
public:
    explicit MapView(QWidget* parent = nullptr);

    /// One pixel a cell, in final colours, and the values row by row.
    void setMap(const QImage& cells, std::vector<float> values);
    void setPosition(std::optional<QPoint> position);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// The side that it asks for.
    void setSide(int pixels);
    /// Where the map is drawn: as large as whole pixels a cell allow, where that costs little.
    QRect mapRect() const;

signals:
    void chosen(QPoint position);
    /// Enter or a double click.
    void activated();
    /// The cell under the mouse; x −1 when there is none.
    void hovered(QPoint cell);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    std::optional<QPoint> cellAt(QPoint point) const;
    QRectF cellRect(QPoint cell) const;
    void choose(QPoint cell);
    void drawNumbers(QPainter& painter) const;

    QImage m_cells;
    std::vector<float> m_values;
    std::optional<QPoint> m_position;
    int m_side = 176;
};
