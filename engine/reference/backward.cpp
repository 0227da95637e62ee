#include "engine/reference/backward.h"

#include <cmath>

namespace engine::reference {

namespace {

/// Calls body(n, c, y, x) for every place of an array.
template <class Body>
void forEachPlace(const Shape& shape, Body body)
{
    for (int n = 0; n < shape.batch; ++n)
        for (int c = 0; c < shape.channels; ++c)
            for (int y = 0; y < shape.height; ++y)
                for (int x = 0; x < shape.width; ++x)
                    body(n, c, y, x);
}

bool isInside(const Shape& shape, int y, int x)
{
    return y >= 0 && y < shape.height && x >= 0 && x < shape.width;
}

/// Zeros in the shapes of an input and of the parameters that a layer has for it.
Gradients zerosFor(const Layer& layer, const Shape& input)
{
    Gradients zeros {Array(input), {}};
    for (const ParameterShape& shape : layer.parameterShapes(input))
        zeros.parameters.emplace_back(std::size_t(shape.size()));
    return zeros;
}

/// LRN: the number k + alpha sum x[j]^2 that a place's power is taken of.
double lrnBase(const LrnOptions& o, const Array& input, int n, int c, int y, int x)
{
    double sum = 0;
    for (int j = c - (o.size - 1) / 2; j <= c + o.size / 2; ++j)
        if (j >= 0 && j < input.shape.channels)
            sum += input.at(n, j, y, x) * input.at(n, j, y, x);
    return o.bias + double(o.alpha) * sum;
}

}

Gradients convolutionBackward(const ConvolutionOptions& o, const Array& input, const Parameters& parameters,
    const Array& outputGradient)
{
    const int channels = input.shape.channels / o.groups;
    Gradients gradients = zerosFor(Convolution(o), input.shape);
    forEachPlace(outputGradient.shape, [&](int n, int f, int i, int j) {
        const int first = f / (o.filters / o.groups) * channels;
        const double dy = outputGradient.at(n, f, i, j);
        if (o.bias)
            gradients.parameters[1][std::size_t(f)] += dy;
        for (int c = 0; c < channels; ++c)
            for (int u = 0; u < o.size.height; ++u)
                for (int v = 0; v < o.size.width; ++v) {
                    const std::size_t weight
                        = ((std::size_t(f) * channels + c) * o.size.height + u) * o.size.width + v;
                    const int y = i * o.stride.height + u * o.dilation.height - o.padding.top;
                    const int x = j * o.stride.width + v * o.dilation.width - o.padding.left;
                    if (!isInside(input.shape, y, x))
                        continue;
                    gradients.input.at(n, first + c, y, x) += dy * double(parameters[0][weight]);
                    gradients.parameters[0][weight] += dy * input.at(n, first + c, y, x);
                }
    });
    return gradients;
}

Gradients fullyConnectedBackward(const FullyConnectedOptions& o, const Array& input,
    const Parameters& parameters, const Array& outputGradient)
{
    const std::size_t inputs = std::size_t(input.shape.imageSize());
    Gradients gradients = zerosFor(FullyConnected(o), input.shape);
    forEachPlace(outputGradient.shape, [&](int n, int output, int, int) {
        const double dy = outputGradient.at(n, output, 0, 0);
        if (o.bias)
            gradients.parameters[1][std::size_t(output)] += dy;
        for (std::size_t i = 0; i < inputs; ++i) {
            const std::size_t weight = std::size_t(output) * inputs + i;
            gradients.input.values[std::size_t(n) * inputs + i] += dy * double(parameters[0][weight]);
            gradients.parameters[0][weight] += dy * input.values[std::size_t(n) * inputs + i];
        }
    });
    return gradients;
}

Array reluBackward(ReluRule rule, const Array& input, const Array& outputGradient)
{
    Array gradient(input.shape);
    for (std::size_t i = 0; i < gradient.values.size(); ++i) {
        const bool active = rule == ReluRule::Deconvolution || input.values[i] > 0;
        const bool wanted = rule == ReluRule::Gradient || outputGradient.values[i] > 0;
        gradient.values[i] = active && wanted ? outputGradient.values[i] : 0;
    }
    return gradient;
}

Array lrnBackward(const LrnOptions& o, const Array& input, const Array& outputGradient)
{
    Array gradient(input.shape);
    forEachPlace(input.shape, [&](int n, int c, int y, int x) {
        const double base = lrnBase(o, input, n, c, y, x);
        const double dy = outputGradient.at(n, c, y, x);
        gradient.at(n, c, y, x) += dy * std::pow(base, -double(o.beta));
        const double common = -2 * double(o.alpha) * double(o.beta) * dy * input.at(n, c, y, x)
            * std::pow(base, -double(o.beta) - 1);
        for (int j = c - (o.size - 1) / 2; j <= c + o.size / 2; ++j)
            if (j >= 0 && j < input.shape.channels)
                gradient.at(n, j, y, x) += common * input.at(n, j, y, x);
    });
    return gradient;
}

Array maxPoolBackward(const MaxPoolOptions& o, const Array& input, const Array& outputGradient)
{
    Array gradient(input.shape);
    std::vector<std::uint32_t> switches;
    maxPool(o, input, &switches);
    std::size_t next = 0;
    forEachPlace(outputGradient.shape, [&](int n, int c, int i, int j) {
        const int u = int(switches[next]) / o.size.width;
        const int v = int(switches[next++]) % o.size.width;
        const int y = i * o.stride.height + u * o.dilation.height - o.padding.top;
        const int x = j * o.stride.width + v * o.dilation.width - o.padding.left;
        if (isInside(input.shape, y, x)) // unless the whole window is padding
            gradient.at(n, c, y, x) += outputGradient.at(n, c, i, j);
    });
    return gradient;
}

Array averagePoolBackward(const AveragePoolOptions& options, const Array& input, const Array& outputGradient)
{
    const AveragePoolOptions o = AveragePool(options).optionsFor(input.shape);
    Array gradient(input.shape);
    forEachPlace(outputGradient.shape, [&](int n, int c, int i, int j) {
        const int top = i * o.stride.height - o.padding.top;
        const int left = j * o.stride.width - o.padding.left;
        // What of the window is input, or input and padding, from its first row and column to one past the last.
        const int padded = o.countPadding ? 1 : 0;
        const int bottom = std::min(top + o.size.height, input.shape.height + padded * o.padding.bottom);
        const int right = std::min(left + o.size.width, input.shape.width + padded * o.padding.right);
        const int rows = bottom - (o.countPadding ? top : std::max(top, 0));
        const int columns = right - (o.countPadding ? left : std::max(left, 0));
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x)
                if (isInside(input.shape, y, x))
                    gradient.at(n, c, y, x) += outputGradient.at(n, c, i, j) / (rows * columns);
    });
    return gradient;
}

