#pragma once

#include "engine/network/layer_list.h"
#include "engine/vulkan/device.h"

#include <functional>
#include <string>
#include <vector>

namespace engine {

/// What is to be measured.
struct TuneRequest {
    LayerList layers;
    Shape input; ///< one image
    int batch = 1;
    bool train = false; ///< a training step instead of the forward pass
    int repeats = 5; ///< of every way; the best counts
};

/// What came of a piece of work. Times in milliseconds, on the device's clock.
struct TunedPiece {
    std::string piece; ///< as Choices names it
    std::string layers; ///< where it is needed: "conv4, conv5"
    int candidates = 0;
    std::string usual, winner; ///< KernelChoice::text()
    double usualMilliseconds = 0, winnerMilliseconds = 0;
};

/// Times every way to compute every piece of work of a network, on its real buffers, and puts the winners into
/// device.choices(). A way wins when it is faster than the usual one by more than two in a hundred, which is more than
/// measuring errs. `goOn` is told how far it is, as done and total rounds, and may end the tuning early by returning
/// false; the winners so far are kept. Throws Error on devices that do not tell times.
std::vector<TunedPiece> tune(
    Device& device, const TuneRequest& request, const std::function<bool(int done, int total)>& goOn);

}
