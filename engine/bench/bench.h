#pragma once

#include "engine/network/network.h"

#include <functional>
#include <string>
#include <vector>

namespace engine {

/// What a benchmark measured. Times in milliseconds.
struct BenchResult {
    int batch = 0;
    int repeats = 0;
    double firstMilliseconds = 0; ///< recording, compiling and running once
    double median = 0;
    double min = 0;
    double max = 0;
    std::vector<double> all; ///< in the order of measuring
    double imagesPerSecond = 0; ///< from the median
    std::uint64_t peakDeviceBytes = 0;
    double updateMilliseconds = 0; ///< of a training step: norm of the gradient and new parameters, the least
    struct Layer {
        std::string name;
        std::string direction; ///< "forward", "backward_data" or "backward_weights"
        double milliseconds = 0; ///< the least over the repeats, on the device
        double gflops = 0; ///< 1e9 floating-point operations per second
    };
    std::vector<Layer> layers;
};

/// The pictures that are measured with: seeded noise from -1 to 1.
HostTensor benchInput(const Shape& shape);

/// Times the whole forward pass, from the input on the device to the probabilities on the host, after two runs to warm
/// up. Telling the times of layers apart costs time itself: short runs are repeated for that, a tenth of a second or more
/// are timed as they are. `goOn` is asked before every repeat and may end the measurement early.
BenchResult bench(Network& network, int batch, int repeats, const std::function<bool()>& goOn);

/// The same for a training step of the paper's optimizer: pictures to the device, forward, loss, backward, update. The
/// network ends in Softmax; its parameters change.
BenchResult benchTraining(Network& network, int batch, int repeats, const std::function<bool()>& goOn);

/// For people: a line for the whole and one per layer.
std::string benchText(const BenchResult& result);

}
