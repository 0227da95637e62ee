#include "engine/core/random.h"
#include "engine/image/prepare.h"
#include "engine/learn/learn_classes.h"
#include "engine/network/architecture.h"
#include "engine/weights/model_file.h"
#include "engine/weights/weights.h"
#include "tests/support/gpu.h"
#include "tests/weights/raw_file.h"

#include <QtTest>

#include <cmath>

using namespace engine;

/// Classes of one's own from drawn pictures, on the built-in network.
class TstLearnClasses : public QObject {
    Q_OBJECT
private slots:
    void cleanupTestCase();
    void tellsDrawnClassesApart();
    void answersAsTheWrittenFile_data();
    void answersAsTheWrittenFile();
    void repeatsBitForBit();
    void saysHowFarItIs();
    void stopsWhenAsked();
    void leavesOutWhatCannotBeRead();
    void countsTheUnsureApart();
    void refuses_data();
    void refuses();
    void leavesTheValidationLayerSilent() { QCOMPARE(newValidationMessages(), std::string()); }
};

namespace {

/// Discs, stripes, and nothing, each picture at another place, in another light, with noise.
class Drawn : public Dataset {
public:
    Drawn(std::vector<std::string> classes, int each, std::uint64_t seed)
        : m_classes(std::move(classes))
        , m_each(each)
        , m_seed(seed)
    {
    }
    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return m_each * int(m_classes.size()) - (m_emptyLast ? m_each : 0); }
    int label(int index) const override { return index / m_each; }
    std::string name(int index) const override { return "drawn " + std::to_string(index); }
    Image image(int index) const override
    {
        require(!m_bad || index % m_each != 0, name(index), " is damaged");
        return draw(label(index), m_seed, index);
    }
    static Image draw(int kind, std::uint64_t seed, int index)
    {
        Random random(seed, Purpose::Drawing, 0, std::uint32_t(index));
        Image picture(80, 60);
        const double x0 = random.uniform(25, 55), y0 = random.uniform(20, 40),
                     light = random.uniform(0.7, 1.2);
        for (int y = 0; y < 60; ++y)
            for (int x = 0; x < 80; ++x) {
                std::array<double, 3> colour = {90, 95, 100};
                if (kind == 0 && std::hypot(x - x0, y - y0) < 16)
                    colour = {200, 60, 40};
                if (kind == 1 && std::abs(x - x0) < 24 && std::abs(y - y0) < 18 && int(x + y0) / 5 % 2 == 0)
                    colour = {40, 90, 210};
                for (std::size_t c = 0; c < 3; ++c)
                    picture.pixel(x, y)[c]
                        = std::uint8_t(std::clamp(colour[c] * light + random.uniform(-12, 12), 0.0, 255.0));
            }
        return picture;
    }
    Drawn& withDamage()
    {
        m_bad = true;
        return *this;
    }
    Drawn& withEmptyLast()
    {
        m_emptyLast = true;
        return *this;
    }

private:
    std::vector<std::string> m_classes;
    int m_each;
    std::uint64_t m_seed;
    bool m_bad = false, m_emptyLast = false;
};

std::shared_ptr<const Dataset> drawn(int each = 10, std::uint64_t seed = 1)
{
    return std::make_shared<Drawn>(std::vector<std::string> {"disc", "stripes", "nothing"}, each, seed);
}

const Architecture& builtIn() { return architectures().front(); }

std::unique_ptr<Network> keptNetwork; ///< given back before its device

Network& builtInNetwork()
{
    if (!keptNetwork || &keptNetwork->device() != &testDevice()) {
        keptNetwork = std::make_unique<Network>(testDevice(), builtIn().layers, builtIn().input());
        loadParameters(openWeights(SOURCE_DIR "/resources/models/alexnet-cifar10.safetensors"), *keptNetwork);
    }
    return *keptNetwork;
}

LearnedClasses learn(Network& network, const InputRecipe& recipe,
    const std::shared_ptr<const Dataset>& dataset, const LearnOptions& options = {})
{
    return learnClasses(network, recipe, dataset, options, [](const LearnProgress&) {}).value();
}

