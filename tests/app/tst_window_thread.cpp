#include "app/gui/main_window.h"
#include "app/model/npy.h"
#include "app/session/batch_work.h"
#include "app/session/best_weights.h"
#include "app/session/data_work.h"
#include "app/session/pasted.h"
#include "app/session/rate_changes.h"
#include "app/session/samples.h"
#include "app/session/save_later.h"
#include "app/session/training_twins.h"
#include "app/views/batch_view.h"
#include "app/views/train_confusion.h"
#include "app/views/train_view.h"
#include "app/widgets/look.h"
#include "engine/core/waiting.h"
#include "tests/session/small_training.h"

#include <QAbstractItemView>
#include <QtTest>

/// The window's thread never waits: it neither reads a picture, nor decodes one, nor talks to the device, and it goes
/// on beating while the engine works for ten seconds.
class TstWindowThread : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QApplication::setActiveWindow(m_window.get()); }
    void cleanup();
    void cleanupTestCase();
    void theCheckSeesAWaitingThread();
    void whatWaitsSaysSo();
    void answersAPicture();
    void showsEveryPlace_data();
    void showsEveryPlace();
    void trains();
    void answersAFolder();
    void savesFiles();
    void beatsDuringALongJob();

private:
    QTemporaryDir m_folder;
    QStringList m_waited; ///< what was done here that belongs elsewhere
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<MainWindow> m_window;
};

void TstWindowThread::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    m_preferences = std::make_unique<Preferences>(m_folder.filePath("settings.json"));
    engine::forbidWaiting([this](const char* what) { m_waited += what; });
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_session = std::make_unique<Session>();
    m_selection = std::make_unique<Selection>();
    m_window = std::make_unique<MainWindow>(Surroundings {*m_session, *m_selection, *m_preferences});
    m_window->resize(1280, 800);
    m_window->show();
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->network(), 60000);
}

void TstWindowThread::cleanup() { QVERIFY2(m_waited.isEmpty(), qPrintable(m_waited.join(", "))); }

void TstWindowThread::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
    engine::forbidWaiting({});
    QVERIFY2(m_waited.isEmpty(), qPrintable(m_waited.join(", ")));
}

void TstWindowThread::theCheckSeesAWaitingThread()
{
    engine::mayWait("this test");
    QCOMPARE(m_waited, QStringList {"this test"});
    m_waited.clear();
}

/// Each of these reads or writes files: on the window's thread it is reported, whatever comes of it.
void TstWindowThread::whatWaitsSaysSo()
{
    const QString folder = m_folder.filePath("nothing here");
    const std::filesystem::path path = QFile::encodeName(folder).toStdString();
    const std::map<QString, std::function<void()>> all {
        {"readRateChanges", [&] { readRateChanges(folder); }},
        {"addRateChange", [&] { addRateChange(folder, {}); }},
        {"readTwins", [&] { readTwins(folder); }},
        {"bestWeightsOf", [&] { bestWeightsOf(path); }},
        {"readSamples",
            [&] {
                readSamples({16, 16});
            }},
        {"findKnownData", [&] { findKnownData(); }},
        {"filesOf", [&] { filesOf(folder); }},
        {"encodedPicture", [&] { encodedPicture(QImage(4, 4, QImage::Format_RGB32), "four"); }},
        {"readNpy", [&] { readNpy(path); }},
    };
    for (const auto& [name, call] : all) {
        m_waited.clear();
        try {
            call();
        } catch (const std::exception&) { // there is nothing
        }
        QVERIFY2(!m_waited.isEmpty(), qPrintable(name));
    }
    m_waited.clear();
}

void TstWindowThread::answersAPicture()
{
    m_window->openFiles({SOURCE_DIR "/resources/samples/robin.png"});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->answer(), 60000);
    m_window->openFiles(
        {SOURCE_DIR "/resources/samples/liner.png", SOURCE_DIR "/resources/samples/stag.png"});
    QTRY_COMPARE_WITH_TIMEOUT(m_session->answer()->name, QString("liner.png"), 60000);
}

void TstWindowThread::showsEveryPlace_data()
{
    QTest::addColumn<QString>("layer");
    for (const LayerInfo& layer : m_session->network()->layers)
        QTest::newRow(qPrintable(layer.name)) << layer.name;
}

