#include "app/gui/main_window.h"
#include "app/views/start_view.h"
#include "app/widgets/look.h"
#include "app/widgets/message_bar.h"

#include <QAbstractItemView>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QtTest>

/// The window as somebody at the desk uses it.
class TstMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QApplication::setActiveWindow(m_window.get()); } // no window manager does it under Xvfb
    void cleanupTestCase();
    void beginsWithTheSamples();
    void keysGoToPlaces();
    void clickersStepThroughTheLayers();
    void escapeStepsOut();
    void goesBackAndForward();
    void saysWhatIsWrongWithAFile();
    void opensADroppedFile();
    void presentsAndReturns();

private:
    QString sample(const char* name) const { return QString(SOURCE_DIR "/resources/samples/") + name; }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<MainWindow> m_window;
};

void TstMainWindow::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_preferences = std::make_unique<Preferences>(m_folder.filePath("settings.json"));
    m_session = std::make_unique<Session>();
    m_selection = std::make_unique<Selection>();
    m_window = std::make_unique<MainWindow>(Surroundings {*m_session, *m_selection, *m_preferences});
    m_window->resize(1280, 800);
    m_window->show();
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->network(), 60000);
}

void TstMainWindow::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

void TstMainWindow::beginsWithTheSamples()
{
    QCOMPARE(m_selection->spot().place, QString("explore"));
    QVERIFY(!m_session->answer());
    auto* gallery = m_window->findChild<StartView*>()->findChild<QAbstractItemView*>();
    QVERIFY(gallery && gallery->isVisible());
    QVERIFY(gallery->model()->rowCount() >= 20);
    m_window->openFiles({sample("robin.png")});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->answer(), 60000);
    QTRY_COMPARE(m_selection->spot().layer, QString("conv1"));
    QVERIFY(m_window->view("explore")->isVisible());
}

void TstMainWindow::keysGoToPlaces()
{
    const char* expected[] = {"explore", "filters", "train", "camera", "model"};
    for (int i = 4; i >= 0; --i) {
        QTest::keyClick(m_window.get(), Qt::Key(Qt::Key_1 + i), Qt::ControlModifier);
        QCOMPARE(m_selection->spot().place, QString(expected[i]));
        QVERIFY(m_window->view(expected[i])->isVisible());
    }
}

void TstMainWindow::clickersStepThroughTheLayers()
{
    m_selection->selectLayer("conv1");
    QTest::keyClick(m_window.get(), Qt::Key_PageDown);
    QCOMPARE(m_selection->spot().layer, QString("relu1"));
    QTest::keyClick(m_window.get(), Qt::Key_PageUp);
    QTest::keyClick(m_window.get(), Qt::Key_PageUp);
    QCOMPARE(m_selection->spot().layer, QString("conv1"));
}

void TstMainWindow::escapeStepsOut()
{
    m_selection->go({"explore", "conv1", 3, QPoint(4, 5), true});
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!m_selection->spot().why);
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!m_selection->spot().position);
}

void TstMainWindow::goesBackAndForward()
{
    m_selection->go({"explore", "conv1", 3, {}, false});
    m_selection->go({"explore", "conv2", 5, {}, false});
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_selection->spot().layer, QString("conv1"));
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_selection->spot().layer, QString("conv2"));
}

void TstMainWindow::saysWhatIsWrongWithAFile()
{
    QFile file(m_folder.filePath("notes.png"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("these are notes");
    file.close();
    const ClassificationPointer before = m_session->answer();
    m_window->openFiles({file.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().sentence().contains("notes.png"), 30000);
    QCOMPARE(m_session->answer(), before);
}

void TstMainWindow::opensADroppedFile()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(sample("liner.png"))});
    const QPoint point = m_window->rect().center();
    QDragEnterEvent enter(point, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(point, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->answer()->name, QString("liner.png"), 60000);
}

void TstMainWindow::presentsAndReturns()
{
    QTest::keyClick(m_window.get(), Qt::Key_F11);
    QVERIFY(m_window->isPresenting());
    QVERIFY(look().font(Look::Type::Caption).pixelSize() >= 24); // 18 pt
    m_selection->selectLayer("conv1");
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QCOMPARE(m_selection->spot().layer, QString("relu1"));
    QTest::keyClick(m_window.get(), Qt::Key_F11);
    QVERIFY(!m_window->isPresenting());
    QCOMPARE(look().font(Look::Type::Body).pixelSize(), 13);
}

QObject* makeTstMainWindow() { return new TstMainWindow; }
#include "tst_main_window.moc"
