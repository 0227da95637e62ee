#include "tests/support/gpu.h"
#include "tests/weights/computed.h"
#include "tests/weights/onnx_file.h"

#include "engine/weights/weights.h"

#include <QtTest>

using namespace engine;

/// ONNX files with what the vectors do not have: chains of operators, old habits, names, and everything that must be
/// refused.
class TstOnnx : public QObject {
    Q_OBJECT

private slots:
    void isRecognisedByContent();
    void readsAnOldTorchvisionChain();
    void addsBiasesAfterProducts();
    void flattensOnTheWay();
    void takesAnyBatch();
    void leavesOpenWhatIsOpen();
    void keepsMetadata();
    void averagesWithGaps();
    void refusesGraphs_data();
    void refusesGraphs();
    void refusesDamage_data();
    void refusesDamage();
    void refusesOtherInputs();
    void cleanupTestCase() { QCOMPARE(newValidationMessages(), std::string()); }
};

using Refusal = QString (*)(const Folder&);
Q_DECLARE_METATYPE(Refusal)

namespace {

/// Conv 1x1 on 2 channels of 2x2, then three classes.
OnnxFile small(std::int64_t batch = 1)
{
    OnnxFile file({batch, 2, 2, 2});
    file.constant("w", {2, 2, 1, 1}, {1, 2, 3, 4});
    file.constant("b", {2}, {10, 20});
    file.add("Conv", "conv", {"w", "b"});
    file.add("Relu", "relu");
    file.add("Flatten", "flat");
    file.constant("v", {3, 8});
    OnnxFile::set(file.add("Gemm", "scores", {"v"}), "transB", std::int64_t(1));
    return file;
}

const std::vector<float> eight = {0, 1, 2, 3, 4, 5, 6, 7};

QString first(const std::vector<float>& values)
{
    QStringList texts;
    for (float value : values)
        texts << QString::number(value);
    return texts.join(' ');
}

}

void TstOnnx::isRecognisedByContent()
{
    const Folder folder;
    const WeightFile file = openWeights(folder.put("weights.pth", small().bytes()));
    QVERIFY(file.network().has_value());
    QCOMPARE(int(file.network()->layers.size()), 3); // flattening is the fully connected layer's own affair
    QVERIFY(file.find("conv.weight") && file.find("conv.bias") && file.find("scores.weight"));
    QVERIFY(!file.find("scores.bias"));
}

void TstOnnx::readsAnOldTorchvisionChain()
{
    const Folder folder;
    OnnxFile file = small();
    file.model().set_ir_version(3);
    file.model().mutable_opset_import(0)->set_version(6);
    for (const char* weights : {"w", "b", "v"}) // older programs list them again
        OnnxFile::declare(*file.graph().add_input(), {1}), file.graph().mutable_input(file.graph().input_size() - 1)->set_name(weights);
    OnnxFile::set(*file.graph().mutable_node(3), "broadcast", std::int64_t(1));
    const Computed scores = compute(file.open(folder), eight);
    QCOMPARE(scores.dimensions, (std::vector<std::int64_t> {1, 3}));
    const Computed conv = compute(file.open(folder), eight, "conv");
    QCOMPARE(first(conv.values), QString("18 21 24 27 36 43 50 57"));
    QCOMPARE(conv.dimensions, (std::vector<std::int64_t> {1, 2, 2, 2}));
    // The order of C, H, W: row r of v has the values (8 r + i) % 7 / 8.
    float expected = 0;
    for (int i = 0; i < 8; ++i)
        expected += conv.values[std::size_t(i)] * float((8 + i) % 7) / 8;
    QCOMPARE(scores.values[1], expected);
    const Computed flat = compute(file.open(folder), eight, "flat");
    QCOMPARE(flat.dimensions, (std::vector<std::int64_t> {1, 8}));
    QCOMPARE(flat.values, conv.values);
}

