#include "engine/run/film.h"

#include "engine/network/architecture.h"
#include "tests/support/gpu.h"
#include "tests/weights/raw_file.h"

#include <QtTest>

#include <algorithm>

using namespace engine;

class TstFilm : public QObject {
    Q_OBJECT
private slots:
    void isDenseAtFirst();
    void staysSmall_data();
    void staysSmall();
    void holdsTheFirstFilters();
    void forgetsWhatIsMadeAgain();
};

static Network networkFor(const char* model)
{
    const Architecture& architecture = findArchitecture(model);
    return Network(testDevice(), architecture.layers, architecture.input());
}

void TstFilm::isDenseAtFirst()
{
    const Folder folder;
    const Network network = networkFor("cifar-quick");
    const Film film(folder.path("snapshots"), network, 0, 100, 3);
    QList<int> due;
    for (int i = 0; i <= 300; ++i)
        if (film.isDue(i))
            due << i;
    QCOMPARE(due, QList<int>({0, 1, 2, 4, 8, 16, 32, 64, 100, 200, 300}));
}

void TstFilm::staysSmall_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("stepsPerEpoch");
    QTest::addColumn<int>("epochs");
    QTest::newRow("built-in") << "alexnet-cifar10" << 351 << 1000;
    QTest::newRow("the paper's") << "alexnet" << 10000 << 90;
    QTest::newRow("a step an epoch") << "cifar-quick" << 1 << 100000;
}

void TstFilm::staysSmall()
{
    QFETCH(QString, model);
    QFETCH(int, stepsPerEpoch);
    QFETCH(int, epochs);
    const Folder folder;
    const Network network = networkFor(qPrintable(model));
    const Film film(folder.path("snapshots"), network, 0, stepsPerEpoch, epochs);
    std::int64_t count = 0;
    for (std::int64_t i = 0; i <= std::int64_t(stepsPerEpoch) * epochs; ++i)
        count += film.isDue(i);
    film.shoot(0);
    const auto bytes
        = std::int64_t(std::filesystem::file_size(folder.path(("snapshots/conv1-00000000.safetensors"))));
    QVERIFY2(count * bytes <= Film::mostBytes, qPrintable(QString::number(count)));
    QVERIFY(count > 20);
}

void TstFilm::holdsTheFirstFilters()
{
    const Folder folder;
    Network network = networkFor("cifar-quick");
    network.randomize(3);
    const Film film(folder.path("snapshots"), network, 0, 100, 3);
    film.shoot(3); // not due
    film.shoot(4);
    QVERIFY(!std::filesystem::exists(folder.path("snapshots/conv1-00000003.safetensors")));
    const WeightFile file = openSafetensors(folder.path("snapshots/conv1-00000004.safetensors"));
    QCOMPARE(file.entries().size(), std::size_t(1));
    QCOMPARE(valuesOf(file, *file.find("conv1.weight")), network.parameter("conv1.weight"));
}

void TstFilm::forgetsWhatIsMadeAgain()
{
    const Folder folder;
    const Network network = networkFor("cifar-quick");
    const Film film(folder.path("snapshots"), network, 0, 100, 3);
    for (const int iteration : {0, 8, 64, 100})
        film.shoot(iteration);
    Film(folder.path("snapshots"), network, 8, 100, 3);
    QVERIFY(std::filesystem::exists(folder.path("snapshots/conv1-00000008.safetensors")));
    QVERIFY(!std::filesystem::exists(folder.path("snapshots/conv1-00000064.safetensors")));
    QVERIFY(!std::filesystem::exists(folder.path("snapshots/conv1-00000100.safetensors")));
}

QObject* makeTstFilm() { return new TstFilm; }
#include "tst_film.moc"
