#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// y[c] = exp(x[c] - m) / sum over j of exp(x[j] - m), m the largest x[j], over the channels of each pixel (paper,
/// section 3.5). Outputs are probabilities: from 0 to 1, adding up to 1.
/// On the way back dx[c] = y[c] (dy[c] - sum over j of y[j] dy[j]).
class Softmax : public Layer {
public:
    std::string_view kind() const override { return "Softmax"; }
    Shape outputShape(const Shape& input) const override { return input; }
    void forward(Recording&, Device&, const Forward&) const override;
    void backward(Recording&, Device&, const Backward&) const override;
};

}
