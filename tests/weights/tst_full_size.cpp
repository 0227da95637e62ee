#include "tests/network/opencv_network.h"
#include "tests/support/check_layer.h"
#include "tests/support/gpu.h"
#include "tests/weights/allocations.h"
#include "tests/weights/caffe_writer.h"
#include "tests/weights/torch_writer.h"

#include "engine/network/architecture.h"
#include "engine/weights/model_file.h"
#include "engine/weights/onnx_writer.h"
#include "engine/weights/weights.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace engine;

/// AlexNet in full size and in all three orders, with random weights, through every format; OpenCV's DNN module computes
/// what should come out, from the same file where it can read it.
class TstFullSize : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void agreesThroughOnnx();
    void agreesThroughCaffemodel();
    void agreesThroughPth();
    void needsLittleMemory();
    void cleanupTestCase();

private:
    /// The network's answer to the picture, with the parameters of that file.
    std::vector<float> answerWith(const std::filesystem::path& file);
    void prepareNetwork(const Architecture& architecture);
    /// A state dict with torchvision's names.
    std::filesystem::path putPth(const Folder& folder) const;

    std::string m_name;
    std::unique_ptr<Network> m_network;
    HostTensor m_picture;
    NamedParameters m_parameters;
};

namespace {

constexpr double scoreDeviation = 2; ///< of the scores: a saturated softmax would prove nothing

double deviation(const std::vector<float>& values)
{
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    double sum = 0;
    for (float value : values)
        sum += (value - mean) * (value - mean);
    return std::sqrt(sum / double(values.size()));
}

std::vector<float> opencvAnswer(cv::dnn::Net& net, const HostTensor& picture)
{
    const Shape& s = picture.shape;
    cv::Mat blob(std::vector<int> {s.batch, s.channels, s.height, s.width}, CV_32F);
    std::copy(picture.values.begin(), picture.values.end(), blob.ptr<float>());
    net.setInput(blob);
    const cv::Mat output = net.forward();
    return {output.ptr<float>(), output.ptr<float>() + output.total()};
}

/// rtol 1e-3, atol 1e-6 (that of ONNX's own model tests).
QString difference(const std::vector<float>& found, const std::vector<float>& expected)
{
    if (found.size() != expected.size())
        return QString("%1 values instead of %2").arg(found.size()).arg(expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        if (!(std::abs(found[i] - expected[i]) <= 1e-6 + 1e-3 * std::abs(expected[i])))
            return QString("value %1 is %2 instead of %3").arg(i).arg(found[i]).arg(expected[i]);
    return {};
}

QByteArray bytesOf(const std::vector<float>& values)
{
    return QByteArray(reinterpret_cast<const char*>(values.data()), qsizetype(values.size() * sizeof(float)));
}

/// torchvision's numbers of the layers with weights.
QByteArray torchName(const std::string& name)
{
    static const std::map<std::string, const char*> layers = {{"conv1", "features.0"}, {"conv2", "features.3"},
        {"conv3", "features.6"}, {"conv4", "features.8"}, {"conv5", "features.10"}, {"fc6", "classifier.1"},
        {"fc7", "classifier.4"}, {"fc8", "classifier.6"}};
    const std::size_t dot = name.rfind('.');
    return QByteArray(layers.at(name.substr(0, dot))) + name.substr(dot).c_str();
}

}

void TstFullSize::initTestCase_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"alexnet-torchvision", "alexnet-bvlc", "caffenet"})
        QTest::newRow(name) << QString(name);
}

void TstFullSize::prepareNetwork(const Architecture& architecture)
{
    m_network.reset();
    m_network = std::make_unique<Network>(testDevice(), architecture.layers, architecture.input());
    m_parameters = randomParameters(*m_network, 11);
    m_picture = noise(architecture.input(), 3);
    m_network->forward(m_picture);
    const double found = deviation(m_network->activation("fc8", 1, Keep::Answer).values);
    for (const char* name : {"fc8.weight", "fc8.bias"}) {
        for (float& value : m_parameters.at(name))
            value *= float(scoreDeviation / found);
        m_network->setParameter(name, m_parameters.at(name));
    }
}

void TstFullSize::init()
{
    QFETCH_GLOBAL(QString, name);
    if (m_name == name.toStdString())
        return;
    m_name = name.toStdString();
    prepareNetwork(findArchitecture(m_name));
}