Array dropoutBackward(const DropoutOptions& o, const Array& outputGradient)
{
    return dropout(o, outputGradient); // which only scales
}

Array flattenBackward(const Array& input, const Array& outputGradient)
{
    Array gradient(input.shape);
    gradient.values = outputGradient.values;
    return gradient;
}

Array softmaxBackward(const Array& input, const Array& outputGradient)
{
    const Array output = softmax(input);
    Array gradient(input.shape);
    forEachPlace(input.shape, [&](int n, int c, int y, int x) {
        double sum = 0;
        for (int j = 0; j < input.shape.channels; ++j)
            sum += outputGradient.at(n, j, y, x) * output.at(n, j, y, x);
        gradient.at(n, c, y, x) = output.at(n, c, y, x) * (outputGradient.at(n, c, y, x) - sum);
    });
    return gradient;
}

LossGradient softmaxCrossEntropy(const Array& scores, const std::vector<int>& labels)
{
    LossGradient result {0, softmax(scores)};
    const double share = 1.0 / scores.shape.batch;
    for (int n = 0; n < scores.shape.batch; ++n) {
        // log of the softmax itself: the probability may be too small for a number
        double largest = scores.at(n, 0, 0, 0), sum = 0;
        for (int c = 1; c < scores.shape.channels; ++c)
            largest = std::max(largest, scores.at(n, c, 0, 0));
        for (int c = 0; c < scores.shape.channels; ++c)
            sum += std::exp(scores.at(n, c, 0, 0) - largest);
        const int label = labels[std::size_t(n)];
        result.loss += share * (largest + std::log(sum) - scores.at(n, label, 0, 0));
        result.scores.at(n, label, 0, 0) -= 1;
    }
    for (double& value : result.scores.values)
        value *= share;
    return result;
}

}
