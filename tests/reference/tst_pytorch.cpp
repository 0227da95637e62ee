#include "engine/reference/backward.h"
#include "tests/support/hashed_noise.h"

#include <QtTest>

#include <fstream>
#include <map>

using namespace engine;
using reference::Array;
using reference::Gradients;
using reference::Parameters;

/// The ways back in double precision against PyTorch's, of which tests/fixtures/training holds three sums per gradient.
class TstPytorch : public QObject {
    Q_OBJECT
private slots:
    void hasTheSameGradients();
};

namespace {

Array array(const Shape& shape, std::uint32_t stream)
{
    Array result(shape);
    const std::vector<float> noise = hashedNoise(result.values.size(), stream);
    result.values.assign(noise.begin(), noise.end());
    return result;
}

/// Every gradient by its name in the fixture: "convolution 1" is that of the first parameter.
std::map<std::string, std::vector<double>> gradients()
{
    namespace r = reference;
    const Array x = array({2, 6, 9, 8}, 1);
    std::map<std::string, std::vector<double>> found;
    const auto add = [&](const std::string& name, const Gradients& all) {
        found[name + " 0"] = all.input.values;
        for (std::size_t p = 0; p < all.parameters.size(); ++p)
            found[name + " " + std::to_string(p + 1)] = all.parameters[p];
    };
    const auto weighted = [&](const char* name, const Layer& layer, auto back) {
        Parameters parameters;
        for (const ParameterShape& shape : layer.parameterShapes(x.shape))
            parameters.push_back(
                hashedNoise(std::size_t(shape.size()), std::uint32_t(2 + parameters.size())));
        add(name, back(x, parameters, array(layer.outputShape(x.shape), 7)));
    };
    const auto convolution = [&](const char* name, const ConvolutionOptions& options) {
        weighted(name, Convolution(options), std::bind_front(r::convolutionBackward, options));
    };
    convolution("convolution", {.filters = 4, .size = 3});
    convolution("strided", {.filters = 4, .size = {3, 2}, .stride = {2, 3}, .padding = {1, 0, 1, 0}});
    convolution("grouped", {.filters = 6, .size = 3, .padding = 1, .groups = 3});
    convolution(
        "dilated", {.filters = 4, .size = 3, .padding = 2, .dilation = 2, .groups = 2, .bias = false});
    const FullyConnectedOptions connected {.outputs = 5};
    weighted("connected", FullyConnected(connected), std::bind_front(r::fullyConnectedBackward, connected));
    const auto plain = [&](const char* name, const Shape& output, auto back) {
        add(name, {back(x, array(output, 7)), {}});
    };
    const auto maxPool = [&](const char* name, const MaxPoolOptions& options) {
        plain(name, MaxPool(options).outputShape(x.shape), std::bind_front(r::maxPoolBackward, options));
    };
    const auto averagePool = [&](const char* name, const AveragePoolOptions& options) {
        plain(name, AveragePool(options).outputShape(x.shape),
            std::bind_front(r::averagePoolBackward, options));
    };
    plain("relu", x.shape, std::bind_front(r::reluBackward, ReluRule::Gradient));
    plain("lrn", x.shape, std::bind_front(r::lrnBackward, LrnOptions {.size = 5, .alpha = 0.5f}));
    plain("lrn3", x.shape,
        std::bind_front(r::lrnBackward, LrnOptions {.size = 3, .bias = 1, .alpha = 0.1f, .beta = 0.6f}));
    maxPool("max", {.size = 3, .stride = 2});
    maxPool("max_padded", {.size = 3, .stride = 2, .padding = 1, .rounding = Rounding::Up});
    maxPool("max_dilated", {.size = 2, .stride = 1, .dilation = {3, 2}});
    averagePool("average", {.size = 3, .stride = 2, .padding = 1, .rounding = Rounding::Up});
    averagePool("average_counted",
        {.size = 3, .stride = 2, .padding = 1, .rounding = Rounding::Up, .countPadding = true});
    averagePool("average_global", {.global = true});
    plain("softmax", x.shape, r::softmaxBackward);
    Array scores = r::softmaxCrossEntropy(array({5, 9, 1, 1}, 4), {0, 3, 6, 0, 3}).scores;
    for (double& value : scores.values)
        value *= double(hashedNoise(1, 7)[0]); // the gradient that arrives at the loss
    add("cross_entropy", {scores, {}});
    return found;
}

}

void TstPytorch::hasTheSameGradients()
{
    std::ifstream file(SOURCE_DIR "/tests/fixtures/training/gradients.txt");
    std::map<std::string, std::vector<double>> found = gradients();
    std::string layer, index;
    double largest = 0;
    std::size_t lines = 0;
    while (file >> layer >> index) {
        const std::vector<double>& gradient = found[layer + " " + index];
        for (std::uint32_t stream : {50, 51, 52}) {
            double expected = 0, sum = 0;
            file >> expected;
            const std::vector<float> noise = hashedNoise(gradient.size(), stream);
            for (std::size_t i = 0; i < gradient.size(); ++i)
                sum += gradient[i] * double(noise[i]);
            // Options such as alpha = 0.1 are floats on our side and doubles on PyTorch's.
            QVERIFY2(std::abs(sum - expected) < 1e-6 * std::max(1.0, std::abs(expected)),
                (layer + " " + index).c_str());
            largest = std::max(largest, std::abs(sum - expected) / std::max(1.0, std::abs(expected)));
        }
        ++lines;
    }
    QCOMPARE(lines, found.size());
    qInfo("largest difference %.1e", largest);
}

QObject* makeTstPytorch() { return new TstPytorch; }
#include "tst_pytorch.moc"