/// What a network opened from the file says of a picture.
std::vector<float> answerOf(const std::filesystem::path& path, const Architecture& base, const Image& picture)
{
    const WeightFile file = openWeights(path);
    LayerList layers = fitted(base, file).layers;
    Network network(testDevice(), file.network() ? file.network()->layers : layers, base.input());
    loadParameters(file, network);
    return network.forward(prepare(picture, *describeModel(file).recipe)).values;
}

}

void TstLearnClasses::tellsDrawnClassesApart()
{
    const LearnedClasses learned = learn(builtInNetwork(), builtIn().recipe, drawn());
    QCOMPARE(learned.layer.name, std::string("fc8"));
    QCOMPARE(learned.layer.features, std::string("drop7"));
    QCOMPARE(learned.learned, 24); // 15 % of ten is one and a half: two aside
    QCOMPARE(learned.views, 96);
    QCOMPARE(learned.aside.size(), std::size_t(6));
    QCOMPARE(learned.right(), 6);
    Network& network = builtInNetwork();
    int right = 0;
    constexpr int tries = 30;
    for (int i = 0; i < tries; ++i) {
        network.setInput(prepare(Drawn::draw(i % 3, 77, i), builtIn().recipe), Keep::Everything);
        network.run(1, Keep::Everything);
        const std::vector<float> shares
            = learned.probabilities(network.activation("drop7", 1, Keep::Everything).values);
        QVERIFY(std::abs(shares[0] + shares[1] + shares[2] - 1) < 1e-5);
        right += std::max_element(shares.begin(), shares.end()) - shares.begin() == i % 3;
    }
    QVERIFY2(right >= tries - 1, qPrintable(QString::number(right)));
}

void TstLearnClasses::answersAsTheWrittenFile_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("file");
    QTest::newRow("built-in") << "alexnet-cifar10"
                              << "own.safetensors";
    QTest::newRow("features with places") << "cifar-quick"
                                          << "own.safetensors";
    QTest::newRow("as ONNX") << "alexnet-cifar10"
                             << "own.onnx";
}

void TstLearnClasses::answersAsTheWrittenFile()
{
    QFETCH(QString, model);
    QFETCH(QString, file);
    const Architecture& base = findArchitecture(model.toStdString());
    std::unique_ptr<Network> random;
    if (!base.builtIn) {
        random = std::make_unique<Network>(testDevice(), base.layers, base.input());
        random->randomize(4);
    }
    Network& network = random ? *random : builtInNetwork();
    const LearnedClasses learned = learn(network, base.recipe, drawn(), {.epochs = 10});
    const Folder folder;
    const std::filesystem::path path = folder.path(file.toUtf8().constData());
    writeLearned(path, network, base.name, base.recipe, learned);
    const ModelDescription said = describeModel(openWeights(path));
    QCOMPARE(said.network, base.name);
    QCOMPARE(said.labels, (std::vector<std::string> {"disc", "stripes", "nothing"}));
    QVERIFY(said.recipe == base.recipe);
    const std::shared_ptr<const Dataset> pictures = drawn();
    for (const AsidePicture& aside : learned.aside) {
        const std::vector<float> shares = answerOf(path, base, pictures->image(aside.picture));
        QCOMPARE(shares.size(), aside.probabilities.size());
        for (std::size_t i = 0; i < shares.size(); ++i)
            QVERIFY2(std::abs(shares[i] - aside.probabilities[i]) < 1e-4,
                qPrintable(QString("%1 %2").arg(shares[i]).arg(aside.probabilities[i])));
    }
}

void TstLearnClasses::repeatsBitForBit()
{
    const LearnOptions options {.epochs = 3, .seed = 9};
    const LearnedClasses one = learn(builtInNetwork(), builtIn().recipe, drawn(), options);
    const LearnedClasses two = learn(builtInNetwork(), builtIn().recipe, drawn(), options);
    QVERIFY(one.weights == two.weights);
    QVERIFY(one.biases == two.biases);
    const LearnedClasses other
        = learn(builtInNetwork(), builtIn().recipe, drawn(), {.epochs = 3, .seed = 10});
    QVERIFY(one.weights != other.weights);
}

