#pragma once

#include "app/session/camera.h"

#include <QWidget>

#include <vector>

/// The convolutions of the network while the camera runs: of each the nine strongest maps behind its ReLU. Mouse and
/// left/right keys point at a layer, a click or Enter chooses it.
class CameraLayers : public QWidget {
    Q_OBJECT
public:
    explicit CameraLayers(QWidget* parent = nullptr);

    /// Null: nothing.
    void setAnswer(CameraAnswerPointer answer);
    void setColourMap(const QString& name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QString& layer);
    void pointedAt(const QString& words);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

private:
    struct Block {
        QString name; ///< of the convolution
        QString layer; ///< whose maps are shown
        int maps = 0; ///< that the layer has
        std::vector<QImage> tiles;
        std::vector<int> units;
    };
    /// Where the blocks are.
    struct Grid {
        int columns = 1;
        int side = 0; ///< of a tile
        double wide = 0; ///< a block
        double across = 0, down = 0; ///< from one block to the next
    };
    void rebuild();
    Grid grid() const;
    QPointF corner(const Grid& grid, int block) const;
    int blockAt(QPointF point) const;
    void point(int block);

    CameraAnswerPointer m_answer;
    QString m_colourMap = "viridis";
    std::vector<Block> m_blocks;
    int m_current = -1;
};
