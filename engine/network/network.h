#pragma once

#include "engine/network/gradients.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stop_token>

namespace engine {

/// A network on a device: owns its parameters and, per batch size, its activations and the recorded work.
class Network {
public:
    /// Parameters are zero until they are set. Throws Error when a layer cannot take its input, OutOfMemoryError.
    Network(Device& device, LayerList layers, const Shape& input);
    ~Network();

    const LayerList& layers() const { return m_plan.layers(); }
    const Shape& input() const { return m_plan.shape(0); }
    Device& device() const { return m_plan.device(); }
    const Plan& plan() const { return m_plan; }
    /// The parameters on the device, per layer. A trainer changes what is in them, nobody their number; then it says so.
    const std::vector<std::vector<Parameter>>& parameters() const { return m_parameters; }
    void parametersChanged() { m_derivedIsOld = true; }
    /// What layers work out from them for a batch, null for most; up to date after updateDerived(). There is room for it
    /// after deriveFor(); derivedBytes() says how much that would still take.
    std::vector<const Buffer*> derived(int batch) const;
    void deriveFor(int batch);
    std::uint64_t derivedBytes(int batch) const;
    void updateDerived(Timing timing = Timing::Off);
    /// Device time of the last timed update, under the layers' names.
    std::vector<SectionTime> derivedTimes() const;

    /// Names and shapes of all learned tensors, as files have them: "conv1.weight" {96, 3, 11, 11}.
    std::vector<ParameterShape> parameterShapes() const;
    /// Sets one from values in file order. Throws Error on an unknown name or a wrong count.
    void setParameter(const std::string& name, std::span<const float> values);
    /// Lets `write` fill the values in file order; one tensor at a time exists on the host.
    void setParameters(const std::function<void(const ParameterShape&, std::span<float>)>& write);
    /// The values of one in file order. Throws Error on an unknown name.
    std::vector<float> parameter(const std::string& name) const;
    /// Random parameters for measuring and testing: weights uniform with the variance 2 / inputs (He et al. 2015),
    /// biases 0.1 at most.
    void randomize(std::uint64_t seed);

    /// Puts the images into the input of the recording for their number. NCHW, the network's input extent.
    void setInput(const HostTensor& images, Keep keep);
    /// Runs that recording; false if stopped on the way.
    bool run(int batch, Keep keep, const std::stop_token& stop = {}, Timing timing = Timing::Off);
    /// The values of an activation of the last run with these arguments, in NCHW order. Throws UsageError on an
    /// unknown name, Error when it was not kept.
    HostTensor activation(const std::string& name, int batch, Keep keep) const;
    /// setInput, run, and the last activation.
    HostTensor forward(const HostTensor& images, Keep keep = Keep::Answer);

    /// Goes back from the gradient of a number with respect to a layer's output, NCHW, for the pictures of the last run
    /// with Keep::Everything and as many images, down to the input. `rule` says how gradients pass ReLUs. Throws
    /// UsageError on an unknown layer, Error when the shape is not that of its output or there was no such run.
    void backward(
        const std::string& layer, const HostTensor& outputGradient, ReluRule rule = ReluRule::Gradient);
    /// That gradient with respect to the output of a layer on the way, or with respect to the "input", after backward().
    HostTensor gradient(const std::string& layer, int batch) const;

    /// Drops all recordings with their activations: the next run records anew, with the choices of then.
    void forget();
    /// The recording for a batch; made at the first call.
    const Recording& recording(int batch, Keep keep);

private:
    struct Prepared;
    struct Derived {
        int batch; ///< that it was made for first
        std::unique_ptr<Buffer> buffer;
    };

    Prepared& prepared(int batch, Keep keep);
    const Prepared& existing(int batch, Keep keep) const;
    void planParameters();
    const Buffer* derivedOf(std::size_t layer, int batch) const;
    /// Bytes that a layer would still have to get.
    std::uint64_t missingBytes(std::size_t layer, int batch) const;
    /// Calls body(layer, index of the parameter in it); throws Error on an unknown name.
    template <class Body>
    void withParameter(const std::string& name, Body body) const;

    Plan m_plan;
    std::unique_ptr<Arena> m_weightArena;
    std::vector<std::vector<Parameter>> m_parameters; ///< per layer
    std::vector<std::unique_ptr<Arena>> m_derivedArenas;
    std::vector<std::vector<Derived>> m_derived; ///< per layer
    std::unique_ptr<Recording> m_derivation; ///< of all that have room; once needed
    bool m_derivedIsOld = true;
    std::map<std::pair<int, Keep>, std::unique_ptr<Prepared>> m_prepared;
};

}
