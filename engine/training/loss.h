#pragma once

#include "engine/vulkan/recording.h"
#include "engine/vulkan/tensor.h"

#include <span>

namespace engine {

/// What the loss is taken against: one for each image of a batch.
struct Target {
    float label = 0; ///< the right class
    float weight = 0; ///< of the image's gradient; 0 for an image that does not count
    float unused[2] = {};
};

/// What the loss has to say about an image.
struct Verdict {
    float loss = 0; ///< cross-entropy, -log of the right class's probability
    float rank = 0; ///< of the right class among the scores: 0 is the best
    float answer = 0; ///< the class with the best score
    float unused = 0;
};

/// Writes down cross-entropy after softmax (paper, section 5: the objective is the mean log-probability of the right
/// label): the loss of every image, and its gradient with respect to the scores times the image's weight,
///
/// gradient[c] = weight (exp(x[c]) / sum over j of exp(x[j]) - [c is the label])
///
/// `targets` holds a Target, `verdicts` receives a Verdict for each image; both have room for whole vec4s.
void recordSoftmaxCrossEntropy(Recording&, const Tensor& scores, const Buffer& targets, const Tensor& gradient,
    const Buffer& verdicts);

}
