#include "engine/weights/onnx_layers.h"

#include "engine/core/error.h"
#include "engine/layers/dropout.h"
#include "engine/layers/lrn.h"
#include "engine/layers/relu.h"
#include "engine/weights/onnx_reshape.h"
#include "engine/weights/text.h"

namespace engine {

namespace {

void addRelu(const OnnxStep& step)
{
    step.node.ignore("consumed_inputs"); // an advice of the first opset
    step.chain.addElementwise<Relu>(step.node.output());
    step.chain.count(step.chain.dimensions(), step.node.output());
}

void addIdentity(const OnnxStep& step)
{
    step.chain.addElementwise<Dropout>(step.node.output(), DropoutOptions {.ratio = 0});
    step.chain.count(step.chain.dimensions(), step.node.output());
}

/// Changes nothing at inference, whatever its ratio.
void addDropout(const OnnxStep& step)
{
    const OnnxNode& node = step.node;
    for (const char* attribute : {"seed", "is_test", "consumed_inputs"})
        node.ignore(attribute);
    float ratio = node.real("ratio", 0.5f);
    if (const OnnxConstant* given = step.graph.constant(node, 1); given && given->size() == 1)
        given->values.convertTo({&ratio, 1});
    if (const OnnxConstant* training = step.graph.constant(node, 2))
        require(training->integers == std::vector<std::int64_t> {0} || ratio == 0, node.where(),
            " drops units at random even at inference");
    require(ratio >= 0 && ratio < 1, node.where(), " has the ratio ", ratio, ", which is not from 0 to below 1");
    step.chain.addElementwise<Dropout>(node.output(), DropoutOptions {.ratio = ratio});
    step.chain.count(step.chain.dimensions(), node.output());
}

void addLrn(const OnnxStep& step)
{
    const OnnxNode& node = step.node;
    const std::int64_t size = node.integer("size", 0);
    require(size >= 1 && size <= 1024, node.where(), " sums up ", size, " maps; AlexScope takes 1 to 1024");
    // ONNX divides alpha by the size, as Caffe does.
    const LrnOptions options {.size = int(size),
        .bias = node.real("bias", 1),
        .alpha = node.real("alpha", 1e-4f) / float(size),
        .beta = node.real("beta", 0.75f)};
    step.chain.view(step.chain.shape(node.where()), node.where());
    step.chain.add<Lrn>(node.output(), options);
    step.chain.count(step.chain.dimensions(), node.output());
}

void addFlatten(const OnnxStep& step)
{
    step.chain.count(flattenedDimensions(step.node, step.chain.dimensions()), step.node.output());
}

void addReshape(const OnnxStep& step)
{
    const auto& declared = step.graph.inputDimensions;
    const std::int64_t batch = declared && !declared->empty() ? declared->front() : 0;
    const OnnxConstant* target = step.graph.constant(step.node, 1);
    step.chain.count(reshapedDimensions(step.node, target, step.chain.dimensions(), batch), step.node.output());
}

struct Operator {
    const char* type;
    void (*add)(const OnnxStep&);
};

/// What AlexScope understands of ONNX, besides Constant, ConstantOfShape and Transpose of what is constant.
constexpr Operator operators[] = {
    {"Conv", addConvolution},
    {"Relu", addRelu},
    {"LRN", addLrn},
    {"MaxPool", addMaxPool},
    {"AveragePool", addAveragePool},
    {"GlobalAveragePool", addGlobalAveragePool},
    {"Gemm", addGemm},
    {"MatMul", addMatMul},
    {"Add", addBias},
    {"Flatten", addFlatten},
    {"Reshape", addReshape},
    {"Dropout", addDropout},
    {"Identity", addIdentity},
    {"Softmax", addSoftmax},
};

void addStep(const OnnxStep& step)
{
    for (const Operator& known : operators) {
        if (step.node.type() != known.type)
            continue;
        require(step.operand == 0 || step.node.type() == "Add", step.where(),
            " takes the value on its way where AlexScope knows only constants");
        known.add(step);
        step.node.finish();
        return;
    }
    std::string names;
    for (const Operator& known : operators)
        names += (names.empty() ? "" : ", ") + std::string(known.type);
    throw Error(sentence(step.where(), " is an operator that AlexScope does not know; it knows ", names));
}

}

OnnxChain makeLayers(const OnnxGraph& graph, const std::vector<std::int64_t>& dimensions)
{
    OnnxChain chain(dimensions);
    for (std::size_t i = 0; i < graph.steps.size(); ++i) {
        const OnnxNode& node = graph.steps[i];
        try {
            addStep({graph, node, chain, graph.operands[i]});
        } catch (const Error& error) {
            const std::string message = error.what();
            if (message.starts_with(node.where()))
                throw;
            throw Error(node.where() + ": " + message); // a layer that cannot take its input
        }
    }
    return chain;
}

}
