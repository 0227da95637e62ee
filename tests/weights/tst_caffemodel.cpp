#include "tests/support/gpu.h"
#include "tests/weights/caffe_writer.h"
#include "tests/weights/raw_file.h"

#include "engine/layers/convolution.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/max_pool.h"
#include "engine/layers/relu.h"
#include "engine/weights/caffemodel.h"
#include "engine/weights/model_file.h"
#include "engine/weights/weights.h"

#include <QtTest>

using namespace engine;

/// .caffemodel files of both generations, written by a schema of the tests' own: recognised, read, refused.
class TstCaffemodel : public QObject {
    Q_OBJECT

private slots:
    void readsBothGenerations_data();
    void readsBothGenerations();
    void recognisesBerkeleysNetworks_data();
    void recognisesBerkeleysNetworks();
    void keepsTheNamesOfOtherNetworks();
    void readsDoubles();
    void refuses_data();
    void refuses();
};

using Net = caffe_file::NetParameter;
using Change = void (*)(Net&);
Q_DECLARE_METATYPE(CaffeGeneration)
Q_DECLARE_METATYPE(Change)

namespace {

Architecture small()
{
    Architecture architecture = findArchitecture("caffenet");
    architecture.recipe.crop = 8;
    architecture.layers = {};
    architecture.layers.add<Convolution>("c", ConvolutionOptions {.filters = 4, .size = 3, .groups = 1});
    architecture.layers.add<Relu>("r");
    architecture.layers.add<MaxPool>("p", MaxPoolOptions {.size = 3, .stride = 2, .rounding = Rounding::Up});
    architecture.layers.add<FullyConnected>("f", FullyConnectedOptions {.outputs = 2});
    return architecture;
}

std::vector<float> counted(const ParameterShape& shape)
{
    std::vector<float> values;
    for (std::int64_t i = 0; i < shape.size(); ++i)
        values.push_back(float(i) / 4);
    return values;
}

WeightFile open(const Folder& folder, const Net& net)
{
    return readCaffemodel(MappedFile(folder.put("m.caffemodel", bytesOf(net))));
}

/// As in the real networks, but without the values, which nothing needs to recognise them.
Net withoutValues(const char* name, CaffeGeneration generation)
{
    Net net = caffeNet(findArchitecture(name), [](const ParameterShape&) { return std::vector<float>(); }, generation);
    const auto shrink = [](auto& layers) {
        for (auto& layer : layers)
            for (auto& blob : *layer.mutable_blobs()) {
                blob.clear_shape();
                blob.set_num(1);
                blob.set_channels(1);
                blob.set_height(1);
                blob.set_width(1);
                blob.add_data(1);
            }
    };
    shrink(*net.mutable_layer());
    shrink(*net.mutable_layers());
    return net;
}

}

void TstCaffemodel::readsBothGenerations_data()
{
    QTest::addColumn<CaffeGeneration>("generation");
    QTest::newRow("layers") << CaffeGeneration::First;
    QTest::newRow("layer") << CaffeGeneration::Second;
}

void TstCaffemodel::readsBothGenerations()
{
    QFETCH(CaffeGeneration, generation);
    const Folder folder;
    const Net net = caffeNet(small(), counted, generation);
    const WeightFile file = openWeights(folder.put("weights", bytesOf(net)));
    QCOMPARE(int(file.entries().size()), 4);
    for (const ParameterShape& shape : parameterShapes(small().layers, small().input())) {
        const WeightEntry* entry = file.find(shape.name);
        QVERIFY2(entry, shape.name.c_str());
        QCOMPARE(entry->shape, shape.dimensions);
        QCOMPARE(valuesOf(file, *entry), counted(shape));
    }
    QVERIFY(file.metadata().empty());
    QVERIFY(!file.network());
}

void TstCaffemodel::recognisesBerkeleysNetworks_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<CaffeGeneration>("generation");
    for (const char* name : {"alexnet-bvlc", "caffenet"}) {
        QTest::addRow("%s, layers", name) << QString(name) << CaffeGeneration::First;
        QTest::addRow("%s, layer", name) << QString(name) << CaffeGeneration::Second;
    }
}

