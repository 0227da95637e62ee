#include "app/session/towers.h"

#include "engine/layers/convolution.h"

using namespace engine;

std::vector<int> towersOf(const LayerList& layers)
{
    const std::size_t count = layers.size();
    std::vector<int> towers(count, 1);
    const auto convolution
        = [&](std::size_t i) { return dynamic_cast<const Convolution*>(layers[i].layer.get()); };
    const auto keepsMaps = [&](std::size_t i) {
        return !convolution(i) && !layers[i].layer->makesVector() && layers[i].layer->multiplyAdds({1, 1, 1, 1}) == 0;
    };
    // Forward from a grouped convolution, as long as maps keep their places, and backward from one that reads them so.
    for (std::size_t i = 0; i < count; ++i) {
        if (!convolution(i) || convolution(i)->options().groups != 2)
            continue;
        towers[i] = 2;
        for (std::size_t next = i + 1; next < count && keepsMaps(next); ++next)
            towers[next] = 2;
        for (std::size_t before = i; before-- > 0;) {
            towers[before] = 2;
            if (!keepsMaps(before))
                break;
        }
    }
    return towers;
}
