#include "app/models/kernel_words.h"
#include "app/session/kernel_measures.h"
#include "app/session/session.h"
#include "app/views/film_panel.h"
#include "app/widgets/look.h"
#include "app/widgets/tile_area.h"

#include <QtTest>

/// The film of the shipped run beside networks that it is of and that it is not of.
class TstFilmPanel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_session.reset(); }
    void marksKernelsOfItsOwnNetworkOnly();
    void callsNoiseNoise();

private:
    void open(bool random);

    std::unique_ptr<Session> m_session;
};

void TstFilmPanel::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_session = std::make_unique<Session>();
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->network(), 300000);
}

void TstFilmPanel::open(bool random)
{
    QSignalSpy changed(m_session.get(), &Session::networkChanged);
    NetworkChoice choice;
    choice.model = "alexnet-cifar10";
    choice.random = random;
    m_session->openNetwork(choice);
    QVERIFY(changed.wait(300000));
}

void TstFilmPanel::marksKernelsOfItsOwnNetworkOnly()
{
    FilmPanel film(*m_session);
    film.resize(600, 220);
    film.show();
    QTRY_VERIFY_WITH_TIMEOUT(film.isReady(), 300000);
    auto* tiles = film.findChild<TileArea*>();
    QVERIFY(tiles->sheet().count > 0);
    film.setCurrent(7);
    QCOMPARE(tiles->current(), 7);
    QCOMPARE(film.title(), QString("Film of the kernels"));
    open(true);
    QCOMPARE(tiles->current(), -1);
    QVERIFY(film.title() != "Film of the kernels");
    film.setCurrent(8);
    QCOMPARE(tiles->current(), -1);
    open(false);
    QCOMPARE(tiles->current(), 8);
}

void TstFilmPanel::callsNoiseNoise()
{
    MeasuredKernels layer;
    layer.colour = true;
    layer.measures = {engine::KernelMeasures {.largest = 1}};
    QVERIFY(!kernelSentence(layer, 0).contains("Noise"));
    layer.random = true;
    QCOMPARE(kernelSentence(layer, 0), QString("Noise: not trained."));
}

QObject* makeTstFilmPanel() { return new TstFilmPanel; }
#include "tst_film_panel.moc"
