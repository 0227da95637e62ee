#pragma once

#include "engine/explain/trace_convolution.h"
#include "engine/explain/trace_fully_connected.h"
#include "engine/explain/trace_lrn.h"
#include "engine/explain/trace_pool.h"
#include "engine/explain/trace_single.h"
#include "engine/explain/trace_softmax.h"
#include "engine/network/layer_list.h"

#include <string>
#include <variant>

namespace engine {

/// How one value of a layer's output came about: "why this number?".
using TraceRule = std::variant<ConvolutionTrace, MaxPoolTrace, AveragePoolTrace, LrnTrace,
    FullyConnectedTrace, SoftmaxTrace, ReluTrace, DropoutTrace, FlattenTrace>;

struct Trace {
    std::string layer; ///< its name: "conv1"
    Place place; ///< in the layer's output
    float shown = 0; ///< the network's own value there
    double total = 0; ///< the same by the rule, in double precision (softmax: at the temperature asked for)
    TraceRule rule;
};

/// What a trace is made from. Host values of one image; they need to live only while trace() runs.
struct TraceSource {
    const HostTensor& input; ///< the layer's, 1 x C x H x W
    const HostTensor& output; ///< the layer's, for the same picture
    HostParameters parameters = {}; ///< the layer's, in file order
    std::optional<double> afterRelu
        = {}; ///< the value of a following ReLU, for convolution and fully connected
    /// The network's input, for fully connected layers behind a flatten to find the maps their inputs came from.
    std::optional<Shape> networkInput = {};
    double temperature = 1; ///< of a softmax
    std::optional<std::uint64_t> dropoutKey = {}; ///< the image's, when dropout is on
};

/// For any layer of a network. Throws UsageError when there is no such layer or place, Error when the values do not
/// have the layer's shapes or its kind is not known.
Trace trace(const LayerList& layers, std::size_t layer, const Place& place, const TraceSource& source);

/// The shape that a layer's input had before it was flattened, if it was; otherwise the input's own shape. One image.
Shape shapeBeforeFlatten(const LayerList& layers, std::size_t layer, const Shape& networkInput);

}
