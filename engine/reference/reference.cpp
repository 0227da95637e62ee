#include "engine/reference/reference.h"

#include <cmath>
#include <limits>

namespace engine::reference {

namespace {

/// Fills an array by calling value(n, c, y, x).
template <class Value>
Array filled(const Shape& shape, Value value)
{
    Array array(shape);
    for (int n = 0; n < shape.batch; ++n)
        for (int c = 0; c < shape.channels; ++c)
            for (int y = 0; y < shape.height; ++y)
                for (int x = 0; x < shape.width; ++x)
                    array.at(n, c, y, x) = value(n, c, y, x);
    return array;
}

}

Array convolution(const ConvolutionOptions& o, const Array& input, const Parameters& parameters)
{
    const int channels = input.shape.channels / o.groups;
    const std::vector<float>& weights = parameters[0];
    return filled(Convolution(o).outputShape(input.shape), [&](int n, int f, int i, int j) {
        const int group = f / (o.filters / o.groups);
        double sum = o.bias ? parameters[1][std::size_t(f)] : 0;
        for (int c = 0; c < channels; ++c)
            for (int u = 0; u < o.size.height; ++u)
                for (int v = 0; v < o.size.width; ++v) {
                    const std::size_t weight
                        = ((std::size_t(f) * channels + c) * o.size.height + u) * o.size.width + v;
                    const int y = i * o.stride.height + u * o.dilation.height - o.padding.top;
                    const int x = j * o.stride.width + v * o.dilation.width - o.padding.left;
                    sum += double(weights[weight]) * input.padded(n, group * channels + c, y, x);
                }
        return sum;
    });
}

Array fullyConnected(const FullyConnectedOptions& o, const Array& input, const Parameters& parameters)
{
    const std::size_t inputs = std::size_t(input.shape.imageSize());
    return filled({input.shape.batch, o.outputs, 1, 1}, [&](int n, int output, int, int) {
        double sum = o.bias ? parameters[1][std::size_t(output)] : 0;
        for (std::size_t i = 0; i < inputs; ++i)
            sum += double(parameters[0][std::size_t(output) * inputs + i])
                * input.values[std::size_t(n) * inputs + i];
        return sum;
    });
}

Array relu(const Array& input)
{
    return filled(
        input.shape, [&](int n, int c, int y, int x) { return std::max(0.0, input.at(n, c, y, x)); });
}

Array lrn(const LrnOptions& o, const Array& input)
{
    return filled(input.shape, [&](int n, int c, int y, int x) {
        double sum = 0;
        for (int j = c - (o.size - 1) / 2; j <= c + o.size / 2; ++j)
            if (j >= 0 && j < input.shape.channels)
                sum += input.at(n, j, y, x) * input.at(n, j, y, x);
        return input.at(n, c, y, x) * std::pow(o.bias + double(o.alpha) * sum, -double(o.beta));
    });
}

Array maxPool(const MaxPoolOptions& o, const Array& input, std::vector<std::uint32_t>* switches)
{
    return filled(MaxPool(o).outputShape(input.shape), [&](int n, int c, int i, int j) {
        double best = -std::numeric_limits<double>::infinity();
        std::uint32_t winner = 0;
        for (int u = 0; u < o.size.height; ++u)
            for (int v = 0; v < o.size.width; ++v) {
                const int y = i * o.stride.height + u * o.dilation.height - o.padding.top;
                const int x = j * o.stride.width + v * o.dilation.width - o.padding.left;
                const bool inside = y >= 0 && y < input.shape.height && x >= 0 && x < input.shape.width;
                if (inside && input.at(n, c, y, x) > best) {
                    best = input.at(n, c, y, x);
                    winner = std::uint32_t(u * o.size.width + v);
                }
            }
        if (switches)
            switches->push_back(winner);
        return best;
    });
}

Array averagePool(const AveragePoolOptions& options, const Array& input)
{
    const AveragePool layer(options);
    const AveragePoolOptions o = layer.optionsFor(input.shape);
    return filled(layer.outputShape(input.shape), [&](int n, int c, int i, int j) {
        double sum = 0;
        int within = 0, padded = 0;
        for (int u = 0; u < o.size.height; ++u)
            for (int v = 0; v < o.size.width; ++v) {
                const int y = i * o.stride.height + u - o.padding.top;
                const int x = j * o.stride.width + v - o.padding.left;
                sum += input.padded(n, c, y, x);
                within += y >= 0 && y < input.shape.height && x >= 0 && x < input.shape.width;
                padded
                    += y < input.shape.height + o.padding.bottom && x < input.shape.width + o.padding.right;
            }
        return sum / std::max(1, o.countPadding ? padded : within);
    });
}

Array dropout(const DropoutOptions& o, const Array& input)
{
    return filled(input.shape, [&](int n, int c, int y, int x) {
        return input.at(n, c, y, x) * (o.scaleAtTest ? double(1 - o.ratio) : 1.0);
    });
}

Array flatten(const Array& input)
{
    Array output({input.shape.batch, int(input.shape.imageSize()), 1, 1});
    output.values = input.values;
    return output;
}

Array softmax(const Array& input)
{
    return filled(input.shape, [&](int n, int c, int y, int x) {
        double largest = -std::numeric_limits<double>::infinity();
        for (int j = 0; j < input.shape.channels; ++j)
            largest = std::max(largest, input.at(n, j, y, x));
        double sum = 0;
        for (int j = 0; j < input.shape.channels; ++j)
            sum += std::exp(input.at(n, j, y, x) - largest);
        return std::exp(input.at(n, c, y, x) - largest) / sum;
    });
}

}
