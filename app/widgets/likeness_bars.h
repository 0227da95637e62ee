#pragma once

#include <QWidget>

#include <optional>
#include <vector>

/// One bar of likeness a layer, name and number above it, in as many columns as fit, read row by row. Mouse and arrow
/// keys choose a layer; it is one stop of the Tab key. As high as its rows are.
class LikenessBars : public QWidget {
    Q_OBJECT
public:
    struct Layer {
        QString name;
        std::optional<double> likeness; ///< −1 to 1; below 0 the bar has the negative colour
        QString words; ///< the number, or why there is none
        QString all; ///< for the tooltip
    };

    explicit LikenessBars(QWidget* parent = nullptr);

    void setLayers(std::vector<Layer> layers);
    const std::vector<Layer>& layers() const { return m_layers; }
    /// −1 for none. Does not emit chosen().
    void setCurrent(int layer);
    /// Where a layer stands.
    QRect layerRect(int layer) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void chosen(int layer);
    /// −1 when there is none.
    void hovered(int layer);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    int columnsIn(int width) const;
    int leastWidth() const;
    int rowHeight() const;
    int layerAt(QPoint point) const;
    void drawLayer(QPainter& painter, int layer) const;
    void point(int layer);

    std::vector<Layer> m_layers;
    int m_current = -1, m_hovered = -1;
};
