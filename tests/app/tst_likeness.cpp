#include "app/session/likeness.h"

#include <QtTest>

#include <random>

/// How alike two answers are, against the same sums written out.
class TstLikeness : public QObject {
    Q_OBJECT
private slots:
    void isTheCosineOfAllValues();
    void isOneForTheSameUpToAFactor();
    void isMinusOneForTheOpposite();
    void saysWhatCannotBeCompared();
    void matchesLayersByNameWhereverTheyStand();
    void subtractsValueByValue();
    void endsTheDifferenceAtItsPercentile();

private:
    struct Layer {
        QString name;
        engine::Shape shape;
        std::vector<float> values;
        bool vector = false;
    };
    static ClassificationPointer answer(std::vector<Layer> layers, const QStringList& labels = {});
    static std::vector<float> drawn(int count, unsigned seed);
    static ClassificationPointer one(std::vector<float> values);
};

ClassificationPointer TstLikeness::answer(std::vector<Layer> layers, const QStringList& labels)
{
    auto network = std::make_shared<NetworkInfo>();
    network->labels = labels;
    auto made = std::make_shared<Classification>();
    for (Layer& layer : layers) {
        network->layers.push_back({.name = layer.name, .output = layer.shape, .vector = layer.vector});
        made->activations.emplace_back();
        made->activations.back().shape = layer.shape;
        made->activations.back().values = std::move(layer.values);
    }
    made->network = network;
    return made;
}

std::vector<float> TstLikeness::drawn(int count, unsigned seed)
{
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0.3f, 2);
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values)
        value = normal(engine);
    return values;
}

/// An answer of one layer with 2 maps of 3 x 5.
ClassificationPointer TstLikeness::one(std::vector<float> values)
{
    return answer({{"conv1", {1, 2, 3, 5}, std::move(values)}});
}

void TstLikeness::isTheCosineOfAllValues()
{
    const std::vector<float> a = drawn(30, 1), b = drawn(30, 2);
    long double product = 0, ofA = 0, ofB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += static_cast<long double>(a[i]) * b[i];
        ofA += static_cast<long double>(a[i]) * a[i];
        ofB += static_cast<long double>(b[i]) * b[i];
    }
    const LikenessPointer found = likenessOf(one(a), one(b));
    QCOMPARE(found->layers.size(), std::size_t(1));
    QVERIFY(found->layers[0].kind == LayerLikeness::Kind::Compared);
    const double expected = double(product / std::sqrt(ofA * ofB));
    QVERIFY(std::abs(expected) > 0.01 && std::abs(expected) < 0.9); // neither of the easy values
    QVERIFY(std::abs(found->layers[0].cosine - expected) < 1e-12);
}

void TstLikeness::isOneForTheSameUpToAFactor()
{
    const std::vector<float> a = drawn(30, 3);
    std::vector<float> b = a;
    for (float& value : b)
        value *= 4;
    QVERIFY(std::abs(likenessOf(one(a), one(a))->layers[0].cosine - 1) < 1e-12);
    QVERIFY(std::abs(likenessOf(one(a), one(b))->layers[0].cosine - 1) < 1e-12);
}

void TstLikeness::isMinusOneForTheOpposite()
{
    const std::vector<float> a = drawn(30, 4);
    std::vector<float> b = a;
    for (float& value : b)
        value = -value;
    QVERIFY(std::abs(likenessOf(one(a), one(b))->layers[0].cosine + 1) < 1e-12);
}

void TstLikeness::saysWhatCannotBeCompared()
{
    using Kind = LayerLikeness::Kind;
    const ClassificationPointer a = answer(
        {{"conv1", {1, 2, 1, 1}, {1, 2}}, {"conv2", {1, 2, 1, 1}, {1, 2}}, {"relu2", {1, 2, 1, 1}, {0, 0}},
            {"fc8", {1, 2, 1, 1}, {1, 2}, true}, {"prob", {1, 2, 1, 1}, {0.5f, 0.5f}, true}},
        {"cat", "dog"});
    const ClassificationPointer b
        = answer({{"conv1", {1, 1, 1, 2}, {1, 2}}, {"relu2", {1, 2, 1, 1}, {1, 2}},
                     {"fc8", {1, 2, 1, 1}, {1, 2}, true}, {"prob", {1, 2, 1, 1}, {0.5f, 0.5f}, true}},
            {"cat", "ship"});
    const LikenessPointer found = likenessOf(a, b);
    const Kind expected[]
        = {Kind::OtherShape, Kind::Absent, Kind::Silent, Kind::OtherClasses, Kind::OtherClasses};
    for (std::size_t layer = 0; layer < std::size(expected); ++layer) {
        QVERIFY2(found->layers[layer].kind == expected[layer], qPrintable(QString::number(layer)));
        QCOMPARE(found->layers[layer].cosine, 0.0);
        const bool subtracts = expected[layer] == Kind::Silent; // values stand against values all the same
        QCOMPARE(differenceOf(a, b, int(layer)) != nullptr, subtracts);
    }
}

void TstLikeness::matchesLayersByNameWhereverTheyStand()
{
    const ClassificationPointer a
        = answer({{"conv1", {1, 1, 1, 2}, {1, 0}}, {"conv2", {1, 1, 1, 2}, {3, 4}}});
    const ClassificationPointer b = answer(
        {{"norm0", {1, 1, 1, 2}, {9, 9}}, {"conv2", {1, 1, 1, 2}, {4, 3}}, {"conv1", {1, 1, 1, 2}, {1, 1}}});
    const LikenessPointer found = likenessOf(a, b);
    QCOMPARE(found->layers[0].other, 2);
    QCOMPARE(found->layers[1].other, 1);
    QVERIFY(std::abs(found->layers[0].cosine - std::sqrt(0.5)) < 1e-12);
    QVERIFY(std::abs(found->layers[1].cosine - 24.0 / 25) < 1e-12);
}

void TstLikeness::subtractsValueByValue()
{
    const std::vector<float> a = drawn(30, 5), b = drawn(30, 6);
    const DifferencePointer found = differenceOf(one(a), one(b), 0);
    QVERIFY(found);
    QVERIFY(found->values.shape == (engine::Shape {1, 2, 3, 5}));
    for (std::size_t i = 0; i < a.size(); ++i)
        QCOMPARE(found->values.values[i], a[i] - b[i]);
}

void TstLikeness::endsTheDifferenceAtItsPercentile()
{
    std::vector<float> a(401), b(401, 0);
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] = i % 2 ? -float(i) : float(i);
    const auto row = [](std::vector<float> values) {
        return answer({{"conv1", {1, 1, 1, 401}, std::move(values)}});
    };
    QCOMPARE(differenceOf(row(a), row(b), 0)->end, 398.0); // 99.5 % of 0 to 400
    QCOMPARE(differenceOf(row(b), row(a), 0)->end, 398.0); // the same on the other side
    QCOMPARE(differenceOf(row(a), row(a), 0)->end, 0.0);
}

QObject* makeTstLikeness() { return new TstLikeness; }
#include "tst_likeness.moc"