void TstCaffemodel::recognisesBerkeleysNetworks()
{
    QFETCH(QString, name);
    QFETCH(CaffeGeneration, generation);
    const Folder folder;
    Net net = withoutValues(name.toLatin1(), generation);
    for (auto& layer : *net.mutable_layer()) // fine-tuned networks call their last layer otherwise
        if (layer.name() == "fc8")
            layer.set_name("fc8_flickr");
    const WeightFile file = open(folder, net);
    QCOMPARE(describeModel(file).network, name.toStdString());
    QVERIFY(file.find("conv1.weight") && file.find("fc8.bias") && !file.find("fc8_flickr.bias"));
    const auto change = [&](auto& layers) {
        for (auto& layer : layers)
            if (layer.name() == "norm1")
                layer.mutable_lrn_param()->set_alpha(1);
    };
    change(*net.mutable_layer());
    change(*net.mutable_layers());
    QCOMPARE(describeModel(open(folder, net)).network, std::string());
}

void TstCaffemodel::keepsTheNamesOfOtherNetworks()
{
    const Folder folder;
    const WeightFile file = open(folder, caffeNet(small(), counted, CaffeGeneration::Second));
    QVERIFY(file.find("c.weight") && file.find("f.bias"));
}

void TstCaffemodel::readsDoubles()
{
    const Folder folder;
    Net net = caffeNet(small(), counted, CaffeGeneration::Second);
    auto& blob = *net.mutable_layer(0)->mutable_blobs(1);
    for (float value : blob.data())
        blob.add_double_data(value);
    blob.clear_data();
    const WeightFile file = open(folder, net);
    QCOMPARE(valuesOf(file, *file.find("c.bias")), (std::vector<float> {0, 0.25f, 0.5f, 0.75f}));
}

void TstCaffemodel::refuses_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* words, Change change) { QTest::newRow(words) << change << QString(words); };
    row("tensor 'c.weight' of 4x3x3x3 should have 108 values, but has 107",
        [](Net& net) { net.mutable_layer(0)->mutable_blobs(0)->mutable_data()->RemoveLast(); });
    row("'c.weight' has an impossible shape",
        [](Net& net) { net.mutable_layer(0)->mutable_blobs(0)->mutable_shape()->set_dim(0, std::int64_t(1) << 62); });
    row("'c.weight' has an impossible shape",
        [](Net& net) { net.mutable_layer(0)->mutable_blobs(0)->mutable_shape()->set_dim(0, -4); });
    row("layer 'f' has no weights", [](Net& net) { net.mutable_layer(3)->clear_blobs(); });
    row("layer 'c' has more than weights and biases", [](Net& net) { net.mutable_layer(0)->add_blobs()->add_data(1); });
    row("layer 'r' has weights, but is neither a convolution nor fully connected",
        [](Net& net) { *net.mutable_layer(1)->add_blobs() = net.layer(0).blobs(1); });
    row("has no layers", [](Net& net) { net.clear_layer(); });
    row("is of Caffe's first generation", [](Net& net) { net.add_layers()->set_layer("old"); });
    row("control character", [](Net& net) { net.mutable_layer(0)->set_name("c\x1b"); });
    row("has more than 1000 layers", [](Net& net) {
        for (int i = 0; i < 1000; ++i)
            *net.add_layer() = net.layer(1);
    });
}

void TstCaffemodel::refuses()
{
    QFETCH(Change, change);
    QFETCH(QString, words);
    const Folder folder;
    Net net = caffeNet(small(), counted, CaffeGeneration::Second);
    change(net);
    const QString message = refusal([&] { open(folder, net); });
    QVERIFY2(message.contains("m.caffemodel") && message.contains(words), qPrintable(message));
}

QObject* makeTstCaffemodel() { return new TstCaffemodel; }

#include "tst_caffemodel.moc"
