#include "engine/layers/flatten.h"
#include "engine/layers/softmax.h"
#include "engine/reference/backward.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace engine;
using reference::Array;
using reference::Gradients;
using reference::Parameters;

/// Every way back against central differences of the way forward, in double precision.
class TstBackward : public QObject {
    Q_OBJECT
private slots:
    void matchesCentralDifferences_data();
    void matchesCentralDifferences();
    void followsTheRulesOfRelu();
    void goesToTheFirstOfEquals();
    void matchesCentralDifferencesOfTheLoss();
    void givesTheKnownLoss();
    void survivesScoresFarApart();
};

namespace {

using WayThere = std::function<Array(const Array&, const Parameters&)>;
using WayBack = std::function<Gradients(const Array&, const Parameters&, const Array&)>;

/// Distinct values 1 / size apart in random order, none of them near zero: no step of a central difference crosses a
/// kink of a ReLU or makes another value of a max-pool the largest.
Array distinct(const Shape& shape, unsigned seed)
{
    Array array(shape);
    const double count = double(array.values.size());
    for (std::size_t i = 0; i < array.values.size(); ++i)
        array.values[i] = (2 * double(i) + 1) / count - 1 + 0.1 / count;
    std::shuffle(array.values.begin(), array.values.end(), std::mt19937(seed));
    return array;
}

/// The same as floats with twelve bits: adding 2^-6 to them is exact.
Parameters roundParameters(const Layer& layer, const Shape& input)
{
    Parameters parameters;
    for (const ParameterShape& shape : layer.parameterShapes(input)) {
        std::vector<float>& values = parameters.emplace_back();
        for (double value : distinct({1, int(shape.size()), 1, 1}, 5).values)
            values.push_back(float(std::round(value * 4096) / 4096));
    }
    return parameters;
}

double projection(const Array& values, const Array& direction)
{
    double sum = 0;
    for (std::size_t i = 0; i < values.values.size(); ++i)
        sum += values.values[i] * direction.values[i];
    return sum;
}

/// The largest difference between `gradient` and central differences of `loss` in steps of `step`, as a share of the
/// largest gradient. `loss` depends on `values`.
template <class Value>
double differenceFrom(const std::vector<double>& gradient, std::vector<Value>& values, Value step,
    const std::function<double()>& loss)
{
    double largest = 0, difference = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Value before = values[i];
        values[i] = before + step;
        const double above = loss();
        values[i] = before - step;
        const double below = loss();
        values[i] = before;
        largest = std::max(largest, std::abs(gradient[i]));
        difference = std::max(difference, std::abs((above - below) / (2 * double(step)) - gradient[i]));
    }
    return difference / largest;
}

// A step of 1e-5 leaves third derivatives around 1e-10 and the rounding of doubles around 1e-11.
constexpr double step = 1e-5;
constexpr double tolerance = 1e-7;

}

Q_DECLARE_METATYPE(std::shared_ptr<const Layer>)
Q_DECLARE_METATYPE(Shape)
Q_DECLARE_METATYPE(WayThere)
Q_DECLARE_METATYPE(WayBack)

void TstBackward::matchesCentralDifferences_data()
{
    namespace r = reference;
    QTest::addColumn<std::shared_ptr<const Layer>>("layer");
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<WayThere>("forward");
    QTest::addColumn<WayBack>("backward");
    const auto add = [](const char* name, std::shared_ptr<const Layer> layer, const Shape& shape,
                         const WayThere& forward, const WayBack& backward) {
        QTest::newRow(name) << std::move(layer) << shape << forward << backward;
    };
    const auto convolution = [&](const char* name, const Shape& shape, const ConvolutionOptions& o) {
        add(name, std::make_shared<Convolution>(o), shape, std::bind_front(r::convolution, o),
            std::bind_front(r::convolutionBackward, o));
    };
    // For layers without parameters.
    const auto plain = [&](const char* name, const Shape& shape, auto forward, auto backward) {
        add(
            name, std::make_shared<Flatten>(), shape,
            [=](const Array& x, const Parameters&) { return forward(x); },
            [=](const Array& x, const Parameters&, const Array& dy) {
                return Gradients {backward(x, dy), {}};
            });
    };
    const auto maxPool = [&](const char* name, const MaxPoolOptions& o) {
        plain(
            name, {2, 3, 7, 6}, [=](const Array& x) { return r::maxPool(o, x); },
            std::bind_front(r::maxPoolBackward, o));
    };
    const auto averagePool = [&](const char* name, const AveragePoolOptions& o) {
        plain(name, {2, 3, 7, 6}, std::bind_front(r::averagePool, o),
            std::bind_front(r::averagePoolBackward, o));
    };
    const auto lrn = [&](const char* name, const LrnOptions& o) {
        plain(name, {2, 9, 2, 2}, std::bind_front(r::lrn, o), std::bind_front(r::lrnBackward, o));
    };
    using C = ConvolutionOptions;
    convolution("convolution", {2, 3, 5, 6}, C {.filters = 4, .size = 3});
    convolution(
        "stride, padding", {2, 2, 7, 6}, C {.filters = 3, .size = {3, 2}, .stride = {2, 3}, .padding = 1});
    convolution("groups", {2, 6, 4, 4}, C {.filters = 4, .size = 3, .padding = {0, 2, 1, 0}, .groups = 2});
    convolution("dilation, no bias", {1, 4, 7, 7},
        C {.filters = 2,
            .size = 3,
            .padding = 2,
            .dilation = {2, 3},
            .rounding = Rounding::Up,
            .bias = false});
    const FullyConnectedOptions connected {.outputs = 5};
    add("fully connected", std::make_shared<FullyConnected>(connected), {3, 2, 3, 2},
        std::bind_front(r::fullyConnected, connected), std::bind_front(r::fullyConnectedBackward, connected));
    plain("ReLU", {2, 3, 4, 4}, r::relu, std::bind_front(r::reluBackward, ReluRule::Gradient));
    lrn("LRN of the paper", {});
    lrn("strong LRN", {.size = 5, .bias = 1, .alpha = 2, .beta = 0.75f});
    lrn("LRN of four maps", {.size = 4, .bias = 2, .alpha = 0.5f, .beta = 0.5f});
    lrn("LRN of more maps than there are", {.size = 21, .bias = 0.5f, .alpha = 0.1f, .beta = 1.5f});
    maxPool("overlapping max-pool", {.size = 3, .stride = 2});
    maxPool("padded max-pool",
        {.size = {3, 2}, .stride = {1, 2}, .padding = {1, 0, 1, 1}, .rounding = Rounding::Up});
    maxPool("dilated max-pool", {.size = 2, .stride = 1, .dilation = {3, 2}});
    averagePool("average pool", {.size = 3, .stride = 2, .padding = 1});
    averagePool("average pool, padding counted",
        {.size = {3, 2},
            .stride = 2,
            .padding = {1, 0, 0, 1},
            .rounding = Rounding::Up,
            .countPadding = true});
    averagePool("global average pool", {.global = true});
    const DropoutOptions paper {.ratio = 0.3f, .scaleAtTest = true};
    plain("dropout", {2, 3, 2, 2}, std::bind_front(r::dropout, paper),
        [=](const Array&, const Array& dy) { return r::dropoutBackward(paper, dy); });
    plain("flatten", {2, 3, 2, 2}, r::flatten, r::flattenBackward);
    plain("softmax", {2, 7, 2, 1}, r::softmax, r::softmaxBackward);
}

