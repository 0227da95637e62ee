#include "app/models/number_text.h"
#include "app/views/batch_view.h"
#include "app/widgets/count_bars.h"
#include "app/widgets/look.h"
#include "app/widgets/whole_rows.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTableView>
#include <QtTest>

/// The table of a folder as one sees it.
class TstBatchView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void endsWithTheFirstPicture();
    void showsTheRowThatIsChosen();
    void numbersHaveRoom();
    void namesUpToTwelveClasses();
    void cutsNoRow();

private:
    QTableView* table() const { return m_view->findChild<QTableView*>(); }

    QTemporaryDir m_folder;
    Preferences m_preferences {QString()};
    Selection m_selection;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<BatchView> m_view;
};

void TstBatchView::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    applyLook(*qApp, Look::Theme::Dark, 1);
    for (const int i : {0, 1, 2}) {
        QImage image(40, 40, QImage::Format_RGB32);
        image.fill(qRgb(80 * i, 200 - 60 * i, 90));
        image.save(m_folder.filePath(QString("%1.png").arg(i)), "PNG");
    }
    m_session = std::make_unique<Session>();
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    m_view = std::make_unique<BatchView>(Surroundings {*m_session, m_selection, m_preferences}, nullptr);
    m_view->resize(940, 700);
    m_view->show();
}

void TstBatchView::cleanupTestCase()
{
    m_view.reset();
    m_session.reset();
}

void TstBatchView::endsWithTheFirstPicture()
{
    m_view->openFolder(m_folder.path());
    auto* bar = m_view->findChild<QProgressBar*>();
    QVERIFY(bar->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_view->isReady(), 300000);
    QVERIFY(!bar->isVisible());
    for (const QPushButton* button : m_view->findChildren<QPushButton*>())
        QVERIFY2(
            button->text() != "Cancel" || !button->isVisible(), "Cancel is there with nothing to cancel");
    bool done = false;
    for (const QLabel* label : m_view->findChildren<QLabel*>())
        done = done || label->text().contains("3 pictures, done");
    QVERIFY(done);
    QCOMPARE(table()->currentIndex().row(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->answer(), 300000);
    QCOMPARE(m_session->answer()->name, QString("0.png"));
}

void TstBatchView::showsTheRowThatIsChosen()
{
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->answer()->name, QString("1.png"), 300000);
    QSignalSpy opened(m_view.get(), &BatchView::openRequested);
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QVERIFY(opened[0][0].toString().endsWith("1.png"));
}

void TstBatchView::numbersHaveRoom()
{
    const QFontMetrics number(look().font(Look::Type::Number));
    for (const double share : {1.0, 0.9999, 0.0001, 0.5})
        for (const int column : {BatchModel::FirstShare, BatchModel::SecondShare})
            QVERIFY(
                table()->columnWidth(column) > number.horizontalAdvance(percentText(share)) + look().px(16));
}

void TstBatchView::namesUpToTwelveClasses()
{
    std::vector<CountBars::Row> rows;
    for (int i = 0; i < 12; ++i)
        rows.push_back({QString::number(i), 20 - i});
    CountBars bars;
    bars.setRows(rows, "other, %1");
    QCOMPARE(bars.rows().size(), std::size_t(12));
    QCOMPARE(bars.rows().back().name, QString("11"));
    rows.push_back({"12", 1});
    bars.setRows(rows, "other, %1");
    QCOMPARE(bars.rows().size(), std::size_t(12));
    QCOMPARE(bars.rows().back().name, QString("other, 2"));
    QCOMPARE(bars.rows().back().count, 10);
    QVERIFY(bars.rows().back().many);
}

void TstBatchView::cutsNoRow()
{
    QStandardItemModel model(40, 2);
    auto* small = new QTableView;
    small->setModel(&model);
    small->verticalHeader()->setDefaultSectionSize(24);
    auto* foot = new QLabel("Total");
    WholeRows rows(small, foot);
    for (const int height : {200, 211, 223}) {
        rows.resize(400, height);
        rows.show();
        QTRY_COMPARE(small->viewport()->height() % 24, 0);
        QVERIFY(small->viewport()->height() > 0);
        QCOMPARE(foot->y(), small->geometry().bottom() + 1);
        QVERIFY(foot->geometry().bottom() < height);
    }
    model.setRowCount(2); // the foot follows the last row
    QTRY_COMPARE(small->viewport()->height(), 48);
}

QObject* makeTstBatchView() { return new TstBatchView; }
#include "tst_batch_view.moc"
