#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/weights/computed.h"
#include "tests/weights/raw_file.h"

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
#include "engine/weights/onnx.h"
#include "engine/weights/onnx_writer.h"

#include <opencv2/dnn.hpp>

#include <QtTest>

#include <cmath>

using namespace engine;

/// Networks written as ONNX: OpenCV computes the same from them, and what is read back is what was written.
class TstOnnxWriter : public QObject {
    Q_OBJECT

private slots:
    void agreesWithOpencv_data();
    void agreesWithOpencv();
    void comesBackAsItWas();
    void leavesNothingBehind();
    void refusesWhatOnnxHasNot();
    void cleanupTestCase() { QCOMPARE(newValidationMessages(), std::string()); }
};

Q_DECLARE_METATYPE(LayerList)

namespace {

/// Seeded weights, small enough that no layer grows beyond bounds.
std::vector<NamedTensor> weightsFor(const LayerList& layers, const Shape& input)
{
    std::vector<NamedTensor> tensors;
    for (const ParameterShape& shape : parameterShapes(layers, input))
        tensors.push_back({shape.name, shape.dimensions, [shape](std::span<float> values) {
                               const Shape flat {1, int(values.size()), 1, 1};
                               const HostTensor random = noise(flat, unsigned(shape.size()));
                               for (std::size_t i = 0; i < values.size(); ++i)
                                   values[i] = random.values[i] / 4;
                           }});
    return tensors;
}

std::vector<float> opencvAnswer(const std::filesystem::path& file, const HostTensor& input)
{
    cv::dnn::Net net = cv::dnn::readNetFromONNX(file.string());
    const Shape& s = input.shape;
    cv::Mat blob(std::vector<int> {s.batch, s.channels, s.height, s.width}, CV_32F);
    std::copy(input.values.begin(), input.values.end(), blob.ptr<float>());
    net.setInput(blob);
    const cv::Mat output = net.forward();
    return {output.ptr<float>(), output.ptr<float>() + output.total()};
}

LayerList alexnetLike()
{
    LayerList layers;
    layers.add<Convolution>("conv1", ConvolutionOptions {.filters = 8, .size = 5, .stride = 2, .padding = 1});
    layers.add<Relu>("relu1");
    layers.add<Lrn>("norm1", LrnOptions {.size = 5, .bias = 1, .alpha = 0.02f, .beta = 0.75f});
    layers.add<MaxPool>("pool1", MaxPoolOptions {.size = 3, .stride = 2, .rounding = Rounding::Up});
    layers.add<Convolution>("conv2", ConvolutionOptions {.filters = 6, .size = {3, 1}, .padding = {1, 0, 1, 0}, .groups = 2});
    layers.add<FullyConnected>("fc6", FullyConnectedOptions {.outputs = 7});
    layers.add<Relu>("relu6");
    layers.add<Dropout>("drop6");
    layers.add<FullyConnected>("fc8", FullyConnectedOptions {.outputs = 5, .bias = false});
    layers.add<Softmax>("prob");
    return layers;
}

LayerList averaging()
{
    LayerList layers;
    layers.add<Convolution>("conv1", ConvolutionOptions {.filters = 8, .size = 3, .dilation = 2, .bias = false});
    // OpenCV 4.6 does not look at count_include_pad but at the name of the program that wrote the file.
    layers.add<AveragePool>("pool1", AveragePoolOptions {.size = 3, .stride = 2, .padding = 1});
    layers.add<Dropout>("drop1", DropoutOptions {.ratio = 0.25f});
    layers.add<AveragePool>("pool2", AveragePoolOptions {.global = true});
    layers.add<Flatten>("flat");
    layers.add<FullyConnected>("fc", FullyConnectedOptions {.outputs = 3});
    return layers;
}

}

void TstOnnxWriter::agreesWithOpencv_data()
{
    QTest::addColumn<LayerList>("layers");
    QTest::newRow("like AlexNet") << alexnetLike();
    QTest::newRow("with averages") << averaging();
}

