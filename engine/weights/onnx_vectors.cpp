#include "engine/weights/onnx_layers.h"

#include "engine/core/error.h"
#include "engine/layers/convolution.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/softmax.h"
#include "engine/weights/onnx_reshape.h"

/// Operators on vectors: products with matrices, the addition of biases, and softmax.
namespace engine {

namespace {

/// A fully connected layer with weights of outputs x inputs, on the last dimension of the value.
void addProduct(const OnnxStep& step, const OnnxConstant& weights, const OnnxConstant* bias)
{
    std::vector<std::int64_t> dimensions = step.chain.dimensions();
    const std::int64_t outputs = weights.shape()[0];
    require(outputs >= 1 && weights.shape()[1] >= 1 && dimensions.back() == weights.shape()[1], step.where(),
        " has weights for ", weights.shape()[1], " inputs; the value has ", dimensions.back());
    const std::int64_t rows = product(dimensions, 0, dimensions.size() - 1);
    const bool flattens = rows == step.chain.batch() && step.chain.lastShape().imageSize() == dimensions.back();
    if (!flattens || !step.chain.isFixed()) // a fully connected layer flattens by itself
        step.chain.view({int(rows), int(dimensions.back()), 1, 1}, step.where());
    step.chain.add<FullyConnected>(
        step.node.output(), FullyConnectedOptions {.outputs = int(outputs), .bias = bias != nullptr});
    step.chain.addParameter("weight", weights);
    if (bias)
        step.chain.addParameter("bias", *bias);
    dimensions.back() = outputs;
    step.chain.count(dimensions, step.node.output());
}

/// One value for each of `outputs`, along the last dimension: everything before it must be 1.
bool isRow(const std::vector<std::int64_t>& shape, std::int64_t outputs)
{
    const std::int64_t all = product(shape, 0, shape.size());
    return all == 1 || (all == outputs && shape.back() == outputs);
}

/// One value for each map of a picture.
bool isPerMap(const std::vector<std::int64_t>& shape, std::size_t dimensions, const OnnxNode& node, std::int64_t maps)
{
    const std::int64_t all = product(shape, 0, shape.size());
    const bool old = node.integer("broadcast", 0) != 0 && node.integer("axis", -1) == 1 && shape.size() == 1;
    const std::size_t place = shape.size() + 1 - dimensions; // of the maps, in a shape counted from its end
    return all == 1
        || (all == maps && (old || (shape.size() + 1 >= dimensions && place < shape.size() && shape[place] == maps)));
}

}

void addGemm(const OnnxStep& step)
{
    const OnnxNode& node = step.node;
    const OnnxConstant* weights = step.graph.constant(node, 1);
    const OnnxConstant* bias = step.graph.constant(node, 2);
    node.ignore("broadcast"); // of the first opsets: later ones always do
    const float alpha = node.real("alpha", 1), beta = node.real("beta", 1);
    require(weights && weights->shape().size() == 2, node.where(), " has no weights of two dimensions");
    require(step.chain.dimensions().size() == 2, node.where(), " gets a value of ", step.chain.dimensions().size(),
        " dimensions instead of 2");
    if (node.integer("transA", 0) != 0) {
        require(step.chain.isEmpty(), node.where(),
            " transposes its input, so that pictures and values change places; AlexScope does that only to the "
            "network's input");
        step.chain.transposeInput();
    }
    const bool stored = node.integer("transB", 0) != 0;
    const OnnxConstant matrix = scaled(stored ? *weights : transposed(*weights, {1, 0}), alpha);
    if (!bias || beta == 0) {
        addProduct(step, matrix, nullptr);
        return;
    }
    const std::int64_t outputs = matrix.shape()[0];
    require(isRow(bias->shape(), outputs), node.where(), " adds a value that differs from picture to picture");
    const OnnxConstant row = scaled(broadcast(*bias, outputs), beta);
    addProduct(step, matrix, &row);
}

void addMatMul(const OnnxStep& step)
{
    const OnnxConstant* weights = step.graph.constant(step.node, 1);
    require(weights && weights->shape().size() == 2, step.where(), " has no weights of two dimensions");
    require(step.chain.dimensions().size() >= 2, step.where(), " gets a value without a batch");
    addProduct(step, transposed(*weights, {1, 0}), nullptr);
}

void addBias(const OnnxStep& step)
{
    const OnnxConstant* values = step.graph.constant(step.node, 1 - step.operand);
    OnnxChain& chain = step.chain;
    const auto* connected = dynamic_cast<const FullyConnected*>(chain.last());
    const auto* convolution = dynamic_cast<const Convolution*>(chain.last());
    const std::size_t dimensions = chain.dimensions().size();
    const std::int64_t outputs = chain.lastShape().channels;
    const bool fits = values && values->size() > 0
        && (connected ? isRow(values->shape(), outputs)
                      : convolution && isPerMap(values->shape(), dimensions, step.node, outputs));
    require(fits, step.where(), " adds something other than the biases of the layer before it");
    step.node.ignore("broadcast");
    step.node.ignore("axis");
    step.node.ignore("consumed_inputs");
    OnnxConstant bias = broadcast(*values, outputs);
    if (WeightEntry* former = chain.parameter("bias")) {
        bias = sum({*former, {}}, bias);
        bias.values.name = former->name;
        *former = bias.values;
    } else {
        if (connected) {
            chain.replaceLast<FullyConnected>(FullyConnectedOptions {int(outputs), true});
        } else {
            ConvolutionOptions options = convolution->options();
            options.bias = true;
            chain.replaceLast<Convolution>(options);
        }
        chain.addParameter("bias", bias);
    }
    chain.forget(step.node.input(step.operand)); // what the layer computes has the biases in it
    chain.count(chain.dimensions(), step.node.output());
}

void addSoftmax(const OnnxStep& step)
{
    OnnxChain& chain = step.chain;
    const std::vector<std::int64_t> dimensions = chain.dimensions();
    const bool flattens = step.graph.opset < 13; // over all dimensions from the axis on
    const std::size_t axis = axisOf(step.node, flattens ? 1 : -1, dimensions.size(), dimensions.size() - 1);
    const std::size_t end = flattens ? dimensions.size() : axis + 1;
    const Shape wanted {int(product(dimensions, 0, axis)), int(product(dimensions, axis, end)), 1,
        int(product(dimensions, end, dimensions.size()))};
    const Shape& found = chain.lastShape();
    // Over the maps of a picture, however many rows and columns it has.
    const bool overMaps = found.batch == wanted.batch && found.channels == wanted.channels
        && found.imageSize() == wanted.imageSize();
    if (!chain.isFixed() || !overMaps)
        chain.view(wanted, step.where());
    chain.add<Softmax>(step.node.output());
    chain.count(dimensions, step.node.output());
}

}
