#include "tests/support/reference_dropout.h"

#include "engine/core/random.h"

using namespace engine;

reference::Array droppedOut(const DropoutOptions& options, const reference::Array& values,
    const std::vector<std::uint64_t>& keys, std::uint32_t layer)
{
    const Shape& s = values.shape;
    const int vectors = (s.channels + 3) / 4;
    const double threshold = double(options.ratio) * 4294967296.0;
    const double scale = options.scaleAtTest ? 1 : 1 / (1 - double(options.ratio));
    reference::Array result(s);
    for (int n = 0; n < s.batch; ++n)
        for (int c = 0; c < s.channels; ++c)
            for (int y = 0; y < s.height; ++y)
                for (int x = 0; x < s.width; ++x) {
                    const std::uint32_t vector = std::uint32_t((y * s.width + x) * vectors + c / 4);
                    const std::uint64_t key = keys[std::size_t(n)];
                    const std::uint32_t word = philox({vector, layer, 0, 0},
                        {std::uint32_t(key), std::uint32_t(key >> 32)})[std::size_t(c % 4)];
                    result.at(n, c, y, x) = word >= threshold ? values.at(n, c, y, x) * scale : 0;
                }
    return result;
}
