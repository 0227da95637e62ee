#include "app/session/own_classes.h"
#include "tests/app/drawn_video.h"

#include <QtTest>

#include <algorithm>

/// Classes of one's own from drawn videos, on the built-in network.
class TstOwnClasses : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void namesClasses();
    void recordsLearnsAndAnswers();
    void savesAndOpensTheClassifier();
    void writesAndReadsFrames();
    void saysWhichFilesCannotBeRead();
    void saysWhatIsMissing();
    void canBeCancelled();
    void forgetsWhatBelongsToAnotherNetwork();
    void leavesNoFrameBehind();

private:
    void play(DrawnThing thing);
    bool record(int index, int frames);
    bool learn();
    QString liveAnswer();

    QTemporaryDir m_folder, m_temporary;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CameraDesk> m_desk;
    std::unique_ptr<OwnClasses> m_own;
};

namespace {

const char* const videos[] = {"disc.avi", "stripes.avi", "nothing.avi"};

}

void TstOwnClasses::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    qputenv("TMPDIR", m_temporary.path().toUtf8());
    for (int i = 0; i < 3; ++i)
        QVERIFY(writeDrawnVideo(m_folder.filePath(videos[i]), DrawnThing(i)));
    m_session = std::make_unique<Session>();
    m_desk = std::make_unique<CameraDesk>(*m_session);
    m_own = std::make_unique<OwnClasses>(*m_session, *m_desk);
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->network(), 60000);
}

void TstOwnClasses::play(DrawnThing thing)
{
    CameraChoice choice;
    choice.source = m_folder.filePath(videos[int(thing)]);
    m_desk->start(choice);
}

/// Holds the button of a class until it has that many frames.
bool TstOwnClasses::record(int index, int frames)
{
    if (!QTest::qWaitFor([&] { return m_desk->status().state == CameraState::Live; }, 30000))
        return false;
    m_own->startRecording(index);
    const bool enough = QTest::qWaitFor(
        [&] { return int(m_own->classes()[std::size_t(index)].frames.size()) >= frames; }, 60000);
    m_own->stopRecording();
    return enough;
}

bool TstOwnClasses::learn()
{
    QSignalSpy changed(m_own.get(), &OwnClasses::resultChanged);
    QSignalSpy failed(m_own.get(), &OwnClasses::failed);
    m_own->learn();
    return QTest::qWaitFor([&] { return !changed.empty() || !failed.empty(); }, 120000) && failed.empty();
}

/// What the learned layer says of the newest frames, once some of them are averaged.
QString TstOwnClasses::liveAnswer()
{
    QSignalSpy answered(m_own.get(), &OwnClasses::answered);
    if (!QTest::qWaitFor([&] { return answered.count() >= 5; }, 60000) || m_own->shares().empty())
        return {};
    const std::vector<float>& shares = m_own->shares();
    return m_own->result()->labels.value(
        int(std::max_element(shares.begin(), shares.end()) - shares.begin()));
}

void TstOwnClasses::namesClasses()
{
    QCOMPARE(m_own->addClass("disc"), 0);
    QCOMPARE(m_own->addClass("  two   words "), 1);
    QCOMPARE(m_own->classes()[1].name, QString("two words"));
    QVERIFY(!m_own->rename(1, " "));
    QVERIFY(!m_own->rename(1, "disc"));
    QVERIFY(m_own->rename(1, "stripes"));
    QCOMPARE(m_own->addClass("disc"), 2); // taken: it gets another one
    QVERIFY(m_own->classes()[2].name != "disc");
    QVERIFY(m_own->rename(2, "nothing"));
    while (int(m_own->classes().size()) < OwnClasses::most)
        m_own->addClass();
    QCOMPARE(m_own->addClass("one too many"), -1);
    while (m_own->classes().size() > 3)
        m_own->removeClass(3);
}

void TstOwnClasses::recordsLearnsAndAnswers()
{
    for (int i = 0; i < 3; ++i) {
        play(DrawnThing(i));
        QVERIFY(record(i, 12));
    }
    const OwnFrame& frame = m_own->classes()[0].frames.front();
    QCOMPARE(frame.small.size(), QSize(OwnClasses::thumbnailSide, OwnClasses::thumbnailSide));
    const quint64 number = frame.number;
    const int before = m_own->frameCount();
    m_own->removeFrame(0, number);
    QCOMPARE(m_own->frameCount(), before - 1);
    QVERIFY(learn());
    const OwnResultPointer result = m_own->result();
    QCOMPARE(result->labels, (QStringList {"disc", "stripes", "nothing"}));
    QCOMPARE(result->layer, QString("fc8"));
    QCOMPARE(result->features, 512);
    QCOMPARE(result->learned + int(result->aside.size()), m_own->frameCount());
    QVERIFY(result->right >= int(result->aside.size()) - 1);
    QCOMPARE(m_own->epochs().front().epoch, 0);
    QVERIFY(m_own->epochs().back().loss < m_own->epochs().front().loss / 2);
    const auto counts = result->confusion(0);
    int sum = 0;
    for (const std::vector<int>& row : counts)
        for (const int count : row)
            sum += count;
    QCOMPARE(sum, int(result->aside.size()));
    for (const int i : {2, 0, 1}) {
        play(DrawnThing(i));
        QTRY_COMPARE_WITH_TIMEOUT(liveAnswer(), result->labels[i], 60000);
    }
    qInfo("learned from %d frames in %.1f s", result->learned, result->seconds);
}