void TstBackward::matchesCentralDifferences()
{
    QFETCH(std::shared_ptr<const Layer>, layer);
    QFETCH(Shape, shape);
    QFETCH(WayThere, forward);
    QFETCH(WayBack, backward);
    Array input = distinct(shape, 1);
    Parameters parameters = roundParameters(*layer, shape);
    const Array direction = distinct(forward(input, parameters).shape, 3);
    const std::function<double()> loss = [&] { return projection(forward(input, parameters), direction); };
    const Gradients gradients = backward(input, parameters, direction);
    QVERIFY(differenceFrom(gradients.input.values, input.values, step, loss) < tolerance);
    QCOMPARE(gradients.parameters.size(), parameters.size());
    for (std::size_t p = 0; p < parameters.size(); ++p)
        QVERIFY(differenceFrom(gradients.parameters[p], parameters[p], 0x1p-6f, loss) < tolerance);
}

void TstBackward::followsTheRulesOfRelu()
{
    Array input({1, 4, 1, 1}), gradient({1, 4, 1, 1});
    input.values = {1, 1, -1, -1};
    gradient.values = {2, -3, 4, -5};
    const auto back = [&](ReluRule rule) { return reference::reluBackward(rule, input, gradient).values; };
    QCOMPARE(back(ReluRule::Gradient), (std::vector<double> {2, -3, 0, 0}));
    QCOMPARE(back(ReluRule::Guided), (std::vector<double> {2, 0, 0, 0}));
    QCOMPARE(back(ReluRule::Deconvolution), (std::vector<double> {2, 0, 4, 0}));
}

void TstBackward::goesToTheFirstOfEquals()
{
    Array input({1, 1, 3, 3}), gradient({1, 1, 2, 2});
    gradient.values = {1, 2, 3, 4};
    const Array back = reference::maxPoolBackward({.size = 2, .stride = 1}, input, gradient);
    QCOMPARE(back.values, (std::vector<double> {1, 2, 0, 3, 4, 0, 0, 0, 0}));
}

void TstBackward::matchesCentralDifferencesOfTheLoss()
{
    Array scores = distinct({4, 6, 1, 1}, 2);
    const std::vector<int> labels {5, 0, 3, 3};
    const std::function<double()> loss = [&] { return reference::softmaxCrossEntropy(scores, labels).loss; };
    const Array gradient = reference::softmaxCrossEntropy(scores, labels).scores;
    QVERIFY(differenceFrom(gradient.values, scores.values, step, loss) < tolerance);
}

void TstBackward::givesTheKnownLoss()
{
    QVERIFY(std::abs(reference::softmaxCrossEntropy(Array({3, 10, 1, 1}), {0, 4, 9}).loss - std::log(10.0))
        < 1e-12);
    Array scores({1, 2, 1, 1});
    scores.values = {std::log(3.0), 0};
    QVERIFY(std::abs(reference::softmaxCrossEntropy(scores, {0}).loss - std::log(4.0 / 3)) < 1e-12);
}

void TstBackward::survivesScoresFarApart()
{
    Array scores({1, 2, 1, 1});
    scores.values = {5000, -5000};
    const reference::LossGradient result = reference::softmaxCrossEntropy(scores, {1});
    QCOMPARE(result.loss, 10000.0);
    QCOMPARE(result.scores.values, (std::vector<double> {1, -1}));
}

QObject* makeTstBackward() { return new TstBackward; }
#include "tst_backward.moc"
