#include "engine/core/random.h"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

namespace engine {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    const r123::Philox4x32::ctr_type words
        = r123::Philox4x32()({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
    return {words[0], words[1], words[2], words[3]};
}

Random::Random(std::uint64_t seed, Purpose purpose, std::uint32_t epoch, std::uint32_t sample)
    : m_key {std::uint32_t(seed), std::uint32_t(seed >> 32)}
    , m_counter {0, sample, epoch, std::uint32_t(purpose)}
{
}

std::uint32_t Random::word()
{
    if (m_used == 4) {
        m_words = philox(m_counter, m_key);
        ++m_counter[0];
        m_used = 0;
    }
    return m_words[std::size_t(m_used++)];
}

double Random::uniform() { return double(word()) / 4294967296.0; }

std::uint32_t Random::below(std::uint32_t count)
{
    const std::uint32_t threshold = -count % count;
    for (;;) {
        const std::uint64_t product = std::uint64_t(word()) * count;
        if (std::uint32_t(product) >= threshold)
            return std::uint32_t(product >> 32);
    }
}

double Random::normal()
{
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

}
