#pragma once

#include "app/session/session.h"
#include "engine/scene/camera.h"

#include <QColor>

#include <array>

/// What a drawing of the stack shows. The same content again costs no more than the drawing.
struct StackContent {
    ClassificationPointer answer;
    int layer = -1; ///< the selected one in the network, and its unit that is to be in front; −1: none
    int unit = -1;
    std::array<QRgb, 256> colours {}; ///< for values from 0 upwards
    QColor background, wire;
    float wireWidth = 1; ///< pixels

    bool operator==(const StackContent&) const = default;
};

/// A wish for a drawing.
struct StackRequest {
    StackContent content;
    QSize size; ///< pixels, 1 to 4096 a side
    engine::Camera camera;
    bool fit = true; ///< zoom and pan are chosen so that all is seen between the margins
    engine::Margins margins;
};

/// One block of a drawn stack: a layer with the ReLU and so on that follow it, or one tower of it.
struct StackBlock {
    int layer = -1; ///< in the network, the first of those that the block stands for; −1: the picture
    int shown = -1; ///< whose values are seen: a convolution's after its ReLU; −1: the picture's
    int tower = 0;
    int towers = 1;
    int unit = 0; ///< whose map is in front; of a vector the first one on the plate
    int units = 1; ///< of this tower
    int firstUnit = 0; ///< of this tower
    int rows = 1, columns = 1; ///< cells in front
    bool vector = false; ///< the cells are units, row by row
    bool behind = false; ///< a thin plate behind the layer before it
    engine::BlockOutline outline; ///< pixels of the image
};

/// A drawn stack.
struct StackDrawing {
    ClassificationPointer answer;
    engine::Camera camera;
    QImage image;
    std::vector<qint32> blockOfPixel; ///< row by row; −1: none
    std::vector<StackBlock> blocks; ///< from left to right
    std::vector<int>
        standsFor; ///< per layer of the network, StackBlock::layer of the blocks that stand for it

    /// The block at a pixel of the image; −1 for none and outside.
    int blockAt(QPoint pixel) const;
};
using StackPointer = std::shared_ptr<const StackDrawing>;

/// Has the layers of an answer drawn as blocks in space by the engine's device; the newest request wins. Lives on the
/// window's thread.
class StackDrawer : public QObject {
    Q_OBJECT
public:
    StackDrawer(Session& session, QObject* parent);

    /// ready() or failed() follows.
    void draw(const StackRequest& request);

signals:
    /// Null when the answer's network is no longer open: another answer follows then.
    void ready(const StackPointer& drawing);
    void failed(const QString& sentence);

private:
    Session& m_session;
    Lane m_lane;
};
