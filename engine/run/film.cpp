#include "engine/run/film.h"

#include "engine/core/error.h"
#include "engine/weights/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::int64_t mostSnapshots = 200;

/// "conv1" of "conv1.weight"
std::string layerOf(const ParameterShape& filters) { return filters.name.substr(0, filters.name.rfind('.')); }

fs::path fileFor(const fs::path& folder, const std::string& layer, std::int64_t iteration)
{
    char number[24];
    std::snprintf(number, sizeof number, "%08lld", static_cast<long long>(iteration));
    return folder / (layer + "-" + number + ".safetensors");
}

void removeAfter(const fs::path& folder, std::int64_t iteration)
{
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().stem().string();
        if (std::atoll(name.c_str() + name.rfind('-') + 1) > iteration)
            fs::remove(entry.path());
    }
}

}

Film::Film(const fs::path& folder, const Network& network, std::int64_t iteration, std::int64_t stepsPerEpoch,
    int epochs)
    : m_folder(folder)
    , m_network(network)
    , m_stepsPerEpoch(stepsPerEpoch)
    , m_lastStep(stepsPerEpoch * epochs)
{
    const std::int64_t bytes = network.parameterShapes().front().size() * 4 + 1024;
    const std::int64_t early = 2 + std::bit_width(std::uint64_t(stepsPerEpoch));
    const std::int64_t late = std::max<std::int64_t>(std::min(mostSnapshots, mostBytes / bytes) - early, 1);
    m_interval = stepsPerEpoch * ((epochs + late - 1) / late);
    std::error_code error;
    fs::create_directories(folder, error);
    require(!error, folder.string(), " cannot be made: ", error.message());
    removeAfter(folder, iteration);
}

bool Film::isDue(std::int64_t iteration) const
{
    if (iteration < m_stepsPerEpoch)
        return iteration == 0 || std::has_single_bit(std::uint64_t(iteration));
    return iteration % m_interval == 0 || iteration == m_lastStep;
}

void Film::shoot(std::int64_t iteration) const
{
    if (!isDue(iteration))
        return;
    const ParameterShape filters = m_network.parameterShapes().front();
    const NamedTensor tensor {filters.name, filters.dimensions,
        [&](std::span<float> out) { std::ranges::copy(m_network.parameter(filters.name), out.begin()); }};
    writeSafetensors(fileFor(m_folder, layerOf(filters), iteration), {}, {&tensor, 1});
}

}
