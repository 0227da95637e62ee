#include "engine/camera/devices.h"

#include <QtTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace engine;

/// Cameras are found by what the system writes about them, chosen by number, node or name, and explained when they do
/// not open.
class TstDevices : public QObject {
    Q_OBJECT
private slots:
    void listsWhatGivesPictures();
    void choosesByWords();
    void saysThatThereIsNone();
    void saysWhatThereIs();
    void explainsAnAbsentOne();
    void explainsAForbiddenOne();
    void opensNothingWhereThereIsNone();
};

namespace {

/// A machine made of plain files.
struct Machine {
    QTemporaryDir folder;
    std::string system = folder.filePath("sys").toStdString(), nodes = folder.filePath("dev").toStdString();

    void add(const QString& node, const QByteArray& name, const QByteArray& index) const
    {
        QDir().mkpath(folder.filePath("sys/" + node));
        QDir().mkpath(folder.filePath("dev"));
        write("sys/" + node + "/name", name + '\n');
        write("sys/" + node + "/index", index + '\n');
        write("dev/" + node, "");
    }
    void write(const QString& file, const QByteArray& text) const
    {
        QFile out(folder.filePath(file));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }
};

QString thrown(const std::function<void()>& work, CameraProblem expected)
{
    try {
        work();
    } catch (const CameraError& error) {
        return error.problem() == expected ? QString::fromStdString(error.what()) : "another problem";
    }
    return "nothing was thrown";
}

const std::vector<CameraDevice> two {
    {0, "/dev/video0", "HD Webcam", {}}, {4, "/dev/video4", "Document Camera", {}}};

}

void TstDevices::listsWhatGivesPictures()
{
    const Machine machine;
    QVERIFY(listCameras(machine.system, machine.nodes).empty());
    machine.add("video10", "Document Camera", "0");
    machine.add("video0", "HD Webcam", "0");
    machine.add("video1", "HD Webcam", "1"); // describes the pictures of the one before
    machine.add("video2", "HD Webcam", "0");
    machine.add("vbi0", "Television", "0");
    const std::vector<CameraDevice> cameras = listCameras(machine.system, machine.nodes);
    QCOMPARE(cameras.size(), std::size_t(3));
    QCOMPARE(cameras[0].number, 0);
    QCOMPARE(cameras[0].name, std::string("HD Webcam (0)"));
    QCOMPARE(cameras[0].node, machine.nodes + "/video0");
    QCOMPARE(cameras[1].name, std::string("HD Webcam (2)"));
    QCOMPARE(cameras[2].number, 10);
    QCOMPARE(cameras[2].name, std::string("Document Camera"));
    QVERIFY(QFile::remove(machine.folder.filePath("dev/video2")));
    QCOMPARE(listCameras(machine.system, machine.nodes).size(), std::size_t(2));
}

void TstDevices::choosesByWords()
{
    QCOMPARE(chooseCamera(two, "").number, 0);
    QCOMPARE(chooseCamera(two, "4").number, 4);
    QCOMPARE(chooseCamera(two, "/dev/video4").number, 4);
    QCOMPARE(chooseCamera(two, "document").number, 4);
    QCOMPARE(chooseCamera(two, "cam").number, 0);
}

void TstDevices::saysThatThereIsNone()
{
    QVERIFY(thrown([] { chooseCamera({}, ""); }, CameraProblem::Absent).contains("plug one in"));
}

void TstDevices::saysWhatThereIs()
{
    const QString sentence = thrown([] { chooseCamera(two, "7"); }, CameraProblem::Absent);
    QVERIFY2(
        sentence.contains("\"7\"") && sentence.contains("HD Webcam, Document Camera"), qPrintable(sentence));
}

void TstDevices::explainsAnAbsentOne()
{
    const QString sentence = thrown(
        [] {
            explainCamera({9, "/nowhere/video9", "HD Webcam", {}});
        },
        CameraProblem::Absent);
    QVERIFY2(sentence.contains("HD Webcam is not plugged in"), qPrintable(sentence));
}

/// Root may open everything, so that the question is asked by somebody else: in a process of its own.
void TstDevices::explainsAForbiddenOne()
{
    const Machine machine;
    machine.add("video0", "HD Webcam", "0");
    const std::string node = machine.nodes + "/video0";
    QCOMPARE(chmod(node.c_str(), 0), 0);
    QCOMPARE(chmod(qPrintable(machine.folder.path()), 0755), 0);
    const pid_t child = fork();
    if (child == 0) {
        constexpr uid_t nobody = 65534;
        if (getuid() == 0 && setuid(nobody) != 0)
            _exit(2);
        const QString sentence = thrown(
            [&] {
                explainCamera({0, node, "HD Webcam", {}});
            },
            CameraProblem::Forbidden);
        _exit(sentence.contains("usermod -aG video") ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TstDevices::opensNothingWhereThereIsNone()
{
    if (!listCameras().empty())
        QSKIP("this machine has a camera");
    const auto source = makeFrameSource({});
    QVERIFY(thrown([&] { source->open(); }, CameraProblem::Absent).contains("There is no camera"));
}

QObject* makeTstDevices() { return new TstDevices; }
#include "tst_devices.moc"
