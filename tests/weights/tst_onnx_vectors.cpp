#include "tests/support/gpu.h"
#include "tests/weights/computed.h"
#include "tests/weights/onnx_file.h"

#include "engine/weights/onnx_constant.h"

#include <QDirIterator>
#include <QtTest>

#include <cmath>

using namespace engine;

/// The test vectors that come with ONNX (Debian's libonnx-testdata): every model of the operators AlexScope knows, with
/// its input and the output it should have. Operands that the vectors feed as inputs are weights for AlexScope.
class TstOnnxVectors : public QObject {
    Q_OBJECT

private slots:
    void agrees_data();
    void agrees();
    void cleanupTestCase() { QCOMPARE(newValidationMessages(), std::string()); }
};

namespace {

const QString vectors = "/usr/share/libonnx-testdata/data";

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

onnx::TensorProto tensorIn(const QString& path)
{
    onnx::TensorProto tensor;
    const QByteArray bytes = contentOf(path);
    tensor.ParseFromArray(bytes.data(), int(bytes.size()));
    return tensor;
}

std::vector<float> floatsIn(const onnx::TensorProto& tensor)
{
    const OnnxConstant constant = constantFrom(tensor, nullptr, "vector");
    std::vector<float> values(constant.size());
    constant.values.convertTo(values);
    return values;
}

/// Cases that AlexScope refuses with a reason, and by which words.
struct Refused {
    const char* cases;
    const char* words;
};
constexpr Refused refused[] = {
    {"node/test_gemm_default_matrix_bias", "differs from picture to picture"},
    {"node/test_maxpool_2d_uint8", "AlexScope computes with 32-bit floats"},
    {"pytorch-operator/test_operator_addmm", "AlexScope reads networks without branches"},
};

const char* wordsFor(const QString& name)
{
    for (const Refused& known : refused)
        if (QRegularExpression(QRegularExpression::anchoredPattern(known.cases)).match(name).hasMatch())
            return known.words;
    return nullptr;
}

/// The two-dimensional cases of the operators, and the vectors around them.
const QRegularExpression wanted(QRegularExpression::anchoredPattern(
    "node/test_(averagepool_2d_.*|basic_conv_.*|conv_with_.*|dropout_default.*|dropout_random_old|flatten_.*|gemm_.*|"
    "globalaveragepool.*|identity|lrn.*|matmul_2d|maxpool_2d_.*|maxpool_with_argmax_2d.*|relu|reshape_(?!allowzero).*|"
    "softmax_[a-z_]*(?<!expanded)|softmax_axis_[012])|pytorch-converted/test_(AvgPool2d.*|Conv[12]d.*|Linear.*|"
    "MaxPool[12]d.*|ReLU|Softmax|softmax_.*)|pytorch-operator/test_operator_(conv|flatten|maxpool|mm|addmm|view)|"
    "simple/test_single_relu_model"));

}

void TstOnnxVectors::agrees_data()
{
    QTest::addColumn<QString>("name");
    if (!QFileInfo::exists(vectors))
        QSKIP("libonnx-testdata is not installed");
    QDirIterator models(vectors, {"model.onnx"}, QDir::Files, QDirIterator::Subdirectories);
    QStringList names;
    while (models.hasNext())
        names << QFileInfo(models.next()).path().mid(vectors.size() + 1);
    names.sort();
    for (const QString& name : names)
        if (wanted.match(name).hasMatch() && QFileInfo::exists(vectors + '/' + name + "/test_data_set_0/input_0.pb"))
            QTest::newRow(qPrintable(name)) << name;
}

void TstOnnxVectors::agrees()
{
    QFETCH(QString, name);
    const QString place = vectors + '/' + name + '/', data = place + "test_data_set_0/";
    onnx::ModelProto model;
    const QByteArray bytes = contentOf(place + "model.onnx");
    QVERIFY(model.ParseFromArray(bytes.data(), int(bytes.size())));
    for (int i = 1; QFileInfo::exists(data + QString("input_%1.pb").arg(i)); ++i) {
        onnx::TensorProto& weights = *model.mutable_graph()->add_initializer();
        weights = tensorIn(data + QString("input_%1.pb").arg(i));
        weights.set_name(model.graph().input(i).name());
    }
    const onnx::TensorProto input = tensorIn(data + "input_0.pb"), output = tensorIn(data + "output_0.pb");
    const Folder folder;
    const auto open = [&] {
        return readOnnx(MappedFile(folder.put("m.onnx", QByteArray::fromStdString(model.SerializeAsString()))),
            {input.dims().begin(), input.dims().end()});
    };
    if (const char* words = wordsFor(name)) {
        const QString message = refusal(open);
        QVERIFY2(message.contains(words), qPrintable(message));
        return;
    }
    const Computed found = compute(open(), floatsIn(input));
    QCOMPARE(found.dimensions, std::vector<std::int64_t>(output.dims().begin(), output.dims().end()));
    const std::vector<float> expected = floatsIn(output);
    QCOMPARE(found.values.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) // the tolerance of ONNX's own runner
        QVERIFY2(std::abs(found.values[i] - expected[i]) <= 1e-6 + 1e-3 * std::abs(expected[i]),
            qPrintable(QString("value %1 is %2 instead of %3").arg(i).arg(found.values[i]).arg(expected[i])));
}

QObject* makeTstOnnxVectors() { return new TstOnnxVectors; }

#include "tst_onnx_vectors.moc"
