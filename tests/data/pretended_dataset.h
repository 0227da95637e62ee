// A data set made up for the tests of the loader.
#pragma once

#include "engine/core/error.h"
#include "engine/data/dataset.h"
#include "tests/image/drawn_pictures.h"

#include <atomic>
#include <functional>

/// Pictures of different sizes and values, of three classes in turn. What `before` throws, reading throws.
class PretendedDataset : public engine::Dataset {
public:
    explicit PretendedDataset(int pictures)
        : m_size(pictures)
    {
    }
    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return m_size; }
    int label(int index) const override { return index % 3; }
    engine::Image image(int index) const override
    {
        ++reads;
        if (before)
            before(index);
        engine::Image picture = drawn::noisy(20 + index % 5, 20 + index % 7);
        for (std::uint8_t& value : picture.pixels)
            value = std::uint8_t(value + 31 * index);
        return picture;
    }
    std::string name(int index) const override { return "picture " + std::to_string(index); }

    std::function<void(int)> before;
    mutable std::atomic<int> reads = 0;

private:
    std::vector<std::string> m_classes = {"a", "b", "c"};
    int m_size;
};