void TstLearnClasses::saysHowFarItIs()
{
    std::vector<LearnProgress> told;
    learnClasses(builtInNetwork(), builtIn().recipe, drawn(), {.epochs = 20},
        [&](const LearnProgress& now) { told.push_back(now); });
    QCOMPARE(told.size(), std::size_t(30 + 21));
    QCOMPARE(told[29].pictures, 30);
    QCOMPARE(told[29].epoch, -1);
    QCOMPARE(told[30].epoch, 0);
    QVERIFY(std::abs(told[30].loss - std::log(3.0)) < 1e-3); // before anything is learned all are alike
    QCOMPARE(told.back().epoch, 20);
    QVERIFY(told.back().loss < 0.4 * told[30].loss);
    QVERIFY(told.back().accuracy > 0.95);
    QVERIFY(*told.back().asideLoss < *told[30].asideLoss);
    QCOMPARE(*told.back().asideAccuracy, 1.0);
}

void TstLearnClasses::stopsWhenAsked()
{
    for (const int after : {5, 34}) { // among the features, among the epochs
        std::stop_source stop;
        int told = 0;
        const auto learned = learnClasses(
            builtInNetwork(), builtIn().recipe, drawn(), {},
            [&](const LearnProgress&) {
                if (++told == after)
                    stop.request_stop();
            },
            stop.get_token());
        QVERIFY(!learned);
        QVERIFY(told <= after + 1);
    }
}

void TstLearnClasses::leavesOutWhatCannotBeRead()
{
    const auto dataset = std::make_shared<Drawn>(std::vector<std::string> {"disc", "stripes"}, 6, 3);
    dataset->withDamage();
    const LearnedClasses learned = learn(builtInNetwork(), builtIn().recipe, dataset, {.epochs = 5});
    QCOMPARE(learned.skipped.size(), std::size_t(2));
    QCOMPARE(learned.skipped[0].reason.find("is damaged") != std::string::npos, true);
    QCOMPARE(learned.learned + int(learned.aside.size()), 10);
}

void TstLearnClasses::countsTheUnsureApart()
{
    LearnedClasses learned;
    learned.labels = {"a", "b"};
    learned.aside = {{0, 0, {0.9f, 0.1f}}, {1, 0, {0.6f, 0.4f}}, {2, 1, {0.8f, 0.2f}}};
    QCOMPARE(learned.right(), 2);
    QCOMPARE(learned.confusion(), (std::vector<std::vector<int>> {{2, 0, 0}, {1, 0, 0}}));
    QCOMPARE(learned.confusion(0.7), (std::vector<std::vector<int>> {{1, 0, 1}, {1, 0, 0}}));
}

void TstLearnClasses::refuses_data()
{
    QTest::addColumn<QStringList>("classes");
    QTest::addColumn<bool>("emptyLast");
    QTest::addColumn<QString>("words");
    QTest::newRow("one class") << QStringList {"disc"} << false << "two of them, not 1";
    QTest::newRow("equal names") << QStringList {"a", "b", "a"} << false << "two classes are called 'a'";
    QTest::newRow("no name") << QStringList {"a", ""} << false << "label";
    QTest::newRow("no picture") << QStringList {"a", "b"} << true << "the class 'b' has no picture";
}

void TstLearnClasses::refuses()
{
    QFETCH(QStringList, classes);
    QFETCH(bool, emptyLast);
    QFETCH(QString, words);
    std::vector<std::string> names;
    for (const QString& name : classes)
        names.push_back(name.toStdString());
    const auto dataset = std::make_shared<Drawn>(names, 2, 1);
    if (emptyLast)
        dataset->withEmptyLast();
    try {
        learn(builtInNetwork(), builtIn().recipe, dataset);
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(words), error.what());
        return;
    }
    QFAIL("nothing was refused");
}

void TstLearnClasses::cleanupTestCase() { keptNetwork.reset(); }

QObject* makeTstLearnClasses() { return new TstLearnClasses; }
#include "tst_learn_classes.moc"
