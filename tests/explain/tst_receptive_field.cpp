#include "engine/explain/receptive_field.h"

#include "engine/core/error.h"
#include "engine/layers/average_pool.h"
#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/flatten.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/relu.h"
#include "engine/layers/softmax.h"
#include "engine/network/architecture.h"
#include "tests/support/check_layer.h"
#include "tests/support/reference_network.h"

#include <QtTest>

using namespace engine;
using reference::Array;

class TstReceptiveField : public QObject {
    Q_OBJECT
private slots:
    void knowsAlexNet_data();
    void knowsAlexNet();
    void agreesWithTheSummary();
    void seesWhatChangesOutputs_data();
    void seesWhatChangesOutputs();
    void reachesOutsideWhereRoundedUp();
    void isEmptyInThePadding();
    void rejectsPlacesThatAreNotThere();
};

Q_DECLARE_METATYPE(LayerList)

namespace {

QString text(const Rect& r)
{
    return QString("%1 x %2 at (%3, %4)").arg(r.width).arg(r.height).arg(r.left).arg(r.top);
}

/// Parameters above 0: with an input above 0 nothing is cut off by a ReLU, and a larger input makes larger outputs.
ReferenceNetwork::Weights positiveWeights(const LayerList& layers, const Shape& input)
{
    ReferenceNetwork::Weights weights;
    unsigned seed = 0;
    for (const ParameterShape& shape : parameterShapes(layers, input)) {
        std::vector<float> values = noise({1, int(shape.size()), 1, 1}, ++seed).values;
        for (float& value : values)
            value = std::abs(value) + 0.1f;
        weights[shape.name] = values;
    }
    return weights;
}

HostTensor positiveInput(const Shape& shape)
{
    HostTensor input = noise(shape, 99);
    for (float& value : input.values)
        value = std::abs(value) + 0.1f;
    return input;
}

/// The box of pixels per place of every layer's output, [layer][y * width + x], found by changing one at a time.
std::vector<std::vector<Rect>> changedBoxes(const LayerList& layers, const Shape& shape)
{
    const ReferenceNetwork network(layers, positiveWeights(layers, shape));
    const HostTensor input = positiveInput(shape);
    const auto before = network.forward(input);
    std::vector<std::vector<Rect>> boxes;
    for (std::size_t i = 1; i < before.size(); ++i)
        boxes.emplace_back(std::size_t(before[i].shape.height) * before[i].shape.width);
    for (int y = 0; y < shape.height; ++y)
        for (int x = 0; x < shape.width; ++x) {
            HostTensor changed = input;
            for (int c = 0; c < shape.channels; ++c)
                changed.at(0, c, y, x) += 30;
            const auto after = network.forward(changed);
            for (std::size_t i = 1; i < before.size(); ++i) {
                const Shape& s = before[i].shape;
                for (int place = 0; place < s.height * s.width; ++place) {
                    bool differs = false;
                    for (int c = 0; c < s.channels; ++c)
                        differs |= before[i].at(0, c, place / s.width, place % s.width)
                            != after[i].at(0, c, place / s.width, place % s.width);
                    if (!differs)
                        continue;
                    Rect& box = boxes[i - 1][std::size_t(place)];
                    const int right = box.isEmpty() ? x : std::max(x, box.left + box.width - 1);
                    const int bottom = box.isEmpty() ? y : std::max(y, box.top + box.height - 1);
                    const int left = box.isEmpty() ? x : std::min(x, box.left);
                    const int top = box.isEmpty() ? y : std::min(y, box.top);
                    box = {left, top, right - left + 1, bottom - top + 1};
                }
            }
        }
    return boxes;
}

/// Whether `inner` lies in `outer`.
bool contains(const Rect& outer, const Rect& inner)
{
    return inner.left >= outer.left && inner.top >= outer.top
        && inner.left + inner.width <= outer.left + outer.width
        && inner.top + inner.height <= outer.top + outer.height;
}

}

void TstReceptiveField::knowsAlexNet_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("jump");
    QTest::addColumn<int>("offset");
    const auto row = [](const char* layer, int size, int jump, int offset) {
        QTest::newRow(layer) << size << jump << offset;
    };
    // By hand from the paper's sizes: 11/4, 3/2, 5 with padding 2, 3/2, three times 3 with padding 1, 3/2.
    row("conv1", 11, 4, 0);
    row("norm1", 11, 4, 0);
    row("pool1", 19, 8, 0);
    row("conv2", 51, 8, -16);
    row("pool2", 67, 16, -16);
    row("conv3", 99, 16, -32);
    row("conv4", 131, 16, -48);
    row("conv5", 163, 16, -64);
    row("pool5", 195, 32, -64);
    row("fc6", 227, 0, 0);
    row("drop6", 227, 0, 0);
    row("prob", 227, 0, 0);
}

void TstReceptiveField::knowsAlexNet()
{
    QFETCH(int, size);
    QFETCH(int, jump);
    QFETCH(int, offset);
    const Architecture& alexnet = findArchitecture("alexnet");
    const auto fields = receptiveFields(alexnet.layers, alexnet.input());
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (alexnet.layers[i].name == QTest::currentDataTag()) {
            const FieldAxis expected {size, jump, offset};
            QVERIFY(fields[i].rows == expected && fields[i].columns == expected);
            QCOMPARE(fields[i].isWholeInput(), jump == 0);
            return;
        }
    QFAIL("no such layer");
}

void TstReceptiveField::agreesWithTheSummary()
{
    for (const Architecture& architecture : architectures()) {
        const auto fields = receptiveFields(architecture.layers, architecture.input());
        const auto rows = summarize(architecture.layers, architecture.input());
        for (std::size_t i = 0; i < fields.size() && !fields[i].isWholeInput(); ++i)
            QCOMPARE(fields[i].rows.size, rows[i].receptiveField);
    }
}

