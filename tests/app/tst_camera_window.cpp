#include "app/views/camera_answer_list.h"
#include "app/views/camera_card.h"
#include "app/views/camera_column.h"
#include "app/views/camera_light.h"
#include "app/views/camera_picture.h"
#include "app/views/camera_source_bar.h"
#include "app/views/own_classes_panel.h"
#include "app/views/own_classes_row.h"
#include "app/views/presenter_view.h"
#include "app/widgets/key_line.h"
#include "app/widgets/value_bar.h"
#include "tests/app/camera_window.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QStyleOptionComboBox>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

/// The camera's place in the whole window: a source that breaks off and comes back, one that falls silent, freezing also
/// before a class, and a camera that stays alive while something is learned.
class TstCameraWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsThatTheSourceBrokeOff();
    void tellsThatTheSourceFellSilent();
    void exploresTheFrozenFrame();
    void freezesForAClass();
    void answersEachPictureOfAFolderAlone();
    void staysAliveWhileItLearns();
    void cleanupTestCase();

private:
    void play(const QString& source) { QVERIFY(m_desk->play(source)); }
    bool isLive() const { return m_desk->isLive(); }
    QString cardWords() const { return m_card->isVisible() ? m_card->accessibleDescription() : QString(); }

    std::unique_ptr<CameraWindow> m_desk;
    CameraView* m_view = nullptr;
    CameraCard* m_card = nullptr;
    CameraPicture* m_picture = nullptr;
};

namespace {

/// Sends a grey frame of 64 × 48 pixels 25 times a second to whoever connects, unless it is silent.
class FrameServer : public QTcpServer {
public:
    FrameServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            ++connections;
            m_sockets.append(nextPendingConnection());
        });
        connect(&m_timer, &QTimer::timeout, this, [this] {
            for (QTcpSocket* socket : std::as_const(m_sockets))
                if (!silent && socket->state() == QAbstractSocket::ConnectedState)
                    socket->write(QByteArray(64 * 48 * 3, char(128)));
        });
        m_timer.start(40);
    }
    QString pipeline() const
    {
        return QString("tcpclientsrc host=127.0.0.1 port=%1 ! rawvideoparse width=64 height=48 format=rgb "
                       "framerate=25/1 ! videoconvert ! appsink")
            .arg(serverPort());
    }

    bool silent = false;
    int connections = 0;

private:
    QTimer m_timer;
    QList<QTcpSocket*> m_sockets; ///< children of the server
};

}

void TstCameraWindow::initTestCase()
{
    m_desk = std::make_unique<CameraWindow>();
    QVERIFY(m_desk->begin());
    m_view = m_desk->view;
    m_card = m_desk->window.findChild<CameraCard*>();
    m_picture = m_desk->window.findChild<CameraPicture*>();
    QVERIFY(m_card && m_picture);
    play(m_desk->video(DrawnThing(0)));
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->isVisible(), 60000);
}

/// GStreamer's own error after 15 frames, again and again.
void TstCameraWindow::tellsThatTheSourceBrokeOff()
{
    m_view->setSource(
        "videotestsrc is-live=true ! video/x-raw,width=64,height=48,framerate=30/1 ! videoconvert "
        "! identity error-after=15 ! appsink");
    QTRY_VERIFY_WITH_TIMEOUT(isLive() || m_card->isVisible(), 60000);
    if (m_view->desk().status().trouble == CameraTrouble::Absent)
        QSKIP("GStreamer's videotestsrc is not here: install gstreamer1.0-plugins-base");
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->isVisible() && m_view->desk().answer(), 60000);
    QCOMPARE(m_desk->window.findChild<CameraLight*>()->word(), CameraColumn::tr("Live"));
    QElapsedTimer sinceAnswer;
    const auto connection
        = connect(&m_view->desk(), &CameraDesk::answered, m_view, [&] { sinceAnswer.start(); });
    QTRY_VERIFY_WITH_TIMEOUT(m_card->isVisible() && !m_picture->isVisible(), 60000);
    disconnect(connection);
    qInfo("the card came %lld ms after the last answer",
        static_cast<long long>(sinceAnswer.isValid() ? sinceAnswer.elapsed() : -1));
    QCOMPARE(m_card->accessibleName(), CameraCard::tr("The camera is lost"));
    const QComboBox* sources = nullptr;
    for (const QComboBox* one : m_desk->window.findChild<CameraSourceBar*>()->findChildren<QComboBox*>())
        if (one->accessibleName() == CameraSourceBar::tr("Source of pictures"))
            sources = one;
    QVERIFY(sources);
    QStyleOptionComboBox box;
    box.initFrom(sources);
    const int room = sources->style()
                         ->subControlRect(QStyle::CC_ComboBox, &box, QStyle::SC_ComboBoxEditField, sources)
                         .width();
    const int name = sources->fontMetrics().horizontalAdvance(sources->currentText());
    QCOMPARE(sources->currentText(), QString("GStreamer pipeline"));
    QVERIFY2(
        room >= name + sources->iconSize().width() + 4, qPrintable(QString("%1 in %2").arg(name).arg(room)));
    QVERIFY2(cardWords().contains("comes back by itself"), qPrintable(cardWords()));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_picture->isVisible() && !m_card->isVisible(), 60000); // nobody has done anything
}