std::vector<float> TstFullSize::answerWith(const std::filesystem::path& file)
{
    m_network->randomize(1);
    loadParameters(openWeights(file), *m_network);
    const std::vector<float> answer = m_network->forward(m_picture).values;
    const double found = deviation(m_network->activation("fc8", 1, Keep::Answer).values);
    require(std::abs(found - scoreDeviation) < 0.1, "the scores deviate by ", found);
    return answer;
}

void TstFullSize::agreesThroughOnnx()
{
    const Architecture& architecture = findArchitecture(m_name);
    const Folder folder;
    std::vector<NamedTensor> tensors;
    for (const ParameterShape& shape : parameterShapes(architecture.layers, architecture.input()))
        tensors.push_back({shape.name, shape.dimensions, [&, name = shape.name](std::span<float> values) {
                               std::copy_n(m_parameters.at(name).begin(), values.size(), values.begin());
                           }});
    const std::filesystem::path file = folder.path("m.onnx");
    writeOnnx(file, m_name, architecture.layers, architecture.input(), {}, tensors);
    cv::dnn::Net net = cv::dnn::readNetFromONNX(file.string());
    QCOMPARE(difference(answerWith(file), opencvAnswer(net, m_picture)), QString());
}

void TstFullSize::agreesThroughCaffemodel()
{
    if (m_name == "alexnet-torchvision")
        return; // nobody has it for Caffe
    const Architecture& architecture = findArchitecture(m_name);
    const Folder folder;
    const auto values = [&](const ParameterShape& shape) { return m_parameters.at(shape.name); };
    for (CaffeGeneration generation : {CaffeGeneration::First, CaffeGeneration::Second}) {
        const std::filesystem::path file = folder.put("m.caffemodel", bytesOf(caffeNet(architecture, values, generation)));
        QCOMPARE(describeModel(openWeights(file)).network, m_name);
        cv::dnn::Net net = cv::dnn::readNetFromCaffe(
            folder.put("deploy.prototxt", prototxt(architecture)).string(), file.string());
        QCOMPARE(difference(answerWith(file), opencvAnswer(net, m_picture)), QString());
    }
}

std::filesystem::path TstFullSize::putPth(const Folder& folder) const
{
    const Architecture& architecture = findArchitecture(m_name);
    QList<QByteArray> items, storages;
    for (const ParameterShape& shape : parameterShapes(architecture.layers, architecture.input())) {
        const std::vector<float>& values = m_parameters.at(shape.name);
        QList<qint64> strides;
        qint64 stride = 1;
        for (std::size_t i = shape.dimensions.size(); i-- > 0; stride *= shape.dimensions[i])
            strides.prepend(stride);
        const QByteArray key = QByteArray::number(storages.size());
        items << pickle::text(torchName(shape.name))
              << pickle::tensor(pickle::storage("FloatStorage", key, qint64(values.size())), 0,
                     {shape.dimensions.begin(), shape.dimensions.end()}, strides);
        storages << bytesOf(values);
    }
    return putTorch(folder, "m.pth", pickle::dictionary(items), storages);
}

void TstFullSize::agreesThroughPth()
{
    const Architecture& architecture = findArchitecture(m_name);
    const Folder folder;
    const std::filesystem::path file = putPth(folder);
    cv::dnn::Net net = opencvNetwork(architecture.layers, architecture.input(), m_parameters);
    QCOMPARE(difference(answerWith(file), opencvAnswer(net, m_picture)), QString());
}

/// What the loader itself allocates; not what the device keeps, nor the mapped file.
void TstFullSize::needsLittleMemory()
{
    if (m_name != "alexnet-torchvision")
        return;
    const Folder folder;
    const std::filesystem::path path = putPth(folder);
    const auto size = std::filesystem::file_size(path);
    const std::size_t before = allocations::current();
    allocations::forgetPeak();
    QElapsedTimer timer;
    timer.start();
    loadParameters(openWeights(path), *m_network);
    qInfo("%.0f MB in %lld ms, %.1f MB allocated at the peak", double(size) / 1e6, static_cast<long long>(timer.elapsed()),
        double(allocations::peak() - before) / 1e6);
    QVERIFY(double(allocations::peak() - before) < 1.2 * double(size));
    QVERIFY(allocations::current() < before + (1 << 20));
}

void TstFullSize::cleanupTestCase()
{
    m_network.reset();
    QCOMPARE(newValidationMessages(), std::string());
}

QObject* makeTstFullSize() { return new TstFullSize; }

#include "tst_full_size.moc"
