#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct DropoutOptions {
    float ratio = 0.5f; ///< chance of a unit to be dropped, from 0 up to but not including 1
    /// The paper trains with y = x m and multiplies by 1 - ratio at test time; otherwise training divides by
    /// 1 - ratio ("inverted", as every framework does today) and test time changes nothing.
    bool scaleAtTest = false;
};

/// Training: y[i] = x[i] m[i] (divided by 1 - ratio when inverted), m[i] 0 with chance `ratio`, otherwise 1; drawn by
/// Philox 4x32-10 (Salmon et al. 2011) with the image's key and counter (i / 4, layer, 0, 0), one word of the four per
/// unit, i counting the units of an image in device order of channels, rows, columns [y][x][c]; see Chance. Inference:
/// y = x or (1 - ratio) x (paper, section 4.2). Gradients go the same way as values.
class Dropout : public Layer {
public:
    explicit Dropout(const DropoutOptions& options = {})
        : m_options(options)
    {
    }
    const DropoutOptions& options() const { return m_options; }

    std::string_view kind() const override { return "Dropout"; }
    Shape outputShape(const Shape& input) const override;
    void forward(Recording&, Device&, const Forward&) const override;
    void backward(Recording&, Device&, const Backward&) const override;
    bool isElementwise() const override { return true; }
    bool isRandom() const override { return m_options.ratio > 0; }
    bool passesThrough() const override { return !m_options.scaleAtTest; }

private:
    void scale(Recording&, const Tensor& from, const Tensor& to, const Chance* chance) const;

    DropoutOptions m_options;
};

}