void TstOwnClasses::savesAndOpensTheClassifier()
{
    const QString file = m_folder.filePath("own.safetensors");
    QSignalSpy saved(m_own.get(), &OwnClasses::saved);
    m_own->save(file);
    QVERIFY(saved.wait(60000));
    QVERIFY(QFile::exists(file));
    const quint64 before = m_session->network()->number;
    Session other;
    CameraDesk desk(other);
    OwnClasses own(other, desk);
    other.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QTRY_VERIFY_WITH_TIMEOUT(other.network(), 60000);
    own.open(file);
    QTRY_COMPARE_WITH_TIMEOUT(other.network()->labels, (QStringList {"disc", "stripes", "nothing"}), 60000);
    QCOMPARE(own.classes().size(), std::size_t(3)); // there were none
    QCOMPARE(own.classes()[1].name, QString("stripes"));
    CameraChoice choice;
    choice.source = m_folder.filePath(videos[1]);
    desk.start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(desk.answer() && desk.answer()->best.front().index == 1, 60000);
    QCOMPARE(m_session->network()->number, before);
}

void TstOwnClasses::writesAndReadsFrames()
{
    const QString folder = m_folder.filePath("frames");
    QVERIFY(QDir().mkpath(folder));
    QSignalSpy saved(m_own.get(), &OwnClasses::saved);
    m_own->exportFrames(folder);
    QVERIFY(saved.wait(60000));
    QCOMPARE(QDir(folder + "/disc").entryList(QDir::Files).size(), int(m_own->classes()[0].frames.size()));
    CameraDesk desk(*m_session);
    OwnClasses other(*m_session, desk);
    other.openFolder(folder);
    QTRY_COMPARE_WITH_TIMEOUT(other.frameCount(), m_own->frameCount(), 60000);
    QCOMPARE(other.classes().size(), std::size_t(3));
    QCOMPARE(other.classes()[0].name, QString("disc"));
}

void TstOwnClasses::saysWhichFilesCannotBeRead()
{
    QFile bad(m_folder.filePath("bad.png"));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no picture");
    bad.close();
    CameraDesk desk(*m_session);
    OwnClasses other(*m_session, desk);
    const int index = other.addClass("files");
    QSignalSpy failed(&other, &OwnClasses::failed);
    other.addFiles(index, {bad.fileName(), QString(SOURCE_DIR) + "/resources/samples/robin.png"});
    QVERIFY(failed.wait(30000));
    QVERIFY(failed[0][0].toString().contains("bad.png"));
    QCOMPARE(other.frameCount(), 1);
}

void TstOwnClasses::saysWhatIsMissing()
{
    CameraDesk desk(*m_session);
    OwnClasses other(*m_session, desk);
    QVERIFY(!other.missing().isEmpty());
    other.addClass("one");
    QVERIFY(other.missing().contains("two"));
    other.addClass("two");
    QVERIFY(other.missing().contains("one"));
    QSignalSpy failed(&other, &OwnClasses::failed);
    other.learn();
    QCOMPARE(failed.count(), 1);
    QVERIFY(!other.isLearning());
}

void TstOwnClasses::canBeCancelled()
{
    const OwnResultPointer before = m_own->result();
    QVERIFY(before);
    m_own->learn();
    QVERIFY(m_own->isLearning());
    QTest::qWait(100);
    m_own->cancel();
    QVERIFY(!m_own->isLearning());
    QTest::qWait(300);
    QCOMPARE(m_own->result(), before);
    QVERIFY(m_own->epochs().empty());
}

void TstOwnClasses::forgetsWhatBelongsToAnotherNetwork()
{
    QSignalSpy changed(m_own.get(), &OwnClasses::resultChanged);
    m_session->openNetwork({.model = "cifar-quick", .random = true});
    QVERIFY(changed.wait(60000));
    QVERIFY(!m_own->result());
    QVERIFY(m_own->frameCount() > 0); // frames belong to nobody
    QVERIFY(learn()); // and teach any network
    QCOMPARE(m_own->result()->labels.size(), 3);
}

void TstOwnClasses::leavesNoFrameBehind()
{
    m_own.reset();
    m_desk.reset();
    m_session.reset();
    QCOMPARE(QDir(m_temporary.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
        QStringList());
}

QObject* makeTstOwnClasses() { return new TstOwnClasses; }
#include "tst_own_classes.moc"
