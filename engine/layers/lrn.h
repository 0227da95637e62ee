#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// The paper's constants. Caffe and PyTorch divide alpha by size and start from bias 1: a network that wants theirs
/// says so in its own table.
struct LrnOptions {
    int size = 5; ///< maps in the sum
    float bias = 2; ///< k
    float alpha = 1e-4f;
    float beta = 0.75f;
};

/// Local response normalization across maps (paper, section 3.3, with the paper's k, n, alpha, beta):
///
/// y[c] = x[c] / (k + alpha sum x[j]^2)^beta    over j from c - (n - 1)/2 to c + n/2, as far as there are maps
///
/// and on the way back, s[c] being what the power is taken of,
///
/// dx[c] = dy[c] s[c]^-beta - 2 alpha beta x[c] sum over j of dy[j] x[j] s[j]^(-beta - 1)    over the j whose sum has c
///
/// (for the odd n of all papers the window is centred). The sum runs over all maps, whatever groups follow.
class Lrn : public Layer {
public:
    explicit Lrn(const LrnOptions& options)
        : m_options(options)
    {
    }
    const LrnOptions& options() const { return m_options; }

    std::string_view kind() const override { return "LRN"; }
    Shape outputShape(const Shape& input) const override;
    void forward(Recording&, Device&, const Forward&) const override;
    void backward(Recording&, Device&, const Backward&) const override;
    bool canApplyReluBackward() const override { return true; }

private:
    LrnOptions m_options;
};

}
