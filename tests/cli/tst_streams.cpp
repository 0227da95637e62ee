#include "tests/cli/program.h"

#include <QtTest>

#include <fcntl.h>
#include <unistd.h>

class TstStreams : public QObject {
    Q_OBJECT

private slots:
    void noticesAFullDisk_data();
    void noticesAFullDisk();
    void noticesThatNobodyReads();
    void noticesThatOutputIsClosed();
    void writesNothingIntoFilesInPlaceOfOutput();
    void noticesThatInputIsClosed();
};

static const char* const unwritten = "the results could not be written to standard output";

void TstStreams::noticesAFullDisk_data()
{
    QTest::addColumn<QStringList>("words");
    for (const QStringList& words :
        {QStringList {"--help"}, {"--version"}, {"devices"}, {"models", "--json"}, {"summary"},
            {"classify", "cat.png"}, {"classify", "cat.png", "--json"}, {"classify", "cat.png", "--csv"},
            {"activations", "cat.png", "--layer", "prob", "--output", "out"}, {"bench", "--repeat", "1"}})
        QTest::addRow("%s", qPrintable(words.join(' '))) << words;
}

void TstStreams::noticesAFullDisk()
{
    QFETCH(QStringList, words);
    const Workplace place;
    place.put("cat.png", picture(1));
    const Answer answer
        = place.run(words, {.beforeStart = [] { ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO); }});
    QCOMPARE(faultOf(answer, 1, unwritten), QString());
}

void TstStreams::noticesThatNobodyReads()
{
    int ends[2];
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    ::close(ends[0]); // what head does when it has enough
    const int unread = ends[1];
    const Workplace place;
    place.put("cat.png", picture(1));
    const Surroundings around {.beforeStart = [unread] { ::dup2(unread, STDOUT_FILENO); }};
    QCOMPARE(faultOf(place.run({"models"}, around), 1, unwritten), QString());
    QCOMPARE(faultOf(place.run({"classify", "cat.png", "cat.png"}, around), 1, unwritten), QString());
    ::close(unread);
}

void TstStreams::noticesThatOutputIsClosed()
{
    const Surroundings around {.beforeStart = [] { ::close(STDOUT_FILENO); }};
    QCOMPARE(faultOf(Workplace().run({"summary"}, around), 1, unwritten), QString());
    QCOMPARE(Workplace().run({"nonsense"}, around).code, 2);
}

void TstStreams::writesNothingIntoFilesInPlaceOfOutput()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const QStringList words = {"activations", "cat.png", "--layer", "prob", "--output"};
    QCOMPARE(place.run(words + QStringList("one")).code, 0);
    const auto closeAll = [] {
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::close(stream);
    };
    QCOMPARE(place.run(words + QStringList("two"), {.beforeStart = closeAll}).code, 1);
    QVERIFY(!place.bytes("one/prob.npy").isEmpty());
    QCOMPARE(place.bytes("two/prob.npy"), place.bytes("one/prob.npy"));
}

void TstStreams::noticesThatInputIsClosed()
{
    const Surroundings around {.beforeStart = [] { ::close(STDIN_FILENO); }};
    QCOMPARE(faultOf(Workplace().run({"classify", "-"}, around), 1, "standard input"), QString());
}

QObject* makeTstStreams() { return new TstStreams; }

#include "tst_streams.moc"