/// Frames stop, but nothing says so: the view notices by itself, and when they come again.
void TstCameraWindow::tellsThatTheSourceFellSilent()
{
    FrameServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    m_view->setSource(server.pipeline());
    QTRY_VERIFY_WITH_TIMEOUT(
        isLive() || m_card->accessibleName() != CameraCard::tr("Opening the camera…"), 60000);
    if (m_view->desk().status().trouble == CameraTrouble::Absent || server.connections == 0)
        QSKIP("GStreamer's tcpclientsrc is not here: install gstreamer1.0-plugins-base");
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->isVisible() && m_view->desk().answer(), 60000);
    server.silent = true;
    QElapsedTimer since;
    since.start();
    QTRY_VERIFY_WITH_TIMEOUT(m_card->isVisible() && !m_picture->isVisible(), 60000);
    qInfo("the card came %lld ms after the last frame", static_cast<long long>(since.elapsed()));
    QVERIFY2(cardWords().contains("no picture for 1.9 seconds"), qPrintable(cardWords()));
    server.silent = false;
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->isVisible() && !m_card->isVisible(), 60000);
}

void TstCameraWindow::exploresTheFrozenFrame()
{
    play(m_desk->folder.filePath("0.avi"));
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->isVisible(), 60000);
    QSignalSpy answered(&m_desk->session, &Session::answered);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // wherever the focus came to lie
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->selection.spot().place, QString("explore"), 60000);
    QTRY_VERIFY_WITH_TIMEOUT(!answered.empty(), 60000);
    QCOMPARE(m_desk->session.answer()->pictureSize, QSize(160, 120));
    QVERIFY(m_desk->window.view("explore")->isVisible());
    QVERIFY(!m_view->desk().isOn()); // nobody looks any more
}

/// As the demo does it: the camera before the class, Space, then layer by layer.
void TstCameraWindow::freezesForAClass()
{
    play(m_desk->folder.filePath("1.avi"));
    m_desk->window.setPresenting(true, false);
    QVERIFY(m_view->isVisible() && m_picture->isVisible());
    QVERIFY(m_desk->window.findChild<KeyLine*>()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(isLive() && m_view->desk().answer(), 60000);
    QSignalSpy answered(&m_desk->session, &Session::answered);
    QVERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->selection.spot().place, QString("explore"), 60000);
    QTRY_VERIFY_WITH_TIMEOUT(!answered.empty(), 60000);
    QCOMPARE(m_desk->session.answer()->name, QString("frame of 1.avi"));
    auto* presenter = m_desk->window.findChild<PresenterView*>();
    QTRY_VERIFY_WITH_TIMEOUT(presenter->isVisible(), 60000);
    const QString before = m_desk->selection.spot().layer;
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->selection.spot().layer != before, 60000);
    m_desk->window.setPresenting(false, false);
}

/// The mean of a ship and a cat would be neither.
void TstCameraWindow::answersEachPictureOfAFolderAlone()
{
    play(SOURCE_DIR "/resources/samples");
    auto* slider = m_desk->window.findChild<CameraColumn*>()->findChild<QSlider*>();
    QVERIFY(slider->value() > 1);
    QSignalSpy answered(&m_view->desk(), &CameraDesk::answered);
    QTRY_VERIFY_WITH_TIMEOUT(answered.size() >= 3, 60000);
    QCOMPARE(m_view->desk().answer()->averaged, 1);
    QVERIFY(!slider->isVisible());
    bool said = false;
    for (const QLabel* label : m_desk->window.findChild<CameraColumn*>()->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text() == "each picture alone");
    QVERIFY(said);
    play(m_desk->folder.filePath("0.avi"));
    QTRY_VERIFY_WITH_TIMEOUT(slider->isVisible(), 60000);
    QTRY_VERIFY_WITH_TIMEOUT(m_view->desk().answer() && m_view->desk().answer()->averaged > 1, 60000);
}

void TstCameraWindow::staysAliveWhileItLearns()
{
    auto* panel = m_desk->window.findChild<OwnClassesPanel*>();
    for (int i = 0; i < 2; ++i) {
        play(m_desk->folder.filePath(QString("%1.avi").arg(i)));
        QTRY_VERIFY_WITH_TIMEOUT(panel->row(i)->recordButton()->isEnabled(), 60000);
        m_view->own().startRecording(i);
        QTRY_VERIFY_WITH_TIMEOUT(m_view->own().classes()[std::size_t(i)].frames.size() >= 30, 60000);
        m_view->own().stopRecording();
    }
    // A class that is named as one of the network's has no share of its own before it was learned.
    const auto bars = [&] {
        const QList<ValueBar*> all = panel->row(0)->findChildren<ValueBar*>();
        return std::count_if(all.begin(), all.end(), [](const ValueBar* bar) { return bar->isVisible(); });
    };
    QVERIFY(m_view->own().rename(0, "dog"));
    QTRY_VERIFY(m_view->desk().answer());
    QCOMPARE(bars(), 0);
    int answers = 0;
    const auto connection = connect(&m_view->desk(), &CameraDesk::answered, m_view,
        [&] { answers += m_view->own().isLearning() ? 1 : 0; });
    QTest::mouseClick(panel->learnButton(), Qt::LeftButton);
    QVERIFY(m_view->own().isLearning());
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->own().isLearning(), 120000);
    disconnect(connection);
    QVERIFY(m_view->own().result());
    QVERIFY2(answers >= 3, qPrintable(QString::number(answers)));
}

void TstCameraWindow::cleanupTestCase() { m_desk.reset(); }

QObject* makeTstCameraWindow() { return new TstCameraWindow; }
#include "tst_camera_window.moc"
