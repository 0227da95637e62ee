#pragma once

#include "engine/core/host_tensor.h"
#include "engine/network/network.h"

#include <memory>
#include <string>
#include <vector>

/// The same network in OpenCV's DNN module, on the processor: somebody to be measured against. It is given as the ONNX
/// file that `alexscope convert` would write, with random weights, which live in a temporary file until it is read.
class OpenCvPeer {
public:
    /// Throws Error when OpenCV cannot take the network.
    OpenCvPeer(const engine::Network& network, int batch);
    ~OpenCvPeer();

    /// "OpenCV 4.6.0, 2 threads".
    std::string name() const;
    /// Runs forward once and remembers how long it took; the first two runs warm up and are not counted.
    void runOnce();
    /// The counted times, in milliseconds, in order.
    const std::vector<double>& times() const;
    /// The last run's answers.
    std::vector<float> answer() const;
    /// What all runs compute on.
    const engine::HostTensor& input() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};
