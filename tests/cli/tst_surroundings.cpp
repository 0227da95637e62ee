#include "tests/cli/program.h"

#include <QtTest>

class TstSurroundings : public QObject {
    Q_OBJECT

private slots:
    void saysWhatToInstallWithoutVulkan_data();
    void saysWhatToInstallWithoutVulkan();
    void knowsWrongWordsWithoutVulkan();
    void worksWithoutACacheFolder_data();
    void worksWithoutACacheFolder();
    void keepsPipelinesForTheNextTime();
    void refusesResourcesThatAreNone_data();
    void refusesResourcesThatAreNone();
    void writesNumbersTheSameInEveryLanguage();
};

void TstSurroundings::saysWhatToInstallWithoutVulkan_data()
{
    QTest::addColumn<QStringList>("words");
    for (const QStringList& words : {QStringList {"devices"}, {"devices", "--json"}, {"classify", "cat.png"},
             {"classify", "cat.png", "--random-weights", "--json"},
             {"classify", "cat.png", "--csv", "--device", "0"},
             {"activations", "cat.png", "--layer", "all", "--output", "out"}, {"selftest"},
             {"selftest", "--json"}, {"bench"}, {"bench", "--random-weights", "--json"}})
        QTest::addRow("%s", qPrintable(words.join(' '))) << words;
}

void TstSurroundings::saysWhatToInstallWithoutVulkan()
{
    QFETCH(QStringList, words);
    const Workplace place;
    place.put("cat.png", picture(1));
    const Answer answer = place.run(words, {.variables = withoutVulkan()});
    QCOMPARE(faultOf(answer, 3, "install a graphics driver with Vulkan, or mesa-vulkan-drivers"), QString());
    QCOMPARE(place.content(), QString("cat.png"));
}

void TstSurroundings::knowsWrongWordsWithoutVulkan()
{
    const Surroundings around {.variables = withoutVulkan()};
    const Workplace place;
    QCOMPARE(
        faultOf(place.run({"classify", "cat.png", "--model", "x"}, around), 2, "no model \"x\""), QString());
    QCOMPARE(faultOf(place.run({"bench", "--model", "x"}, around), 2, "no model \"x\""), QString());
    QCOMPARE(faultOf(place.run({"classify"}, around), 2, "images is required"), QString());
}

void TstSurroundings::worksWithoutACacheFolder_data()
{
    QTest::addColumn<QString>("home");
    QTest::addColumn<QString>("cache");
    QTest::newRow("no home") << QString() << QString();
    QTest::newRow("empty home") << QString("") << QString("");
    QTest::newRow("file for home") << QString("/dev/null") << QString();
    QTest::newRow("unwritable cache") << QString("/") << QString("/proc/nowhere");
    QTest::newRow("relative cache") << QString("/dev/null") << QString("cache");
}

void TstSurroundings::worksWithoutACacheFolder()
{
    QFETCH(QString, home);
    QFETCH(QString, cache);
    const Workplace place;
    place.put("cat.png", picture(1));
    // Mesa has a cache of its own, and prints a word when that cannot be written.
    const Surroundings around {
        .variables = {{"HOME", home}, {"XDG_CACHE_HOME", cache}, {"MESA_SHADER_CACHE_DISABLE", "true"}}};
    const Answer answer = place.run({"classify", "cat.png"}, around);
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.code, 0);
    QCOMPARE(place.content(), QString("cat.png"));
}

void TstSurroundings::keepsPipelinesForTheNextTime()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const Surroundings around {
        .variables = {{"XDG_CACHE_HOME", QString::fromStdString(place.path("cache").string())}}};
    const auto predictions = [&] {
        return place.run({"classify", "cat.png", "--json"}, around).json()[0]["predictions"];
    };
    const Json first = predictions();
    const std::filesystem::path folder = place.path("cache/alexscope");
    QVERIFY(std::filesystem::is_directory(folder));
    QCOMPARE(predictions(), first);
    for (const auto& file : std::filesystem::directory_iterator(folder))
        std::filesystem::resize_file(file, 20);
    QCOMPARE(predictions(), first);
}

void TstSurroundings::refusesResourcesThatAreNone_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("missing") << "nowhere"
                             << QByteArray("nowhere (from ALEXSCOPE_RESOURCES) is not AlexScope's");
    QTest::newRow("file") << "cat.png" << QByteArray("cat.png (from ALEXSCOPE_RESOURCES) is not AlexScope's");
    QTest::newRow("too long") << QString(5000, 'x')
                              << QByteArray("(from ALEXSCOPE_RESOURCES) is not AlexScope's");
    QTest::newRow("without models") << "empty" << QByteArray("alexnet-cifar10.safetensors does not exist");
}

void TstSurroundings::refusesResourcesThatAreNone()
{
    QFETCH(QString, folder);
    QFETCH(QByteArray, words);
    const Workplace place;
    place.put("cat.png", picture(1));
    place.makeFolder("empty/models");
    const Answer answer
        = place.run({"classify", "cat.png"}, {.variables = {{"ALEXSCOPE_RESOURCES", folder}}});
    QCOMPARE(faultOf(answer, 1, words), QString());
}

void TstSurroundings::writesNumbersTheSameInEveryLanguage()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const auto csv = [&](const char* language) {
        return place.run({"classify", "cat.png", "--csv"}, {.variables = {{"LC_ALL", language}}}).out;
    };
    const QByteArray plain = csv("C");
    QVERIFY(plain.contains("cat.png,1,"));
    QCOMPARE(csv("C.UTF-8"), plain);
    QCOMPARE(csv("de_DE.UTF-8"), plain);
    const Surroundings german {.variables = {{"LC_ALL", "de_DE.UTF-8"}}};
    QCOMPARE(place.run({"summary"}, german).out, place.run({"summary"}).out);
}

QObject* makeTstSurroundings() { return new TstSurroundings; }

#include "tst_surroundings.moc"
