#include "desk_window.h"

#include "app/models/catalogue_model.h"
#include "app/views/catalogue_panel.h"
#include "app/widgets/data_table.h"
#include "app/widgets/segmented.h"
#include "tests/download/file_server.h"

#include <QPushButton>
#include <QtTest>

/// Fetching weights by the window's button, from a server on this machine.
class TstWindowDownload : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void asksNobodyBeforeTheButtonIsPressed();
    void stopsWhenAsked();
    void saysWhenTheFileIsAnotherOne();
    void fetchesAndOpens();

private:
    QPushButton* button(const QString& words) const
    {
        for (QPushButton* found : m_panel->findChildren<QPushButton*>())
            if (found->text() == words)
                return found;
        return nullptr;
    }
    QString problem() const { return m_panel->findChild<CatalogueModel*>()->problemAt(m_row); }

    QTemporaryDir m_folder;
    QByteArray m_weights;
    std::function<Reply(const Request&)> m_answer;
    std::mutex m_mutex; ///< of the answer
    std::unique_ptr<FileServer> m_server;
    std::unique_ptr<DeskWindow> m_desk;
    CataloguePanel* m_panel = nullptr;
    int m_row = -1;
};

void TstWindowDownload::initTestCase()
{
    QFile built(SOURCE_DIR "/resources/models/alexnet-cifar10.safetensors");
    QVERIFY(built.open(QIODevice::ReadOnly));
    m_weights = built.readAll();
    m_server = std::make_unique<FileServer>([this](const Request& request) {
        const std::lock_guard lock(m_mutex);
        return m_answer(request);
    });
    const QJsonObject entry {{"name", "from-here"}, {"title", "The built-in weights, from a server"},
        {"network", "alexnet-cifar10"}, {"file", "from-here.safetensors"},
        {"url", QString::fromStdString(m_server->url())}, {"bytes", m_weights.size()},
        {"sha256",
            QString::fromLatin1(QCryptographicHash::hash(m_weights, QCryptographicHash::Sha256).toHex())},
        {"licence", "for this test"}};
    QFile catalogue(m_folder.filePath("catalogue.json"));
    QVERIFY(catalogue.open(QIODevice::WriteOnly));
    catalogue.write(QJsonDocument(QJsonObject {{"models", QJsonArray {entry}}}).toJson());
    catalogue.close();
    qputenv("ALEXSCOPE_CATALOGUE", catalogue.fileName().toUtf8());
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    m_desk = std::make_unique<DeskWindow>();
    QVERIFY(m_desk->openAnswered("robin.png"));
    m_desk->selection.setPlace("model");
    QTest::mouseClick(m_desk->window.view("model")->findChild<Segmented*>()->button(2), Qt::LeftButton);
    m_panel = m_desk->window.findChild<CataloguePanel*>();
    auto* model = m_panel->findChild<CatalogueModel*>();
    QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() > 0, 60000);
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->offerAt(row)->name == "from-here")
            m_row = row;
    QVERIFY(m_row >= 0);
    m_panel->findChild<DataTable*>()->selectRow(m_row);
}

void TstWindowDownload::cleanupTestCase()
{
    m_desk.reset();
    m_server.reset();
}

void TstWindowDownload::asksNobodyBeforeTheButtonIsPressed()
{
    QVERIFY(button("Download")->isVisible());
    QVERIFY(!button("Open")->isVisible());
    QVERIFY(m_server->requests().empty());
}

/// Half of the file arrives, then nothing more.
void TstWindowDownload::stopsWhenAsked()
{
    m_answer = [this](const Request&) {
        Reply half = reply("200 OK", m_weights.left(m_weights.size() / 2), {}, m_weights.size());
        half.stalls = true;
        return half;
    };
    QTest::mouseClick(button("Download"), Qt::LeftButton);
    auto* bar = m_panel->findChild<QProgressBar*>();
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible() && bar->value() > 0, 30000);
    QVERIFY(button("Cancel the download")->isVisible());
    QTest::mouseClick(button("Cancel the download"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(button("Download")->isVisible() && button("Download")->isEnabled(), 30000);
    QVERIFY(!bar->isVisible());
    QVERIFY(problem().isEmpty());
}

void TstWindowDownload::saysWhenTheFileIsAnotherOne()
{
    {
        const std::lock_guard lock(m_mutex);
        m_answer = [this](const Request& request) {
            QByteArray other = m_weights;
            other[other.size() - 5] = char(other[other.size() - 5] ^ 1);
            return serveFile(request, other, "\"other\"");
        };
    }
    QTest::mouseClick(button("Download"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!problem().isEmpty(), 60000);
    QVERIFY2(problem().contains("its hash is"), qPrintable(problem()));
    QTRY_VERIFY(button("Try again") && button("Try again")->isEnabled());
    QVERIFY(!button("Open")->isVisible());
}

void TstWindowDownload::fetchesAndOpens()
{
    {
        const std::lock_guard lock(m_mutex);
        m_answer = [this](const Request& request) { return serveFile(request, m_weights, "\"right\""); };
    }
    const std::vector<float> before = m_desk->session.answer()->scores;
    QTest::mouseClick(button("Try again"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(button("Open")->isVisible(), 60000);
    QVERIFY(problem().isEmpty());
    QSignalSpy answered(&m_desk->session, &Session::answered);
    QTest::mouseClick(button("Open"), Qt::LeftButton);
    QVERIFY(answered.wait(60000));
    QVERIFY(m_desk->session.choice().weights.endsWith("from-here.safetensors"));
    QVERIFY(m_desk->session.choice().weights.startsWith(m_folder.path()));
    QCOMPARE(m_desk->session.answer()->scores, before); // they are the built-in weights
}

QObject* makeTstWindowDownload() { return new TstWindowDownload; }
#include "tst_window_download.moc"
