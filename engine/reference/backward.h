#pragma once

#include "engine/reference/reference.h"

/// The ways back of all layers as plain loops in double precision, from the derivatives of the formulas in the layers'
/// headers.
namespace engine::reference {

/// The gradients of a number with respect to what a layer read.
struct Gradients {
    Array input;
    std::vector<std::vector<double>> parameters; ///< as Parameters, in file order
};

Gradients convolutionBackward(
    const ConvolutionOptions&, const Array& input, const Parameters&, const Array& outputGradient);
Gradients fullyConnectedBackward(
    const FullyConnectedOptions&, const Array& input, const Parameters&, const Array& outputGradient);
Array reluBackward(ReluRule, const Array& input, const Array& outputGradient);
Array lrnBackward(const LrnOptions&, const Array& input, const Array& outputGradient);
Array maxPoolBackward(const MaxPoolOptions&, const Array& input, const Array& outputGradient);
Array averagePoolBackward(const AveragePoolOptions&, const Array& input, const Array& outputGradient);
/// At inference.
Array dropoutBackward(const DropoutOptions&, const Array& outputGradient);
Array flattenBackward(const Array& input, const Array& outputGradient);
Array softmaxBackward(const Array& input, const Array& outputGradient);

/// Cross-entropy of softmax with the right classes, mean over the batch: the loss, and its gradient with respect to
/// the scores.
struct LossGradient {
    double loss = 0;
    Array scores;
};
LossGradient softmaxCrossEntropy(const Array& scores, const std::vector<int>& labels);

}
