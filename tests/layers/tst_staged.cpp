#include "engine/layers/convolution.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/staged.h"
#include "tests/support/check_backward.h"
#include "tests/support/gpu.h"
#include "tests/support/near.h"

#include <QtTest>

#include <set>

using namespace engine;

/// The kernels of graphics cards, which no other device takes by itself: every tile that fits, on shapes that are
/// multiples of none.
class TstStaged : public QObject {
    Q_OBJECT

private slots:
    void convolutionAgrees_data();
    void convolutionAgrees();
    void cutConvolutionAgrees_data();
    void cutConvolutionAgrees();
    void fullyConnectedAgrees_data();
    void fullyConnectedAgrees();
    void oneImageAgrees_data();
    void oneImageAgrees();
    void everyTileIsTried();
    void comeFirstOnGraphicsCardsOnly();
    void cleanup() { testDevice().choices().prefer({}); }
    void cleanupTestCase() { QCOMPARE(newValidationMessages(), std::string()); }
};

namespace {

const ConvolutionOptions convolution {.filters = 2 * 140, .size = 3, .padding = 1, .groups = 2};
const Shape convolved {5, 24, 13, 11};
// Few tiles and long sums: forward and back they are cut.
const ConvolutionOptions cutConvolution {.filters = 2 * 68, .size = 3, .padding = 1, .groups = 2};
const Shape cutConvolved {2, 2 * 36, 7, 5};
const FullyConnectedOptions connection {.outputs = 299};
const Shape connected {70, 70, 2, 3};
const FullyConnectedOptions fewOutputs {.outputs = 75};
const Shape oneImage {1, 70, 2, 3};

/// A row for each way in which the layer could be computed by kernels for graphics cards, forward or back.
void addWays(const Layer& layer, const Shape& shape)
{
    Device& device = testDevice();
    device.choices().forget();
    const HostTensor input = noise(shape, 1);
    const HostTensor outputGradient = noise(layer.outputShape(shape), 7);
    runLayerBackward(device,
        {.forward = {.layer = layer, .input = input, .parameters = noiseParameters(layer, shape, 2)},
            .outputGradient = outputGradient});
    std::set<std::string> ways;
    for (const auto& [piece, decision] : device.choices().decisions())
        for (const KernelChoice& choice : decision.candidates)
            if (choice.kernel.ends_with("_staged")
                && choice.operands == device.operandsFor(1 << 20)) // the harness tries the others
                ways.insert(choice.text());
    QTest::addColumn<QString>("way");
    for (const std::string& way : ways)
        QTest::newRow(way.c_str()) << QString::fromStdString(way);
}

/// Whether a row was added of a kernel that cuts its sum.
constexpr const char* matrixCut = "matrix_staged";
constexpr const char* dataCut = "fully_connected_data_staged";
constexpr const char* vectorCut = "fully_connected_vector_staged";
bool has(const char* kernel)
{
    for (const auto& [piece, decision] : testDevice().choices().decisions())
        for (const KernelChoice& choice : decision.candidates)
            if (choice.kernel == kernel && choice.parts > 1)
                return true;
    return false;
}

/// What is wrong with a layer in the way of this row; empty when nothing is. It must have been taken.
QString faultOf(const Layer& layer, const Shape& shape, const reference::Array& expected,
    const std::function<reference::Gradients(
        const reference::Array&, const reference::Parameters&, const reference::Array&)>& back)
{
    QFETCH(QString, way);
    Device& device = testDevice();
    device.choices().forget();
    device.choices().prefer(way.toStdString());
    const HostTensor input = noise(shape, 1);
    const HostTensor outputGradient = noise(expected.shape, 7);
    const reference::Parameters parameters = noiseParameters(layer, shape, 2);
    const LayerRequest request {.layer = layer, .input = input, .parameters = parameters};
    const LayerResult forward = runLayer(device, request);
    const BackwardResult found
        = runLayerBackward(device, {.forward = request, .outputGradient = outputGradient});
    const reference::Gradients wanted
        = back(reference::Array(input), parameters, reference::Array(outputGradient));
    std::string fault = forward.fault + found.fault;
    if (fault.empty())
        fault = firstDifference(forward.output, expected, near::layer);
    if (fault.empty())
        fault = firstDifference(found.inputGradient, wanted.input, near::gradient);
    for (std::size_t p = 0; p < parameters.size() && fault.empty(); ++p)
        if (relativeError(found.parameterGradients[p], wanted.parameters[p]) > near::gradient)
            fault = "gradient of parameter " + std::to_string(p);
    bool taken = false;
    for (const auto& [piece, decision] : device.choices().decisions())
        taken = taken || decision.taken.text() == way.toStdString();
    return QString::fromStdString(taken ? fault : "it was not taken");
}

/// The same of a convolution, and of a fully connected layer.
QString faultOf(const ConvolutionOptions& options, const Shape& shape)
{
    const Convolution layer(options);
    const reference::Array expected = reference::convolution(
        options, reference::Array(noise(shape, 1)), noiseParameters(layer, shape, 2));
    return faultOf(layer, shape, expected, std::bind_front(reference::convolutionBackward, options));
}

QString faultOf(const FullyConnectedOptions& options, const Shape& shape)
{
    const FullyConnected layer(options);
    const reference::Array expected = reference::fullyConnected(
        options, reference::Array(noise(shape, 1)), noiseParameters(layer, shape, 2));
    return faultOf(layer, shape, expected, std::bind_front(reference::fullyConnectedBackward, options));
}

}

