#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// y = max(0, x) (paper, section 3.1).
class Relu : public Layer {
public:
    std::string_view kind() const override { return "ReLU"; }
    Shape outputShape(const Shape& input) const override { return input; }
    void forward(Recording&, Device&, const Forward&) const override;
    void backward(Recording&, Device&, const Backward&) const override;
    bool isRelu() const override { return true; }
    bool isElementwise() const override { return true; }
};

}