void TstOnnx::addsBiasesAfterProducts()
{
    const Folder folder;
    OnnxFile file({-1, 2});
    file.constant("w", {2, 3}, {1, 2, 3, 4, 5, 6});
    file.constant("b", {1, 3}, {0.5f, 0.25f, 0});
    file.add("MatMul", "product", {"w"});
    file.add("Add", "sum", {"b"});
    file.add("Add", "again", {"b"});
    const WeightFile opened = file.open(folder, {2, 2});
    QCOMPARE(first(compute(opened, {1, 1, 0, 2}).values), QString("6 7.5 9 9 10.5 12"));
    QVERIFY(!opened.network()->activations.contains("product")); // never computed without them
    OnnxFile picture({1, 2, 1, 1});
    picture.constant("w", {2, 2, 1, 1}, {1, 0, 0, 1});
    picture.constant("b", {2, 1, 1}, {5, 6});
    picture.add("Conv", "conv", {"w"});
    picture.add("Add", "sum", {"b"});
    QCOMPARE(first(compute(picture.open(folder), {1, 2}).values), QString("6 8"));
    picture.graph().mutable_initializer(1)->set_dims(0, 1);
    picture.graph().mutable_initializer(1)->set_dims(2, 2);
    QVERIFY2(picture.refused(folder).contains("Add 'sum' adds something other than the biases"),
        qPrintable(picture.refused(folder)));
}

void TstOnnx::flattensOnTheWay()
{
    const Folder folder;
    OnnxFile file({2, 2, 1, 2}, 11);
    file.constant("w", {2, 2, 1, 1}, {1, 0, 0, 1});
    file.add("Conv", "conv", {"w"});
    file.add("Softmax", "prob"); // before opset 13 over all that follows the batch
    const Computed found = compute(file.open(folder), {0, 0, 0, 0, 7, 7, 7, 7});
    QCOMPARE(first(found.values), QString("0.25 0.25 0.25 0.25 0.25 0.25 0.25 0.25"));
    QCOMPARE(found.dimensions, (std::vector<std::int64_t> {2, 2, 1, 2}));
}

void TstOnnx::takesAnyBatch()
{
    const Folder folder;
    OnnxFile file({1, 2, 2, 2});
    file.integers("shape", {1, -1}); // written down for the batch that was declared
    file.constant("w", {2, 2, 1, 1}, {1, 0, 0, 1});
    file.add("Conv", "conv", {"w"});
    file.add("Reshape", "flat", {"shape"});
    file.constant("v", {8, 2});
    file.add("MatMul", "scores", {"v"});
    std::vector<float> three;
    for (int i = 0; i < 24; ++i)
        three.push_back(float(i));
    const Computed found = compute(file.open(folder, {3, 2, 2, 2}), three);
    QCOMPARE(found.dimensions, (std::vector<std::int64_t> {3, 2}));
    const Computed single = compute(file.open(folder), {three.begin() + 8, three.begin() + 16});
    QCOMPARE(first(single.values), first({found.values.begin() + 2, found.values.begin() + 4}));
}

void TstOnnx::leavesOpenWhatIsOpen()
{
    const Folder folder;
    OnnxFile file({-1, 3, -1, -1});
    file.add("GlobalAveragePool", "mean");
    QVERIFY(file.refused(folder).contains("is Nx3x?x?: it does not say how large pictures are"));
    QCOMPARE(file.open(folder, {5, 3, 4, 6}).network()->input, (Shape {5, 3, 4, 6}));
}

void TstOnnx::keepsMetadata()
{
    const Folder folder;
    OnnxFile file = small();
    auto* property = file.model().add_metadata_props();
    property->set_key("alexscope.network");
    property->set_value("alexnet");
    QCOMPARE(file.open(folder).metadata().at("alexscope.network"), std::string("alexnet"));
}

void TstOnnx::averagesWithGaps()
{
    const Folder folder;
    OnnxFile file({1, 1, 4, 4}, 19);
    onnx::NodeProto& pool = file.add("AveragePool", "pool");
    OnnxFile::set(pool, "kernel_shape", {2, 2});
    OnnxFile::set(pool, "dilations", {2, 2});
    OnnxFile::set(pool, "ceil_mode", std::int64_t(1));
    std::vector<float> input;
    for (int i = 1; i <= 16; ++i)
        input.push_back(float(i));
    QCOMPARE(first(compute(file.open(folder), input).values), QString("6 7 10 11"));
    OnnxFile::set(pool, "pads", {1, 1, 1, 1});
    QVERIFY(file.refused(folder).contains("windows that lie partly outside"));
}

