#pragma once

#include <cstdint>
#include <vector>

/// What `noise` in tests/fixtures/training/make_fixtures.py computes: floats in -1 .. 1, multiples of 2^-23, from a
/// 32-bit hash of place and stream (murmur3's).
inline std::vector<float> hashedNoise(std::size_t count, std::uint32_t stream)
{
    std::vector<float> values;
    for (std::uint32_t place = 0; place < count; ++place) {
        std::uint32_t h = place + stream * 0x9E3779B9u;
        h = (h ^ h >> 16) * 0x85EBCA6Bu;
        h = (h ^ h >> 13) * 0xC2B2AE35u;
        h ^= h >> 16;
        values.push_back(float(h >> 8) / float(1 << 23) - 1);
    }
    return values;
}
