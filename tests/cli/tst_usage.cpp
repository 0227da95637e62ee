#include "tests/cli/program.h"

#include <QtTest>

class TstUsage : public QObject {
    Q_OBJECT

private slots:
    void printsHelp();
    void startsTheWindow();
    void printsItsVersion();
    void refusesWordsItDoesNotKnow_data();
    void refusesWordsItDoesNotKnow();
    void takesOptionsAnywhere();
    void takesEverythingAfterTwoDashesAsPictures();
    void refusesMoreThanFitsInMemory();
};

void TstUsage::printsHelp()
{
    const Workplace place;
    const Answer all = place.run({"--help"});
    QCOMPARE(all.code, 0);
    QCOMPARE(all.err, QByteArray());
    for (const char* command :
        {"devices", "models", "summary", "classify", "activations", "selftest", "bench"}) {
        QVERIFY2(all.out.contains(command), command);
        const Answer help = place.run({command, "--help"});
        QCOMPARE(help.code, 0);
        QVERIFY2(help.out.contains(QByteArray("alexscope ") + command), command);
    }
}

/// The window is told apart by what it prints: here it is echo.
void TstUsage::startsTheWindow()
{
    const Workplace place;
    place.makeFolder("summary"); // a subcommand stays one
    place.makeFolder("pictures");
    const Surroundings echo {{}, {{"ALEXSCOPE_WINDOW", "/bin/echo"}, {"QT_QPA_PLATFORM", "offscreen"}}, {}};
    QCOMPARE(place.run({}, echo).out, QByteArray("\n"));
    QCOMPARE(place.run({"pictures", "pictures"}, echo).out, QByteArray("pictures pictures\n"));
    QVERIFY(place.run({"summary"}, echo).out.contains("conv1"));
    QCOMPARE(place.run({"pictures", "absent.png"}, echo).code, 2);

    const Surroundings none {{}, {{"ALEXSCOPE_WINDOW", "/no/such/program"}, {"QT_QPA_PLATFORM", "offscreen"}}, {}};
    QCOMPARE(faultOf(place.run({}, none), 1, "/no/such/program"), QString());
    const Surroundings blind {{},
        {{"ALEXSCOPE_WINDOW", "/bin/echo"}, {"DISPLAY", {}}, {"WAYLAND_DISPLAY", {}}, {"QT_QPA_PLATFORM", {}}}, {}};
    QCOMPARE(faultOf(place.run({}, blind), 1, "no display"), QString());
}

void TstUsage::printsItsVersion()
{
    const Answer answer = Workplace().run({"--version"});
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.err, QByteArray());
    QVERIFY(QRegularExpression("^alexscope [0-9]+[.][0-9]+[.][0-9]+\n$").match(answer.out).hasMatch());
}

void TstUsage::refusesWordsItDoesNotKnow_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const QStringList& words, const char* sentence) {
        QTest::addRow("%s", qPrintable(words.join(' '))) << words << QByteArray(sentence);
    };
    row({"nonsense"}, "nonsense");
    row({"--nonsense"}, "--nonsense");
    row({"devices", "nonsense"}, "nonsense");
    row({"devices", "models"}, "models");
    row({"models", "--nonsense"}, "--nonsense");
    row({""}, "");
    row({"classify"}, "images is required");
    row({"classify", ""}, "images");
    row({"classify", "cat.png", "--nonsense"}, "--nonsense");
    row({"classify", "cat.png", "--json", "--csv"}, "excludes");
    row({"classify", "cat.png", "--json=x"}, "--json");
    row({"classify", "cat.png", "--model"}, "--model");
    row({"classify", "cat.png", "--model", ""}, "--model");
    row({"classify", "cat.png", "--weights", ""}, "--weights");
    row({"classify", "cat.png", "--labels", ""}, "--labels");
    row({"classify", "cat.png", "--device", ""}, "--device");
    row({"classify", "cat.png", "--model", "AlexNet"},
        "there is no model \"AlexNet\"; the models are alexnet-cifar10");
    row({"classify", "cat.png", "--device", "no such"},
        "there is no Vulkan device \"no such\"; this machine has 0 =");
    row({"classify", "cat.png", "--device", "99"}, "there is no Vulkan device \"99\"");
    row({"classify", "cat.png", "--top", "0"}, "--top");
    row({"classify", "cat.png", "--top", "five"}, "--top");
    row({"classify", "cat.png", "--top", "99999999999999999999"}, "--top");
    row({"classify", "cat.png", "--crops", "2"}, "--crops");
    row({"classify", "cat.png", "--random-weights", "--seed", "-1"}, "--seed");
    row({"classify", "cat.png", "--random-weights", "--seed", "18446744073709551616"}, "--seed");
    row({"classify", "cat.png", "--random-weights", "--weights", "w.safetensors"}, "exclude each other");
    row({"classify", "cat.png", "--model", "caffenet"},
        "no weights come with caffenet: get them with 'alexscope download caffenet', give --weights FILE, or "
        "--random-weights to try it without");
    row({"summary", "--model", "nonsense"}, "there is no model \"nonsense\"");
    row({"activations", "cat.png", "--output", "out"}, "--layer is required");
    row({"activations", "cat.png", "--layer", "all"}, "--output is required");
    row({"activations", "cat.png", "--layer", "conv9", "--output", "out"},
        "there is no layer \"conv9\" in alexnet-cifar10; --layer takes all, conv1, relu1");
    row({"bench", "--batch", "0"}, "--batch");
    row({"bench", "--batch", "99999999999"}, "--batch");
    row({"bench", "--repeat", "0"}, "--repeat");
    row({"bench", "--model", "nonsense"}, "there is no model \"nonsense\"");
    row({"selftest", "nonsense"}, "nonsense");
    row({"selftest", "--device", "no such"}, "there is no Vulkan device");
}

void TstUsage::refusesWordsItDoesNotKnow()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, sentence);
    const Workplace place;
    place.put("cat.png", picture(1));
    QCOMPARE(faultOf(place.run(words), 2, sentence), QString());
    QCOMPARE(place.content(), QString("cat.png"));
}

void TstUsage::takesOptionsAnywhere()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    QCOMPARE(place.run({"--device", "0", "classify", "cat.png"}).code, 0);
    QCOMPARE(
        place.run({"classify", "--json", "cat.png", "--device=0", "cat.png"}).json().size(), std::size_t(2));
}

void TstUsage::takesEverythingAfterTwoDashesAsPictures()
{
    const Workplace place;
    for (const char* name : {"cat.png", "-dog.png", "devices"})
        place.put(name, picture(1));
    const Answer answer = place.run({"classify", "cat.png", "--json", "--", "-dog.png", "devices", "--top"});
    QCOMPARE(answer.code, 1);
    QCOMPARE(answer.json().size(), std::size_t(3));
    QCOMPARE(answer.err, QByteArray("alexscope: --top does not exist: check the path\n"));
}

void TstUsage::refusesMoreThanFitsInMemory()
{
    const QStringList words = {"bench", "--model", "alexnet", "--random-weights", "--batch", "65535"};
    QCOMPARE(faultOf(Workplace().run(words), 1, "use a smaller batch"), QString());
}

QObject* makeTstUsage() { return new TstUsage; }

#include "tst_usage.moc"