void TstReceptiveField::seesWhatChangesOutputs_data()
{
    QTest::addColumn<LayerList>("layers");
    const LrnOptions gentle {.size = 3, .bias = 1, .alpha = 1e-4f, .beta = 0.1f};

    LayerList alike;
    alike.add<Convolution>("conv1", ConvolutionOptions {.filters = 4, .size = 3, .padding = 1});
    alike.add<Relu>("relu1");
    alike.add<MaxPool>("pool1", MaxPoolOptions {.size = 3, .stride = 2, .rounding = Rounding::Up});
    alike.add<Lrn>("norm1", gentle);
    alike.add<Dropout>("drop1", DropoutOptions {.ratio = 0.5f, .scaleAtTest = true});
    alike.add<Convolution>("conv2", ConvolutionOptions {.filters = 4, .size = 3, .padding = 2, .groups = 2});
    alike.add<FullyConnected>("fc3", FullyConnectedOptions {.outputs = 3});
    alike.add<Relu>("relu3");
    QTest::newRow("like AlexNet") << alike;

    LayerList uneven;
    uneven.add<Convolution>("conv1",
        ConvolutionOptions {
            .filters = 2, .size = {4, 3}, .stride = {2, 1}, .padding = {1, 0, 2, 1}, .dilation = {1, 2}});
    uneven.add<MaxPool>("pool1",
        MaxPoolOptions {.size = 2, .stride = {1, 2}, .padding = {1, 0, 0, 1}, .rounding = Rounding::Up});
    uneven.add<Convolution>("conv2", ConvolutionOptions {.filters = 1, .size = 2, .stride = 3});
    QTest::newRow("uneven, with holes") << uneven;

    LayerList average;
    average.add<AveragePool>("pool1",
        AveragePoolOptions {
            .size = 3, .stride = 2, .padding = 1, .rounding = Rounding::Up, .countPadding = true});
    average.add<Convolution>("conv1",
        ConvolutionOptions {.filters = 2, .size = 3, .padding = 3, .dilation = 2, .rounding = Rounding::Up});
    average.add<AveragePool>("pool2", AveragePoolOptions {.global = true});
    average.add<Relu>("relu2");
    QTest::newRow("averages") << average;

    LayerList skipping;
    skipping.add<Convolution>("conv1", ConvolutionOptions {.filters = 2, .size = 2, .stride = 4});
    skipping.add<Flatten>("flat1");
    skipping.add<FullyConnected>("fc1", FullyConnectedOptions {.outputs = 2});
    QTest::newRow("a stride that passes over the border") << skipping;
}

void TstReceptiveField::seesWhatChangesOutputs()
{
    QFETCH(LayerList, layers);
    const Shape shape {1, 2, 13, 11};
    const auto boxes = changedBoxes(layers, shape);
    Shape output = shape;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        output = layers[layer].layer->outputShape(output);
        for (int y = 0; y < output.height; ++y)
            for (int x = 0; x < output.width; ++x) {
                const Rect& expected = boxes[layer][std::size_t(y) * output.width + x];
                const Rect found = receptiveFieldInPicture(layers, layer, y, x, shape);
                QVERIFY2(found == expected,
                    qPrintable(QString("%1 (%2, %3): %4, not %5")
                                   .arg(layers[layer].name.c_str())
                                   .arg(y)
                                   .arg(x)
                                   .arg(text(found), text(expected))));
                QVERIFY(contains(receptiveField(layers, layer, y, x, shape), found));
            }
    }
}

void TstReceptiveField::reachesOutsideWhereRoundedUp()
{
    LayerList layers;
    layers.add<Convolution>("conv1", ConvolutionOptions {.filters = 1, .size = 3, .padding = 1});
    layers.add<MaxPool>("pool1", MaxPoolOptions {.size = 3, .stride = 2, .rounding = Rounding::Up});
    const Shape shape {1, 1, 6, 6};
    QVERIFY(receptiveField(layers, 0, 0, 5, shape) == (Rect {4, -1, 3, 3}));
    QVERIFY(receptiveFieldInPicture(layers, 0, 0, 5, shape) == (Rect {4, 0, 2, 2}));
    QVERIFY(receptiveField(layers, 1, 2, 0, shape) == (Rect {-1, 3, 5, 5}));
    QVERIFY(receptiveFieldInPicture(layers, 1, 2, 0, shape) == (Rect {0, 3, 4, 3}));
}

void TstReceptiveField::isEmptyInThePadding()
{
    LayerList layers;
    layers.add<Convolution>("conv1", ConvolutionOptions {.filters = 1, .size = 2, .padding = 2});
    const Shape shape {1, 1, 4, 4};
    QVERIFY(receptiveField(layers, 0, 0, 2, shape) == (Rect {0, -2, 2, 2}));
    QVERIFY(receptiveFieldInPicture(layers, 0, 0, 2, shape).isEmpty());
}

void TstReceptiveField::rejectsPlacesThatAreNotThere()
{
    const Architecture& architecture = findArchitecture("cifar-quick");
    QVERIFY_EXCEPTION_THROWN(receptiveField(architecture.layers, 0, 32, 0, architecture.input()), UsageError);
    QVERIFY_EXCEPTION_THROWN(
        receptiveFieldInPicture(architecture.layers, 0, 0, -1, architecture.input()), UsageError);
    QVERIFY_EXCEPTION_THROWN(receptiveField(architecture.layers, 99, 0, 0, architecture.input()), UsageError);
}

QObject* makeTstReceptiveField() { return new TstReceptiveField; }
#include "tst_receptive_field.moc"