void TstOnnxWriter::agreesWithOpencv()
{
    QFETCH(LayerList, layers);
    const Folder folder;
    const Shape input {1, 3, 21, 18};
    writeOnnx(folder.path("m.onnx"), "test", layers, input, {}, weightsFor(layers, input));
    const HostTensor picture = noise(input, 5);
    const std::vector<float> expected = opencvAnswer(folder.path("m.onnx"), picture);
    const Computed found = compute(readOnnx(MappedFile(folder.path("m.onnx"))), picture.values);
    QCOMPARE(found.values.size(), expected.size());
    QCOMPARE(found.dimensions, (std::vector<std::int64_t> {1, std::int64_t(expected.size())}));
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(found.values[i] - expected[i]) <= 1e-6 + 1e-4 * std::abs(expected[i]),
            qPrintable(QString("%1 instead of %2").arg(found.values[i]).arg(expected[i])));
}

void TstOnnxWriter::comesBackAsItWas()
{
    const Folder folder;
    const Shape input {1, 3, 21, 18};
    const LayerList layers = alexnetLike();
    const std::vector<NamedTensor> weights = weightsFor(layers, input);
    writeOnnx(folder.path("m.onnx"), "test", layers, input, {{"alexscope.network", "mine"}}, weights);
    const WeightFile file = readOnnx(MappedFile(folder.path("m.onnx")));
    QCOMPARE(file.metadata().at("alexscope.network"), std::string("mine"));
    const LayerList& read = file.network()->layers;
    QCOMPARE(read.size(), layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        QCOMPARE(read[i].name, layers[i].name);
        QCOMPARE(read[i].layer->kind(), layers[i].layer->kind());
    }
    const auto& pool = dynamic_cast<const MaxPool&>(*read[3].layer).options();
    QVERIFY(pool.size == Extent(3) && pool.stride == Extent(2) && pool.rounding == Rounding::Up);
    const auto& norm = dynamic_cast<const Lrn&>(*read[2].layer).options();
    QCOMPARE(norm.alpha, 0.02f);
    for (const NamedTensor& tensor : weights) {
        const WeightEntry* entry = file.find(tensor.name);
        QVERIFY2(entry && entry->shape == tensor.shape, tensor.name.c_str());
        std::vector<float> values(entry->size());
        tensor.fill(values);
        QCOMPARE(valuesOf(file, *entry), values);
    }
    writeOnnx(folder.path("again.onnx"), "test", read, file.network()->input, file.metadata(), weights);
    QCOMPARE(folder.bytes("again.onnx"), folder.bytes("m.onnx"));
}

void TstOnnxWriter::leavesNothingBehind()
{
    const Folder folder;
    const Shape input {1, 3, 21, 18};
    std::vector<NamedTensor> weights = weightsFor(alexnetLike(), input);
    weights[0].fill = [](std::span<float> values) { values[1] = std::numeric_limits<float>::infinity(); };
    const QString message
        = refusal([&] { writeOnnx(folder.path("m.onnx"), "test", alexnetLike(), input, {}, weights); });
    QVERIFY2(message.contains("m.onnx was not written: value 1 of tensor 'conv1.weight'"), qPrintable(message));
    QVERIFY(folder.names().empty());
    QVERIFY(!refusal([&] { writeOnnx(folder.path("nowhere/m.onnx"), "", alexnetLike(), input, {}, weights); }).isEmpty());
}

void TstOnnxWriter::refusesWhatOnnxHasNot()
{
    const Folder folder;
    LayerList layers;
    layers.add<Dropout>("drop", DropoutOptions {.ratio = 0.5f, .scaleAtTest = true});
    const QString message = refusal([&] { writeOnnx(folder.path("m.onnx"), "", layers, {1, 3, 2, 2}, {}, {}); });
    QCOMPARE(message, QString("ONNX has no dropout that scales at test time"));
}

QObject* makeTstOnnxWriter() { return new TstOnnxWriter; }

#include "tst_onnx_writer.moc"
