#include "tests/cli/program.h"

#include <QProcess>
#include <QtTest>

/// tests/bench/bench_peers.py as its users run it: the shape of what it says, never a time.
class TstBenchPeers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void measuresTheCeilings();
    void takesTurnsWithOpencv();
    void cannotTrainWithOpencv();
    void writesJsonAndMarkdown();
    void readsWhatBenchncnnPrints();
    void leavesOutWhatIsMissing();
    void comparesTwoResults();

private:
    Answer python(const QStringList& words, const Variables& variables = {});

    Workplace m_place;
};

namespace {

/// As few and as short runs as there can be.
const QStringList quickly = {"--program", PROGRAM_DIR "/alexscope", "--turns", "1", "--repeat", "1"};

/// A module torch that cannot be imported, so that PyTorch is missing on every machine.
void hidePyTorch(const Workplace& place)
{
    place.makeFolder("nothing");
    place.put("nothing/torch.py", QByteArray("raise ImportError\n"));
}

}

Answer TstBenchPeers::python(const QStringList& words, const Variables& variables)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PYTHONDONTWRITEBYTECODE", "1"); // the sources stay as they are
    for (const auto& [name, value] : variables)
        environment.insert(name, value);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(QString::fromStdString(m_place.path("").string()));
    process.start("python3", QStringList {SOURCE_DIR "/tests/bench/bench_peers.py"} + words);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(600'000) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

void TstBenchPeers::initTestCase()
{
    QProcess process;
    process.start("python3", {"-c", "import sys; sys.exit(sys.version_info < (3, 9))"});
    if (!process.waitForFinished() || process.exitCode() != 0)
        QSKIP("needs Python 3.9");
    hidePyTorch(m_place);
}

void TstBenchPeers::measuresTheCeilings()
{
    const Json found = Workplace().run({"bench", "--ceilings", "--json"}).json();
    QCOMPARE(faultOf(found,
                 {{"device", "string"}, {"driver", "string"}, {"gflops", "number"},
                     {"copy_gigabytes_per_second", "number"}, {"copied_bytes", "number"}}),
        QString());
    QVERIFY(found["gflops"] > 0.0);
    QVERIFY(found["copy_gigabytes_per_second"] > 0.0);
}

void TstBenchPeers::takesTurnsWithOpencv()
{
    const Answer answer = Workplace().run({"bench", "--model", "alexnet-cifar10", "--random-weights",
        "--batch", "2", "--repeat", "3", "--peer", "opencv", "--json"});
    QCOMPARE(answer.err, QByteArray());
    const Json found = answer.json();
    const Json& peer = found["peer"];
    QCOMPARE(
        faultOf(peer, {{"name", "string"}, {"milliseconds", "object"}, {"difference", "number"}}), QString());
    QCOMPARE(found["milliseconds"]["all"].size(), std::size_t(3));
    QCOMPARE(peer["milliseconds"]["all"].size(), std::size_t(3));
    QVERIFY(peer["difference"] < 1e-4); // both compute the same
}

void TstBenchPeers::cannotTrainWithOpencv()
{
    const Answer answer = Workplace().run(
        {"bench", "--model", "cifar-quick", "--random-weights", "--train", "--peer", "opencv"});
    QCOMPARE(faultOf(answer, 2, "leave out --peer"), QString());
}

void TstBenchPeers::writesJsonAndMarkdown()
{
    const Answer answer = python(QStringList {"--rows", "alexnet-cifar10-1,cifar-quick-128-train", "--json",
                                     "found.json", "--markdown", "found.md"}
            + quickly,
        {{"PYTHONPATH", QString::fromStdString(m_place.path("nothing").string())}});
    QVERIFY2(answer.code == 0, answer.err.constData());
    QCOMPARE(m_place.bytes("found.md"), answer.out);
    QVERIFY(answer.out.contains("| alexnet-cifar10-1 |"));
    const Json found = Json::parse(m_place.bytes("found.json").toStdString());
    QCOMPARE(faultOf(found,
                 {{"date", "string"}, {"machine", "object"}, {"ceilings", "object"}, {"peers", "array"},
                     {"notes", "array"}, {"rows", "array"}}),
        QString());
    QCOMPARE(found["rows"].size(), std::size_t(2));
    for (const Json& row : found["rows"]) {
        QCOMPARE(
            faultOf(row, {{"name", "string"}, {"ours", "object"}, {"peers", "array"}, {"gflops", "number"}}),
            QString());
        QCOMPARE(row["ours"]["count"], Json(1));
    }
    const Json& first = found["rows"][1]; // in the order of rows.py
    QCOMPARE(first["goal"]["reached"].type_name(), "boolean");
    const Json& peer = first["peers"].at(0);
    QCOMPARE(peer["name"], Json("opencv"));
    const double ratio = peer["min"].get<double>() / first["ours"]["min"].get<double>();
    QVERIFY(qFuzzyCompare(peer["ratio_min"].get<double>(), ratio));
}

void TstBenchPeers::leavesOutWhatIsMissing()
{
    const Json found = Json::parse(m_place.bytes("found.json").toStdString());
    const std::string notes = found["notes"].dump();
    QVERIFY2(notes.find("PyTorch is not installed") != std::string::npos, notes.c_str());
    QVERIFY(found["rows"][0]["goal"]["reached"].is_null()); // nobody to be measured against
}

void TstBenchPeers::readsWhatBenchncnnPrints()
{
    m_place.makeFolder("bin");
    m_place.put("bin/benchncnn",
        QByteArray("#!/bin/sh\nhead -2 \"${6#param=}\" >&2\n"
                   "echo '  caffenet  min =  277.00  max =  290.00  avg =  280.00' >&2\n"));
    std::filesystem::permissions(m_place.path("bin/benchncnn"), std::filesystem::perms::owner_all);
    const QString folder = QString::fromStdString(m_place.path("bin").string());
    const Answer answer
        = python(QStringList {"--rows", "caffenet-1-ncnn-vulkan", "--json", "ncnn.json"} + quickly,
            {{"PATH", folder + ":" + qEnvironmentVariable("PATH")},
                {"PYTHONPATH", QString::fromStdString(m_place.path("nothing").string())}});
    QVERIFY2(answer.code == 0, answer.err.constData());
    const Json found = Json::parse(m_place.bytes("ncnn.json").toStdString());
    const Json& peer = found["rows"][0]["peers"].at(0);
    QCOMPARE(peer["name"], Json("ncnn-vulkan"));
    QCOMPARE(peer["min"], Json(277.0));
    QCOMPARE(found["rows"][0]["goal"]["value"], peer["ratio_min"]);
}

void TstBenchPeers::comparesTwoResults()
{
    Json found = Json::parse(m_place.bytes("found.json").toStdString());
    for (Json& row : found["rows"])
        row["ours"]["min"] = row["ours"]["min"].get<double>() / 2;
    m_place.put("later.json", QByteArray::fromStdString(found.dump()));
    const Answer answer = python({"--compare", "found.json", "later.json"});
    QVERIFY2(answer.code == 0, answer.err.constData());
    QVERIFY2(answer.out.contains("| 2.00 x |"), answer.out.constData());
}

QObject* makeTstBenchPeers() { return new TstBenchPeers; }

#include "tst_bench_peers.moc"