/// Why included: its numbers come from the engine's thread.
void TstWindowThread::showsEveryPlace()
{
    QFETCH(QString, layer);
    for (const QString place : {"explore", "filters", "model", "why"}) {
        const bool why = place == "why";
        m_selection->go({why ? "explore" : place, layer, 1, {}, why});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->view(m_selection->spot().place)->isReady(), 60000);
    }
    m_selection->go({"explore", layer, 1, {}, false});
}

/// Opening, learning, another rate, saving, judging, and all curves.
void TstWindowThread::trains()
{
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path()));
    drawClasses(m_folder.filePath("pictures"), 16);
    m_selection->setPlace("train");
    auto* view = static_cast<TrainView*>(m_window->view("train"));
    QTRY_VERIFY_WITH_TIMEOUT(view->isReady(), 60000);
    TrainingDesk& desk = view->desk();
    desk.begin(smallPlan(m_folder.filePath("pictures")));
    QTRY_VERIFY_WITH_TIMEOUT(desk.run() && desk.run()->numbers.iteration >= 2, 60000);
    desk.setRate(0.0005);
    QTRY_COMPARE_WITH_TIMEOUT(desk.run()->state, TrainingState::Finished, 120000);
    QCOMPARE(desk.run()->rateChanges.size(), std::size_t(1));
    auto* confusion = view->findChild<TrainConfusion*>();
    confusion->desk().startRun(desk.run()->id);
    QTRY_VERIFY_WITH_TIMEOUT(confusion->desk().matrix() && confusion->desk().matrix()->complete, 120000);
    m_selection->setPlace("camera");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->view("camera")->isReady(), 60000);
    m_selection->setPlace("explore");
}

void TstWindowThread::answersAFolder()
{
    m_window->openFiles({SOURCE_DIR "/resources/samples"});
    const auto* rows = m_window->findChild<BatchView*>()->findChild<QAbstractItemView*>();
    QTRY_VERIFY_WITH_TIMEOUT(rows && rows->model()->rowCount() >= 25, 60000);
}

/// Files are written elsewhere too, and what went wrong comes back.
void TstWindowThread::savesFiles()
{
    auto* batch = m_window->findChild<BatchView*>();
    QSignalSpy saved(batch, &BatchView::saved), failed(batch, &BatchView::failed);
    const QString name = m_folder.filePath("answers.csv");
    batch->saveCsv(name);
    QVERIFY(saved.wait(30000));
    QVERIFY(QFileInfo(name).size() > 1000);
    batch->saveCsv(m_folder.filePath("no/such/folder/answers.csv"));
    QVERIFY(failed.wait(30000));
    QVERIFY(failed[0][0].toString().contains("choose another place"));
    m_preferences->setColourMap("cividis");
    m_preferences->setColourMap("viridis");
    finishSaving();
    QVERIFY(QFileInfo(m_preferences->file()).size() > 100);
}

void TstWindowThread::beatsDuringALongJob()
{
    // The job keeps the engine's thread for ten seconds, whatever the machine; only the count of beats is judged.
    int beats = 0, beatsWhileItRan = -1;
    QTimer heart;
    connect(&heart, &QTimer::timeout, this, [&beats] { ++beats; });
    Lane lane;
    m_session->engine().run(
        lane, this,
        [](EngineState&, std::stop_token stop) {
            QElapsedTimer clock;
            for (clock.start(); clock.elapsed() < 10000 && !stop.stop_requested();)
                QThread::msleep(20);
            return true;
        },
        [&](bool) { beatsWhileItRan = beats; }, [](const QString& sentence) { QFAIL(qPrintable(sentence)); });
    heart.start(20);
    // Somebody goes on looking around meanwhile.
    const auto& layers = m_session->network()->layers;
    for (std::size_t step = 0; beatsWhileItRan < 0; ++step) {
        const QString place = QStringList {"explore", "filters", "model"}[int(step % 3)];
        m_selection->go({place, layers[step % layers.size()].name, 0, {}, step % 2 == 0});
        QTest::qWait(50);
    }
    QVERIFY2(beatsWhileItRan >= 20, qPrintable(QString("%1 beats in ten seconds").arg(beatsWhileItRan)));
}

QObject* makeTstWindowThread() { return new TstWindowThread; }
#include "tst_window_thread.moc"
