#include "app/session/effects.h"
#include "app/session/session.h"

#include <QBuffer>
#include <QImage>
#include <QSignalSpy>
#include <QtTest>

#include <numeric>

/// The units' effect on a class's score, from the engine's way back through the built-in network.
class TstUnitOrder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void effectsOfALinearLayerAddUpToTheScore();
    void theNewestClassWins();
    void ordersTheUnits();

private:
    EffectsPointer effects(int chosenClass);

    std::unique_ptr<Session> m_session;
};

void TstUnitOrder::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    QImage image(48, 48, QImage::Format_RGB32);
    for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 48; ++x)
            image.setPixel(x, y, qRgb(5 * x, 255 - 4 * y, (x - 24) * (y - 24) > 0 ? 200 : 30));
    PictureSource source;
    source.name = "two corners";
    QBuffer buffer(&source.bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    image.save(&buffer, "PNG");
    m_session = std::make_unique<Session>();
    QSignalSpy answered(m_session.get(), &Session::answered);
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    m_session->openPicture(source);
    QVERIFY(answered.wait(60000));
}

EffectsPointer TstUnitOrder::effects(int chosenClass)
{
    Effects asked(*m_session, nullptr);
    QSignalSpy ready(&asked, &Effects::ready);
    if (EffectsPointer known = asked.of(chosenClass))
        return known;
    return ready.wait(60000) ? asked.of(chosenClass) : nullptr;
}

void TstUnitOrder::effectsOfALinearLayerAddUpToTheScore()
{
    QSignalSpy read(m_session.get(), &Session::parameterReady);
    if (!m_session->parameter("fc8.bias"))
        QVERIFY(read.wait(60000));
    const ParameterPointer bias = m_session->parameter("fc8.bias");
    const int before = m_session->network()->indexOf("fc8") - 1;
    for (const int chosen : {0, 7}) {
        const EffectsPointer found = effects(chosen);
        QVERIFY(found);
        QCOMPARE(found->chosenClass, chosen);
        const auto& units = found->layers[std::size_t(before)];
        QCOMPARE(int(units.size()), m_session->network()->layers[std::size_t(before)].output.channels);
        const double sum = std::accumulate(units.begin(), units.end(), 0.0,
            [](double all, const engine::UnitEffect& unit) { return all + unit.effect; });
        const double score = double(m_session->answer()->scores[std::size_t(chosen)]);
        const double expected = score - double(bias->values[std::size_t(chosen)]);
        QVERIFY2(std::abs(sum - expected) < 1e-4 * (1 + std::abs(expected)),
            qPrintable(QString("%1 instead of %2").arg(sum).arg(expected)));
    }
}

void TstUnitOrder::theNewestClassWins()
{
    Effects asked(*m_session, nullptr);
    QSignalSpy ready(&asked, &Effects::ready);
    for (int chosen = 0; chosen < 5; ++chosen)
        QVERIFY(!asked.of(chosen));
    QVERIFY(asked.isAsking());
    QVERIFY(ready.wait(60000));
    QCOMPARE(ready.count(), 1);
    QVERIFY(!asked.isAsking());
    QCOMPARE(asked.of(4)->chosenClass, 4);
}

void TstUnitOrder::ordersTheUnits()
{
    const EffectsPointer found = effects(m_session->answer()->order.front());
    QVERIFY(found);
    const auto& units = found->layers[std::size_t(m_session->network()->indexOf("relu2"))];
    QCOMPARE(int(units.size()), 128);
    const std::vector<int> order = engine::orderedUnits(units, engine::UnitOrder::Effect);
    for (std::size_t i = 1; i < order.size(); ++i)
        QVERIFY(units[std::size_t(order[i - 1])].effect >= units[std::size_t(order[i])].effect);
    QVERIFY(units[std::size_t(order.front())].effect > 0);
    QVERIFY(found->layers.back().empty()); // behind the score there is nothing
}

QObject* makeTstUnitOrder() { return new TstUnitOrder; }
#include "tst_unit_order.moc"
