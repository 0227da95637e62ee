#pragma once

#include <array>
#include <cstdint>

namespace engine {

/// What a random number is for: two purposes never share a number.
enum class Purpose : std::uint32_t { Initialisation = 1, Split, Shuffle, Augmentation, Dropout, Drawing };

/// Philox 4x32-10 (Salmon et al. 2011): four random words that depend on counter and key alone.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// A stream of random numbers without hidden state: it depends on seed, epoch, sample and purpose alone, so that a
/// resumed run draws what an uninterrupted one would have drawn. Key: the seed. Counter: (block, sample, epoch,
/// purpose).
class Random {
public:
    Random(std::uint64_t seed, Purpose purpose, std::uint32_t epoch = 0, std::uint32_t sample = 0);

    std::uint32_t word();
    /// From 0 up to but not including 1, in steps of 2^-32.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// From 0 up to but not including `count`, every number equally likely (Lemire 2019).
    std::uint32_t below(std::uint32_t count);
    /// Normally distributed with mean 0 and variance 1 (Box and Muller 1958).
    double normal();

private:
    std::array<std::uint32_t, 2> m_key;
    std::array<std::uint32_t, 4> m_counter;
    std::array<std::uint32_t, 4> m_words {};
    int m_used = 4;
};

}