void TstOnnx::refusesGraphs_data()
{
    QTest::addColumn<Refusal>("make");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* words, Refusal make) { QTest::newRow(words) << make << QString(words); };
    row("both take 'relu': AlexScope reads networks without branches", [](const Folder& folder) {
        OnnxFile file = small();
        onnx::NodeProto& branch = *file.graph().add_node();
        branch.set_op_type("Relu");
        branch.add_input("relu");
        branch.add_output("more");
        return file.refused(folder);
    });
    row("Sigmoid 'sigmoid' is an operator that AlexScope does not know; it knows Conv, Relu", [](const Folder& folder) {
        OnnxFile file({1, 2});
        file.add("Sigmoid", "sigmoid");
        return file.refused(folder);
    });
    row("Conv 'conv' has the attribute 'sparsity', which AlexScope does not know", [](const Folder& folder) {
        OnnxFile file = small();
        OnnxFile::set(*file.graph().mutable_node(0), "sparsity", std::int64_t(1));
        return file.refused(folder);
    });
    row("is of the domain 'com.example'", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().mutable_node(1)->set_domain("com.example");
        return file.refused(folder);
    });
    row("has 2 inputs, 'x' and 'w' among them", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().mutable_initializer()->erase(file.graph().initializer().begin());
        auto& input = *file.graph().add_input();
        OnnxFile::declare(input, {2, 2, 1, 1});
        input.set_name("w");
        return file.refused(folder);
    });
    row("takes 'w', which is not a constant", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().mutable_initializer()->erase(file.graph().initializer().begin());
        return file.refused(folder);
    });
    row("'w' keeps its values in another file, which AlexScope does not open", [](const Folder& folder) {
        OnnxFile file = small();
        onnx::TensorProto& weights = *file.graph().mutable_initializer(0);
        weights.clear_raw_data();
        weights.set_data_location(onnx::TensorProto::EXTERNAL);
        auto* where = weights.add_external_data();
        where->set_key("location");
        where->set_value("../../x");
        return file.refused(folder);
    });
    row("has 2 outputs; AlexScope reads networks with one", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().add_output()->set_name("scores");
        file.graph().add_output()->set_name("relu");
        return file.refused(folder);
    });
    row("goes on with 'relu', which is an output already", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().add_output()->set_name("relu");
        return file.refused(folder);
    });
    row("is part of a circle", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().mutable_node(3)->set_output(0, "conv");
        file.graph().mutable_node(0)->set_output(0, "conv");
        file.graph().add_output()->set_name("scores");
        return file.refused(folder);
    });
    row("is not on the way from 'x' to 'scores'", [](const Folder& folder) {
        OnnxFile file = small();
        onnx::NodeProto& lonely = *file.graph().add_node();
        lonely.set_op_type("RandomNormal");
        lonely.add_output("noise");
        return file.refused(folder);
    });
    row("transposes its input", [](const Folder& folder) {
        OnnxFile file = small();
        OnnxFile::set(*file.graph().mutable_node(3), "transA", std::int64_t(1));
        return file.refused(folder);
    });
    row("AlexScope can only flatten them on the way", [](const Folder& folder) {
        OnnxFile file({1, 2, 2, 2}, 13);
        file.constant("w", {2, 2, 1, 1});
        file.add("Conv", "conv", {"w"});
        OnnxFile::set(file.add("Softmax", "prob"), "axis", std::int64_t(-1));
        return file.refused(folder);
    });
    row("Conv 'conv': convolution: a window of 5 does not fit into an input of 2", [](const Folder& folder) {
        OnnxFile file({1, 1, 2, 2});
        file.constant("w", {1, 1, 5, 5});
        file.add("Conv", "conv", {"w"});
        return file.refused(folder);
    });
    row("pads has the number 1073741824; AlexScope takes 0 to 32768", [](const Folder& folder) {
        OnnxFile file = small();
        OnnxFile::set(*file.graph().mutable_node(0), "pads", {0, 1 << 30, 0, 0});
        return file.refused(folder);
    });
    row("drops units at random even at inference", [](const Folder& folder) {
        OnnxFile file({1, 2});
        onnx::TensorProto& training = *file.graph().add_initializer();
        training.set_name("t");
        training.set_data_type(onnx::TensorProto::BOOL);
        training.add_int32_data(1);
        file.add("Dropout", "drop", {"", "t"});
        return file.refused(folder);
    });
    row("AlexScope computes with 32-bit floats", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::UINT8);
        return file.refused(folder);
    });
    row("its output would be too large", [](const Folder& folder) {
        OnnxFile file({1, 1, 16384, 16384});
        file.constant("w", {64, 1, 1, 1});
        file.add("Conv", "conv", {"w"});
        return file.refused(folder);
    });
}

