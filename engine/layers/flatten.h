#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// y[(c H + i) W + j] = x[c, i, j]: every image becomes a vector, in NCHW order.
class Flatten : public Layer {
public:
    std::string_view kind() const override { return "Flatten"; }
    Shape outputShape(const Shape& input) const override;
    bool makesVector() const override { return true; }
    void forward(Recording&, Device&, const Forward&) const override;
    void backward(Recording&, Device&, const Backward&) const override;
};

}
