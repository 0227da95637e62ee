#pragma once

#include "engine/weights/onnx_chain.h"
#include "engine/weights/onnx_graph.h"

namespace engine {

/// Turns an input of these dimensions and the graph's operators into layers, one after another. Throws Error naming the
/// operator that AlexScope cannot compute.
OnnxChain makeLayers(const OnnxGraph& graph, const std::vector<std::int64_t>& dimensions);

/// What an operator is turned into a layer with.
struct OnnxStep {
    const OnnxGraph& graph;
    const OnnxNode& node;
    OnnxChain& chain;
    int operand; ///< which input of the node is the value on its way

    const std::string& where() const { return node.where(); }
};

// One function per operator, or per family of them; see the list in onnx_layers.cpp.
void addConvolution(const OnnxStep&);
void addMaxPool(const OnnxStep&);
void addAveragePool(const OnnxStep&);
void addGlobalAveragePool(const OnnxStep&);
void addGemm(const OnnxStep&);
void addMatMul(const OnnxStep&);
void addBias(const OnnxStep&);
void addSoftmax(const OnnxStep&);

}
