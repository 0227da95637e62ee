#include "app/gui/main_window.h"
#include "app/views/train_charts.h"
#include "app/views/train_parameters.h"
#include "app/views/train_setup.h"
#include "app/views/train_view.h"
#include "app/widgets/confusion_view.h"
#include "app/widgets/curve_chart.h"
#include "app/widgets/look.h"
#include "app/widgets/message_bar.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

/// Training as somebody at the desk does it, on drawn pictures and a small network. One run goes through all functions.
class TstTrainView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QApplication::setActiveWindow(m_window.get()); }
    void cleanupTestCase();
    void showsTheShippedRun();
    void trainsAndPointsAppear();
    void pausesAndGoesOnByKey();
    void makesOneMiniBatch();
    void changesTheRateAndMarksIt();
    void locksAllButTheRate();
    void judgesTheRun();
    void asksBeforeItCloses();
    void reopensAndGoesOn();

private:
    void open();
    CurveChart* loss() const;
    QAbstractButton* button(const QString& words) const;
    RunStatusPointer run() const { return m_view->desk().run(); }
    qint64 iteration() const { return run() ? run()->numbers.iteration : 0; }
    TrainingState state() const { return run() ? run()->state : TrainingState::Stopped; }

    QTemporaryDir m_folder;
    QString m_run; ///< its folder
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<MainWindow> m_window;
    TrainView* m_view = nullptr;
};

void TstTrainView::open()
{
    m_session = std::make_unique<Session>();
    m_selection = std::make_unique<Selection>();
    m_window = std::make_unique<MainWindow>(Surroundings {*m_session, *m_selection, *m_preferences});
    m_window->resize(1280, 800);
    m_window->show();
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->network(), 60000);
    m_selection->setPlace("train");
    m_view = static_cast<TrainView*>(m_window->view("train"));
    QVERIFY(m_view && m_view->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_view->isReady(), 30000);
}

void TstTrainView::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path())); // runs are kept there
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_preferences = std::make_unique<Preferences>(m_folder.filePath("settings.json"));
    open();
}

void TstTrainView::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

/// The first chart that is on screen.
CurveChart* TstTrainView::loss() const
{
    for (CurveChart* chart : m_view->findChildren<CurveChart*>())
        if (chart->isVisible())
            return chart;
    return nullptr;
}

QAbstractButton* TstTrainView::button(const QString& words) const
{
    for (QAbstractButton* button : m_view->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == words)
            return button;
    return nullptr;
}

void TstTrainView::showsTheShippedRun()
{
    if (m_view->reader().runs().empty())
        QSKIP("no run comes with this copy of the program");
    QVERIFY(loss() && loss()->runs().size() == 1);
    QVERIFY(loss()->runs()[0].training.size() > 10);
    QVERIFY(loss()->runs()[0].validation.size() > 2);
}

