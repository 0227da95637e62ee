#include "app/gui/main_window.h"
#include "app/widgets/look.h"
#include "app/widgets/message_bar.h"
#include "tests/download/file_server.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPushButton>
#include <QtTest>

/// A picture that is dragged or copied out of a browser, which brings its address only; the server is on this machine.
class TstWebPicture : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void fetchesOnReleaseAndNotBefore();
    void asksBeforeAPastedAddressIsFetched();
    void saysWhyNothingCame();
    void theNewestWishCounts();

private:
    QUrl address() const { return QUrl(QString::fromStdString(m_server->url())); }
    void hold(const QMimeData& data)
    {
        QDragEnterEvent enter(
            m_window->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
    }
    void release(const QMimeData& data)
    {
        hold(data);
        QDropEvent drop(m_window->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
    }

    QTemporaryDir m_folder;
    QByteArray m_picture;
    std::atomic<bool> m_missing = false, m_stalls = false;
    std::unique_ptr<FileServer> m_server;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<MainWindow> m_window;
};

void TstWebPicture::initTestCase()
{
    QFile file(SOURCE_DIR "/resources/samples/robin.png");
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_picture = file.readAll();
    m_server = std::make_unique<FileServer>([this](const Request&) {
        Reply answer = m_missing ? reply("404 Not Found", "no such picture") : reply("200 OK", m_picture);
        answer.stalls = m_stalls;
        if (m_stalls)
            answer.bytes.chop(m_picture.size() / 2);
        return answer;
    });
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

void TstWebPicture::init()
{
    m_missing = false;
    m_stalls = false;
    QApplication::setActiveWindow(m_window.get());
}

void TstWebPicture::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
    m_server.reset();
}

void TstWebPicture::fetchesOnReleaseAndNotBefore()
{
    QMimeData data;
    data.setUrls({address()});
    hold(data);
    QTest::qWait(200);
    QVERIFY(m_server->requests().empty());
    release(data);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->answer(), 60000);
    QCOMPARE(m_server->requests().size(), std::size_t(1));
    QCOMPARE(m_session->answer()->name, QString("file"));
    QCOMPARE(m_session->source().bytes, m_picture);
    QVERIFY2(!m_window->messages().isVisible(), qPrintable(m_window->messages().sentence()));
}

void TstWebPicture::asksBeforeAPastedAddressIsFetched()
{
    const std::size_t before = m_server->requests().size();
    QApplication::clipboard()->setText(address().toString());
    QTest::keyClick(m_window.get(), Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(m_window->messages().sentence().contains("127.0.0.1"));
    QTest::qWait(200);
    QCOMPARE(m_server->requests().size(), before);
    QPushButton* fetch = nullptr;
    for (QPushButton* button : m_window->messages().findChildren<QPushButton*>())
        fetch = button->text() == "Fetch it" ? button : fetch;
    QVERIFY(fetch && fetch->isVisible());
    QSignalSpy answered(m_session.get(), &Session::answered);
    QTest::mouseClick(fetch, Qt::LeftButton);
    QVERIFY(answered.wait(60000));
    QCOMPARE(m_server->requests().size(), before + 1);
}

void TstWebPicture::saysWhyNothingCame()
{
    m_missing = true;
    const ClassificationPointer before = m_session->answer();
    QMimeData data;
    data.setUrls({address()});
    release(data);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().sentence().contains("404"), 30000);
    QVERIFY(m_window->messages().sentence().contains("save it with the browser"));
    QCOMPARE(m_session->answer(), before);
}

/// Another picture that is opened while the server hesitates is not replaced by what comes late.
void TstWebPicture::theNewestWishCounts()
{
    m_stalls = true;
    QMimeData data;
    data.setUrls({address()});
    release(data);
    QTRY_VERIFY(m_window->messages().sentence().contains("Fetching"));
    m_window->openFiles({SOURCE_DIR "/resources/samples/liner.png"});
    QTRY_COMPARE_WITH_TIMEOUT(m_session->answer()->name, QString("liner.png"), 60000);
    QTest::qWait(1500);
    QCOMPARE(m_session->answer()->name, QString("liner.png"));
    QVERIFY(!m_window->messages().isVisible());
}

QObject* makeTstWebPicture() { return new TstWebPicture; }
#include "tst_web_picture.moc"
