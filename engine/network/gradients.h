#pragma once

#include "engine/network/activations.h"

namespace engine {

/// The gradients of a batch's activations on the device, and the work that fills them from those of a later one.
class Gradients {
public:
    /// All: every activation keeps its gradient, down to the input's. Parameters: what the parameters' gradients need;
    /// elementwise layers write over the gradient that they read, and layers use the scratch memory of the activations.
    enum class Wanted { All, Parameters };

    /// For activations with Keep::Everything, or with Keep::Training and Wanted::Parameters, which must outlive it.
    /// Throws OutOfMemoryError.
    Gradients(const Plan& plan, const Activations& activations, Wanted wanted);

    /// Of an activation; without a buffer where there is none.
    const Tensor& tensor(std::size_t activation) const { return m_tensors[activation]; }

    /// How to go back.
    struct Way {
        std::size_t from = 0; ///< the activation whose gradient is there already
        std::size_t to = 0; ///< the last layer to be passed
        /// Per layer as many as it has parameters, none for layers that learn nothing; empty when no one asks.
        std::span<const std::vector<Buffer>> parameterGradients = {};
        bool accumulate = false; ///< add to the parameters' gradients
        ReluRule rule = ReluRule::Gradient;
    };
    /// Writes down the way back, sections "conv1 backward_data" and "conv1 backward_weights".
    void record(
        Recording& recording, const std::vector<std::vector<Parameter>>& parameters, const Way& way) const;

    static std::uint64_t bytes(const Plan& plan, int batch, Wanted wanted);

private:
    const Plan& m_plan;
    const Activations& m_activations;
    Wanted m_wanted;
    std::unique_ptr<Arena> m_arena;
    std::vector<std::unique_ptr<Buffer>> m_buffers;
    std::vector<Tensor> m_tensors;
    const Buffer* m_scratch = nullptr;
};

}