void TstOnnx::refusesGraphs()
{
    QFETCH(Refusal, make);
    QFETCH(QString, words);
    const Folder folder;
    const QString message = make(folder);
    QVERIFY2(message.contains("m.onnx") && message.contains(words) && !message.contains('\n'), qPrintable(message));
}

void TstOnnx::refusesDamage_data()
{
    QTest::addColumn<Refusal>("make");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* words, Refusal make) { QTest::newRow(words) << make << QString(words); };
    row("'w' should have 16 bytes, but has 12", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().mutable_initializer(0)->mutable_raw_data()->resize(12);
        return file.refused(folder);
    });
    row("'w' has more than 268435456 values", [](const Folder& folder) {
        OnnxFile file = small();
        for (int i = 0; i < 4; ++i)
            file.graph().mutable_initializer(0)->set_dims(i, 1 << 20);
        return file.refused(folder);
    });
    row("'w' has a dimension of -2", [](const Folder& folder) {
        OnnxFile file = small();
        file.graph().mutable_initializer(0)->set_dims(0, -2);
        return file.refused(folder);
    });
    row("has more than 268435456 values", [](const Folder& folder) {
        OnnxFile file({1, 2});
        file.integers("size", {1 << 20, 1 << 20});
        auto* fill = file.graph().add_node();
        fill->set_op_type("ConstantOfShape");
        fill->add_input("size");
        fill->add_output("w");
        file.add("MatMul", "product", {"w"});
        return file.refused(folder);
    });
    row("is cut off or damaged", [](const Folder& folder) {
        const QByteArray whole = small().bytes();
        return refusal([&] { openWeights(folder.put("m.onnx", whole.chopped(20))); });
    });
    row("has no network in it", [](const Folder& folder) {
        return refusal([&] { readOnnx(MappedFile(folder.put("m.onnx", ""))); });
    });
    row("tensor 'conv.weight' is damaged: value 1 of 4", [](const Folder& folder) {
        OnnxFile file = small();
        const float nothing = std::numeric_limits<float>::quiet_NaN();
        file.graph().mutable_initializer(0)->mutable_raw_data()->replace(
            4, 4, reinterpret_cast<const char*>(&nothing), 4);
        return refusal([&] { compute(file.open(folder), eight); });
    });
}

void TstOnnx::refusesDamage() { refusesGraphs(); }

void TstOnnx::refusesOtherInputs()
{
    const Folder folder;
    OnnxFile file = small();
    file.graph().mutable_input(0)->mutable_type()->mutable_tensor_type()->clear_shape();
    QVERIFY(file.refused(folder).contains("the input 'x' does not say how large it is"));
    QCOMPARE(compute(file.open(folder, {1, 2, 2, 2}), eight).dimensions, (std::vector<std::int64_t> {1, 3}));
    QVERIFY(refusal([&] { file.open(folder, {1, 3, 2, 2}); }).contains("groups of 2 input channels; the value has 3"));
}

QObject* makeTstOnnx() { return new TstOnnx; }

#include "tst_onnx.moc"