void TstTrainView::trainsAndPointsAppear()
{
    TrainingPlan plan = planFor("cifar-quick");
    plan.dataset = "synthetic";
    plan.batch = 16;
    plan.epochs = 500;
    m_view->setup().setPlan(plan);
    QVERIFY(button("Start"));
    QTest::mouseClick(button("Start"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(iteration() >= 3, 120000);
    m_run = run()->folder;
    QVERIFY(QFile::exists(m_run + "/config.json"));
    QTRY_VERIFY_WITH_TIMEOUT(loss()->runs().size() == 1 && loss()->runs()[0].training.size() >= 3, 30000);
    const std::size_t before = loss()->runs()[0].training.size();
    QTRY_VERIFY_WITH_TIMEOUT(loss()->runs()[0].training.size() > before, 30000);
}

void TstTrainView::pausesAndGoesOnByKey()
{
    m_view->setFocus();
    QTest::keyClick(m_view, Qt::Key_Space);
    QTRY_COMPARE(state(), TrainingState::Paused);
    QTest::qWait(500); // the step in hand ends
    const qint64 before = iteration();
    QTest::qWait(500);
    QCOMPARE(iteration(), before);
    QVERIFY(button("Go on"));
    QTest::keyClick(m_view, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(iteration() > before, 30000);
    QTest::mouseClick(button("Pause"), Qt::LeftButton);
    QTRY_COMPARE(state(), TrainingState::Paused);
    QTest::qWait(500);
}

void TstTrainView::makesOneMiniBatch()
{
    const qint64 before = iteration();
    QTest::keyClick(m_view, Qt::Key_Period);
    QTRY_COMPARE_WITH_TIMEOUT(iteration(), before + 1, 30000);
    QTest::mouseClick(button("One batch"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(iteration(), before + 2, 30000);
    QCOMPARE(state(), TrainingState::Paused);
}

void TstTrainView::changesTheRateAndMarksIt()
{
    auto* rate = m_view->setup().parameters().findChild<QLineEdit*>();
    QVERIFY(rate && rate->isEnabled());
    QVERIFY(rate->styleSheet().isEmpty());
    rate->setFocus();
    rate->setText("0.0005");
    QTest::keyClick(rate, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(run()->rateChanges.size(), std::size_t(1), 30000);
    QVERIFY(!rate->styleSheet().isEmpty()); // outlined: other than at the start
    QTest::mouseClick(button("Go on"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!loss()->runs().empty() && !loss()->runs()[0].marks.empty(), 60000);
    QVERIFY(loss()->runs()[0].marks[0].words.contains("0.0005"));
}

void TstTrainView::locksAllButTheRate()
{
    const QList<QLineEdit*> fields = m_view->setup().parameters().findChildren<QLineEdit*>();
    QVERIFY(fields.size() > 5);
    QVERIFY(fields[0]->isEnabled());
    for (qsizetype i = 1; i < fields.size(); ++i)
        QVERIFY2(!fields[i]->isEnabled(), qPrintable(fields[i]->accessibleName()));
}

void TstTrainView::judgesTheRun()
{
    QTest::mouseClick(button("Compare"), Qt::LeftButton);
    auto* matrix = m_view->findChild<ConfusionView*>();
    QVERIFY(button("Judge") && button("Judge")->isEnabled());
    QTest::mouseClick(button("Judge"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!matrix->isEmpty(), 120000);
    QTRY_VERIFY_WITH_TIMEOUT(button("Judge"), 120000); // done: the button is itself again
    QVERIFY(matrix->current().first >= 0); // the worst cell
    QTest::mouseClick(button("This run"), Qt::LeftButton);
}

void TstTrainView::asksBeforeItCloses()
{
    QVERIFY(m_view->isTraining());
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    QVERIFY2(
        m_window->messages().sentence().contains("training"), qPrintable(m_window->messages().sentence()));
    QVERIFY(m_view->isTraining());
    QAbstractButton* answer = nullptr;
    for (QAbstractButton* one : m_window->messages().findChildren<QAbstractButton*>())
        if (one->text().contains("Save"))
            answer = one;
    QVERIFY(answer);
    QTest::mouseClick(answer, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 30000);
    QVERIFY(QFile::exists(m_run + "/checkpoint.safetensors"));
}

void TstTrainView::reopensAndGoesOn()
{
    const qint64 before = iteration();
    QVERIFY(before > 5);
    m_window.reset();
    m_session.reset();
    open();
    m_view->openRun(m_run);
    QTRY_VERIFY_WITH_TIMEOUT(
        m_view->reader().runs().size() >= 1 && m_view->reader().runs().back()->path == m_run, 30000);
    QVERIFY(m_view->reader().runs().back()->lastStep() > 0);
    m_view->desk().resume(m_run);
    QTRY_VERIFY_WITH_TIMEOUT(iteration() > before, 120000);
    QCOMPARE(m_view->setup().plan().model, QString("cifar-quick"));
    QVERIFY(!m_window->close());
    QVERIFY(m_window->messages().sentence().contains("A training goes on"));
    m_view->desk().stop();
    QTRY_COMPARE_WITH_TIMEOUT(state(), TrainingState::Stopped, 30000);
    QTRY_VERIFY(m_window->messages().sentence().isEmpty()); // the question answers itself
    QTest::mouseClick(button("This run"), Qt::LeftButton);
    QVERIFY(button("Start") && button("Resume"));
}

QObject* makeTstTrainView() { return new TstTrainView; }
#include "tst_train_view.moc"
