#pragma once

#include "engine/selftest/layer_run.h"
#include "engine/vulkan/arena.h"

namespace engine {

/// Buffers with memory between, before and behind them that nothing may write to. They start as zeros.
class GuardedBuffers {
public:
    GuardedBuffers(Device& device, Arena& arena, const std::vector<std::uint64_t>& bytes);

    const Buffer& operator[](std::size_t index) const { return m_buffers[index]; }
    std::span<const Buffer> all() const { return m_buffers; }
    /// Whether the memory around is as it was.
    bool isIntact() const;

private:
    Device& m_device;
    std::vector<Buffer> m_buffers;
    std::vector<Buffer> m_guards;
};

/// A guarded activation that starts as NaN, so that what is not written shows, with zeros around.
class WatchedTensor {
public:
    WatchedTensor(Device& device, Arena& arena, const Layout& layout);

    Tensor tensor() const { return {&m_buffer[0], m_layout}; }
    HostTensor values() const;
    /// A write outside of the picture values, in words that end with `name`; empty if there was none.
    std::string fault(const std::string& name) const;

private:
    Device& m_device;
    Layout m_layout;
    GuardedBuffers m_buffer;
};

/// A layer on a device with all that it reads and writes on its way forward.
class LayerStage {
public:
    LayerStage(Device& device, const LayerRequest& request);

    /// Runs forward and says what came of it.
    LayerResult run();

    Arena& arena() { return m_arena; }
    Tensor input() const { return {&m_input, m_inputLayout}; }
    Tensor output() const { return m_output.tensor(); }
    std::span<const Parameter> parameters() const { return m_parameters; }
    const Chance* chance() const { return m_request.keys.empty() ? nullptr : &m_chance; }
    const Buffer* switches() const { return m_switchBytes > 0 ? &m_switches[0] : nullptr; }

private:
    void setParameters();
    void setKeys();

    Device& m_device;
    LayerRequest m_request;
    Layout m_inputLayout;
    std::uint64_t m_switchBytes;
    Arena m_arena;
    Buffer m_input;
    Buffer m_keys;
    Chance m_chance;
    WatchedTensor m_output;
    GuardedBuffers m_switches;
    std::uint64_t m_derivedBytes;
    GuardedBuffers m_derived;
    GuardedBuffers m_scratch;
    std::vector<Parameter> m_parameters;
};

}
