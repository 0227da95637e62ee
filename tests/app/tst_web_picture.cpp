#include "desk_window.h"

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
            m_desk->window.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_desk->window, &enter);
    }
    void release(const QMimeData& data)
    {
        hold(data);
        QDropEvent drop(
            m_desk->window.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_desk->window, &drop);
    }

    QTemporaryDir m_folder;
    QByteArray m_picture;
    std::atomic<bool> m_missing = false, m_stalls = false;
    std::unique_ptr<FileServer> m_server;
    std::unique_ptr<DeskWindow> m_desk;
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
    m_desk = std::make_unique<DeskWindow>();
    QVERIFY(m_desk->openNetwork());
}

void TstWebPicture::init()
{
    m_missing = false;
    m_stalls = false;
    QApplication::setActiveWindow(&m_desk->window);
}

void TstWebPicture::cleanupTestCase()
{
    m_desk.reset();
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
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->session.answer(), 60000);
    QCOMPARE(m_server->requests().size(), std::size_t(1));
    QCOMPARE(m_desk->session.answer()->name, QString("file"));
    QCOMPARE(m_desk->session.source().bytes, m_picture);
    QVERIFY2(!m_desk->window.messages().isVisible(), qPrintable(m_desk->window.messages().sentence()));
}

void TstWebPicture::asksBeforeAPastedAddressIsFetched()
{
    const std::size_t before = m_server->requests().size();
    QApplication::clipboard()->setText(address().toString());
    QTest::keyClick(&m_desk->window, Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(m_desk->window.messages().sentence().contains("127.0.0.1"));
    QTest::qWait(200);
    QCOMPARE(m_server->requests().size(), before);
    QPushButton* fetch = nullptr;
    for (QPushButton* button : m_desk->window.messages().findChildren<QPushButton*>())
        fetch = button->text() == "Fetch it" ? button : fetch;
    QVERIFY(fetch && fetch->isVisible());
    QSignalSpy answered(&m_desk->session, &Session::answered);
    QTest::mouseClick(fetch, Qt::LeftButton);
    QVERIFY(answered.wait(60000));
    QCOMPARE(m_server->requests().size(), before + 1);
}

void TstWebPicture::saysWhyNothingCame()
{
    m_missing = true;
    const ClassificationPointer before = m_desk->session.answer();
    QMimeData data;
    data.setUrls({address()});
    release(data);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->window.messages().sentence().contains("404"), 30000);
    QVERIFY(m_desk->window.messages().sentence().contains("save it with the browser"));
    QCOMPARE(m_desk->session.answer(), before);
}

/// Another picture that is opened while the server hesitates is not replaced by what comes late.
void TstWebPicture::theNewestWishCounts()
{
    m_stalls = true;
    QMimeData data;
    data.setUrls({address()});
    release(data);
    QTRY_VERIFY(m_desk->window.messages().sentence().contains("Fetching"));
    m_desk->window.openFiles({SOURCE_DIR "/resources/samples/liner.png"});
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->session.answer()->name, QString("liner.png"), 60000);
    QTest::qWait(1500);
    QCOMPARE(m_desk->session.answer()->name, QString("liner.png"));
    QVERIFY(!m_desk->window.messages().isVisible());
}

QObject* makeTstWebPicture() { return new TstWebPicture; }
#include "tst_web_picture.moc"
