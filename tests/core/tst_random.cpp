#include "engine/core/random.h"

#include <QtTest>

#include <cmath>
#include <set>

using engine::Purpose;
using engine::Random;

class TstRandom : public QObject {
    Q_OBJECT
private slots:
    void isPhilox();
    void countsAsPromised();
    void isDifferentForEverything();
    void isUniform();
    void isBelowTheCountEvenly();
    void isNormal();
};

static constexpr int draws = 200'000;

/// The known answers of Random123's kat_vectors.
void TstRandom::isPhilox()
{
    using Words = std::array<std::uint32_t, 4>;
    QCOMPARE(engine::philox({0, 0, 0, 0}, {0, 0}), (Words {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    QCOMPARE(engine::philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}),
        (Words {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    QCOMPARE(engine::philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
        (Words {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

/// Files of earlier runs are repeated by these numbers: key and counter must not change.
void TstRandom::countsAsPromised()
{
    Random random(0x1122334455667788, Purpose::Dropout, 7, 9);
    for (std::uint32_t i = 0; i < 10; ++i)
        QCOMPARE(random.word(), engine::philox({i / 4, 9, 7, 5}, {0x55667788, 0x11223344})[i % 4]);
}

void TstRandom::isDifferentForEverything()
{
    std::set<std::uint32_t> words;
    for (const Purpose purpose : {Purpose::Initialisation, Purpose::Split, Purpose::Shuffle,
             Purpose::Augmentation, Purpose::Dropout, Purpose::Drawing})
        for (std::uint32_t epoch : {0, 1})
            for (std::uint32_t sample : {0, 1})
                for (std::uint64_t seed : {0ull, 1ull, 1ull << 32})
                    words.insert(Random(seed, purpose, epoch, sample).word());
    QCOMPARE(words.size(), std::size_t(6 * 2 * 2 * 3));
}

void TstRandom::isUniform()
{
    Random random(1, Purpose::Augmentation);
    double sum = 0, squares = 0;
    for (int i = 0; i < draws; ++i) {
        const double value = random.uniform();
        QVERIFY(value >= 0 && value < 1);
        sum += value;
        squares += value * value;
    }
    // Five standard deviations of these means.
    QVERIFY(std::abs(sum / draws - 1. / 2) < 5 * std::sqrt(1. / 12 / draws));
    QVERIFY(std::abs(squares / draws - 1. / 3) < 5 * std::sqrt(4. / 45 / draws));
    const double scaled = Random(1, Purpose::Split).uniform(-3, 5);
    QCOMPARE(scaled, -3 + 8 * Random(1, Purpose::Split).uniform());
}

void TstRandom::isBelowTheCountEvenly()
{
    Random random(2, Purpose::Shuffle);
    QCOMPARE(random.below(1), 0u);
    std::array<int, 7> counts = {};
    for (int i = 0; i < draws; ++i)
        ++counts.at(random.below(7));
    double deviation = 0; // chi squared with six degrees of freedom
    for (const int count : counts)
        deviation += std::pow(count - draws / 7., 2) / (draws / 7.);
    QVERIFY2(deviation < 33, qPrintable(QString::number(deviation))); // once in 100,000 seeds

    // With a count of 3 * 2^30 a plain remainder would make the first third twice as likely.
    int low = 0;
    for (int i = 0; i < draws; ++i)
        low += random.below(3u << 30) < 1u << 30;
    QVERIFY(std::abs(low / double(draws) - 1. / 3) < 5 * std::sqrt(2. / 9 / draws));
}

void TstRandom::isNormal()
{
    Random random(3, Purpose::Initialisation);
    std::array<double, 5> moments = {};
    for (int i = 0; i < draws; ++i) {
        const double value = random.normal();
        for (std::size_t k = 1; k < moments.size(); ++k)
            moments[k] += std::pow(value, int(k)) / draws;
    }
    // Five standard deviations: the variances of the powers are 1, 2, 15 and 96.
    const std::array expected = {0., 0., 1., 0., 3.};
    const std::array variances = {0., 1., 2., 15., 96.};
    for (std::size_t k = 1; k < moments.size(); ++k)
        QVERIFY2(std::abs(moments[k] - expected[k]) < 5 * std::sqrt(variances[k] / draws),
            qPrintable(QString("moment %1 is %2").arg(k).arg(moments[k])));
}

QObject* makeTstRandom() { return new TstRandom; }
#include "tst_random.moc"
