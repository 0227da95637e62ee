#pragma once

#include "engine/network/plan.h"
#include "engine/vulkan/arena.h"

#include <array>
#include <span>

namespace engine {

/// Which activations can be read after a run.
enum class Keep {
    Answer, ///< the last and the one before (probabilities and scores); ReLUs are computed while convolutions write
    Everything, ///< every named activation, and the switches of max-pools
    Training, ///< what the way back needs; dropout is on and draws by the keys
};

/// The activations of a batch on the device, and the work that fills them.
class Activations {
public:
    /// Throws OutOfMemoryError.
    Activations(const Plan& plan, int batch, Keep keep);

    int batch() const { return m_batch; }
    Keep keep() const { return m_keep; }
    /// Without a buffer where nothing is kept.
    const Tensor& tensor(std::size_t activation) const { return m_tensors[activation]; }
    const Buffer* switches(std::size_t layer) const { return m_switches[layer]; }
    /// What a random layer draws from, null when it does not draw.
    const Chance* chance(std::size_t layer) const;
    /// Room that layers use in turn; with Keep::Training enough for the way back. Null when none needs any.
    const Buffer* scratch() const { return m_scratch; }
    /// The keys that dropout draws by, one per image. Only with Keep::Training.
    void setKeys(std::span<const std::array<std::uint32_t, 2>> keys);

    /// Writes down the way forward, a section per layer called after it. `draws` false leaves dropout off in training too.
    void recordForward(Recording& recording, const std::vector<std::vector<Parameter>>& parameters,
        const std::vector<const Buffer*>& derived, bool draws = true) const;

    /// Device memory that such an object takes.
    static std::uint64_t bytes(const Plan& plan, int batch, Keep keep);

private:
    const Plan& m_plan;
    int m_batch;
    Keep m_keep;
    std::unique_ptr<Arena> m_arena;
    std::vector<std::unique_ptr<Buffer>> m_buffers;
    std::vector<Tensor> m_tensors;
    std::vector<const Buffer*> m_switches;
    std::vector<Chance> m_chances;
    const Buffer* m_scratch = nullptr;
};

}
