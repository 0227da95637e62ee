#pragma once

#include "engine/network/network.h"

#include <cstdint>
#include <filesystem>

namespace engine {

/// Snapshots of a network's first filters as they learn, for the film of them: snapshots/conv1-00000128.safetensors
/// holds conv1.weight as it was after 128 steps. Densely at first, when most happens (after 0, 1, 2, 4, 8 ... steps of
/// the first epoch), then at the ends of epochs, and so many that all together stay below `mostBytes`.
class Film {
public:
    static constexpr std::int64_t mostBytes = 6 << 20;

    /// Makes the folder. Snapshots after iteration `iteration` are about to be made again and are removed.
    Film(const std::filesystem::path& folder, const Network& network, std::int64_t iteration,
        std::int64_t stepsPerEpoch, int epochs);

    /// Takes a snapshot if one is due at this iteration. Throws Error.
    void shoot(std::int64_t iteration) const;
    bool isDue(std::int64_t iteration) const;

private:
    std::filesystem::path m_folder;
    const Network& m_network;
    std::int64_t m_stepsPerEpoch;
    std::int64_t m_lastStep;
    std::int64_t m_interval; ///< steps between the later ones: whole epochs
};

}