void TstStaged::convolutionAgrees_data() { addWays(Convolution(convolution), convolved); }

void TstStaged::convolutionAgrees() { QCOMPARE(faultOf(convolution, convolved), QString()); }

void TstStaged::cutConvolutionAgrees_data()
{
    addWays(Convolution(cutConvolution), cutConvolved);
    QVERIFY(has(matrixCut));
}

void TstStaged::cutConvolutionAgrees() { QCOMPARE(faultOf(cutConvolution, cutConvolved), QString()); }

void TstStaged::fullyConnectedAgrees_data()
{
    addWays(FullyConnected(connection), connected);
    QVERIFY(has(matrixCut) && has(dataCut));
}

void TstStaged::fullyConnectedAgrees() { QCOMPARE(faultOf(connection, connected), QString()); }

void TstStaged::oneImageAgrees_data()
{
    addWays(FullyConnected(fewOutputs), oneImage);
    QVERIFY(has(vectorCut));
}

void TstStaged::oneImageAgrees() { QCOMPARE(faultOf(fewOutputs, oneImage), QString()); }

/// The table of tiles, by the size that files name; each fits the 32 KiB that every device has.
void TstStaged::everyTileIsTried()
{
    const std::vector<KernelChoice> ways
        = withStaged(testDevice(), {}, "x_staged", {.rows = 1000, .columns = 1000, .depth = 1000});
    std::set<std::pair<int, int>> sizes;
    for (const KernelChoice& way : ways)
        sizes.insert({way.rows, way.columns});
    const std::set<std::pair<int, int>> wanted
        = {{128, 128}, {64, 128}, {32, 256}, {64, 64}, {32, 64}, {64, 32}};
    QVERIFY(sizes == wanted);
}

void TstStaged::comeFirstOnGraphicsCardsOnly()
{
    const KernelChoice usual {.kernel = "usual"};
    const std::vector<KernelChoice> ways
        = withStaged(testDevice(), {usual}, "x_staged", {.rows = 100'000, .columns = 4096, .depth = 1000});
    const std::string type = testDevice().info().type;
    const bool isCard = type == "discrete" || type == "integrated";
    QVERIFY(isCard ? ways.back() == usual : ways.front() == usual);
    QVERIFY(ways.size() > 1);
    const StagedTile* tile = stagedTile(isCard ? ways.front() : ways[1], "x_staged");
    QVERIFY(tile && tile->sharedBytes() <= testDevice().limits().sharedBytes);
    QVERIFY(!stagedTile(usual, "x_staged"));
}

QObject* makeTstStaged() { return new TstStaged; }

#include "tst_staged.moc"
