#include "app/views/train_confusion.h"
#include "app/views/train_pictures.h"
#include "app/views/train_runs.h"
#include "app/widgets/confusion_view.h"
#include "app/widgets/curve_chart.h"
#include "app/widgets/data_table.h"
#include "tests/app/train_window.h"
#include "tests/session/curve_files.h"
#include "tests/session/small_training.h"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>

/// Runs beside each other, by mouse and keys: twins, the event files of other programs, who is taken for whom.
class TstTrainCompare : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void judgesWithoutARunNothing();
    void startsTwinsFromTheMenu();
    void shadesTheGapOfTwins();
    void followsTheFileOfAnotherProgram();
    void showsWhatRemainsOfAFileThatIsCut();
    void saysThatAFileIsDamaged();
    void refusesGarbage();
    void opensAConfusedPicture();
    void cleanupTestCase() { m_window.reset(); }

private:
    CurveChart* chart() const;
    bool openFolder(const QString& folder);
    std::size_t pointsOfEvents() const;

    std::unique_ptr<TrainWindow> m_window;
    Folder m_events;
};

namespace {

const char* const foreignFile = "events.out.tfevents.1.elsewhere";

}

void TstTrainCompare::initTestCase()
{
    m_window = std::make_unique<TrainWindow>();
    QVERIFY(m_window->begin());
    drawClasses(m_window->folder.filePath("pictures"), 16);
    TrainingPlan plan = smallPlan(m_window->folder.filePath("pictures"));
    plan.epochs = 500;
    m_window->view->setup().setPlan(plan);
}

/// The first one on screen.
CurveChart* TstTrainCompare::chart() const
{
    for (CurveChart* chart : m_window->view->findChildren<CurveChart*>())
        if (chart->isVisible())
            return chart;
    return nullptr;
}

/// Types the folder into the dialog that the button opens.
bool TstTrainCompare::openFolder(const QString& folder)
{
    QTimer typist;
    bool typed = false;
    connect(&typist, &QTimer::timeout, this, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        auto* field = dialog ? dialog->findChild<QLineEdit*>() : nullptr;
        if (!field || typed)
            return;
        typed = true;
        field->setText(folder);
        QTest::keyClick(field, Qt::Key_Return);
    });
    typist.start(50);
    return m_window->press("Open a run, or a folder with event files of another program") && typed;
}

void TstTrainCompare::judgesWithoutARunNothing()
{
    QVERIFY(m_window->press("Compare"));
    QVERIFY(m_window->button("Judge"));
    QCOMPARE(m_window->button("Judge")->isEnabled(), !m_window->view->reader().runs().empty());
    QVERIFY(m_window->press("This run"));
}

void TstTrainCompare::startsTwinsFromTheMenu()
{
    const bool picked = m_window->pick("Twins: two runs with one difference and one seed", "LRN on / off");
    QVERIFY2(picked, qPrintable(m_window->entries.join(", ")));
    QVERIFY(!m_window->entries.contains("Dropout on / off")); // cifar-quick has none
    QCOMPARE(m_window->view->desk().runs().size(), std::size_t(2));
    QTRY_VERIFY_WITH_TIMEOUT(chart() && chart()->runs().size() == 2, 120000);
    for (const TrainCurve& curve : chart()->runs())
        QVERIFY2(!curve.training.empty(), qPrintable(curve.name));
    const TrainingPlan one = m_window->view->desk().runs()[0]->plan,
                       other = m_window->view->desk().runs()[1]->plan;
    QCOMPARE(one.seed, other.seed);
    QVERIFY(one.normalisation && !other.normalisation);
    QCOMPARE(chart()->runs()[0].name, QString("pictures-with-lrn-01"));
    QCOMPARE(chart()->runs()[1].name, QString("pictures-without-lrn-01"));
}

void TstTrainCompare::shadesTheGapOfTwins()
{
    QTRY_VERIFY_WITH_TIMEOUT(chart()->gapWords().contains("shaded"), 120000); // once both were judged
    QVERIFY(m_window->press("Valid"));
    QTRY_VERIFY(chart()->gapWords().contains("apart"));
    QVERIFY(m_window->press("Stop"));
    QVERIFY(m_window->runIs(TrainingState::Stopped));
}

std::size_t TstTrainCompare::pointsOfEvents() const
{
    const RunCurvesPointer run = m_window->view->reader().runs().back();
    const CurveSeriesPointer loss
        = run->source == RunCurves::Source::Events ? run->find(CurveKind::Loss) : nullptr;
    return loss ? loss->size() : 0;
}

void TstTrainCompare::followsTheFileOfAnotherProgram()
{
    m_events.put(foreignFile, plainEvent(1, "Loss/train", 2.5f) + plainEvent(2, "Loss/train", 2.25f));
    QVERIFY(openFolder(shown(m_events.path(""))));
    QTRY_COMPARE_WITH_TIMEOUT(pointsOfEvents(), std::size_t(2), 60000);
    QCOMPARE(chart()->runs().size(), std::size_t(3)); // the twins are still there
    QVERIFY(m_window->press("Loss"));
    QVERIFY(m_window->press("Train"));
    QTRY_COMPARE(chart()->runs()[2].training.size(), std::size_t(2));
    append(m_events, foreignFile, plainEvent(3, "Loss/train", 2.0f) + plainEvent(4, "Loss/train", 1.75f));
    QTRY_COMPARE_WITH_TIMEOUT(chart()->runs()[2].training.size(), std::size_t(4), 60000);
    QCOMPARE(chart()->runs()[2].training.back(), QPointF(4, 1.75));
    auto* table = m_window->view->findChild<TrainRuns*>()->findChild<DataTable*>();
    QCOMPARE(table->model()->index(2, RunTableModel::Last).data().toString(), QString("1.75"));
}

void TstTrainCompare::showsWhatRemainsOfAFileThatIsCut()
{
    m_events.put(foreignFile, plainEvent(1, "Loss/train", 3.5f));
    QTRY_COMPARE_WITH_TIMEOUT(chart()->runs()[2].training.size(), std::size_t(1), 60000);
    QCOMPARE(chart()->runs()[2].training.back(), QPointF(1, 3.5));
    append(m_events, foreignFile, plainEvent(2, "Loss/train", 3.0f));
    QTRY_COMPARE_WITH_TIMEOUT(chart()->runs()[2].training.size(), std::size_t(2), 60000);
}

void TstTrainCompare::saysThatAFileIsDamaged()
{
    append(m_events, foreignFile, QByteArray(400, 'x'));
    auto* runs = m_window->view->findChild<TrainRuns*>();
    const auto says = [runs] {
        for (const QLabel* label : runs->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains("damaged"))
                return true;
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(says(), 60000);
    QCOMPARE(chart()->runs()[2].training.size(), std::size_t(2)); // what was good stays
}

void TstTrainCompare::refusesGarbage()
{
    Folder garbage;
    garbage.put(foreignFile, QByteArray(5000, 'x'));
    const std::size_t before = m_window->view->reader().runs().size();
    QVERIFY(openFolder(shown(garbage.path(""))));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->window.messages().sentence().contains("damaged"), 60000);
    QCOMPARE(m_window->view->reader().runs().size(), before);
}

void TstTrainCompare::opensAConfusedPicture()
{
    m_window->view->desk().begin([this] {
        TrainingPlan plan = smallPlan(m_window->folder.filePath("pictures"));
        plan.epochs = 1;
        return plan;
    }());
    QVERIFY(m_window->runIs(TrainingState::Finished));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->view->reader().runs().back()->path, m_window->run()->folder, 60000);
    QVERIFY(m_window->press("Compare"));
    auto* confusion = m_window->view->findChild<TrainConfusion*>();
    auto* matrix = confusion->findChild<ConfusionView*>();
    QTRY_VERIFY(m_window->button("Judge")->isEnabled());
    QVERIFY(m_window->press("Judge"));
    QTRY_VERIFY_WITH_TIMEOUT(confusion->desk().matrix() && confusion->desk().matrix()->complete, 120000);
    const auto* panel = confusion->findChild<Panel*>();
    const std::size_t judged = m_window->view->reader().runs().size() - 1;
    QVERIFY(judged > 0);
    const QString title = "Confusion · " + runLetter(int(judged));
    QTRY_COMPARE(panel->title(), title);
    auto* table = m_window->view->findChild<TrainRuns*>()->findChild<DataTable*>();
    emit table->rowChosen(0); // the matrix stays the other run's
    QTRY_COMPARE(panel->title(), title);
    const auto says = [panel] {
        for (const QLabel* label : panel->findChildren<QLabel*>())
            if (label->text() == "A: not judged yet")
                return true;
        return false;
    };
    QTRY_VERIFY(says());
    emit table->rowChosen(int(judged));
    QTRY_VERIFY(!says());
    for (int is = 0; is < 2; ++is) {
        const int called = confusion->desk().matrix()->count(is, 0) > 0 ? 0 : 1;
        QTest::mouseClick(matrix, Qt::LeftButton, {}, matrix->cellRect(is, called).center().toPoint());
        auto* pictures = confusion->findChild<TrainPictures*>();
        QCOMPARE(int(pictures->items().size()), confusion->desk().matrix()->count(is, called));
        QTRY_VERIFY_WITH_TIMEOUT(!pictures->items()[0].picture.isNull(), 60000);
        QSignalSpy answered(&m_window->session, &Session::answered);
        QTest::mouseDClick(pictures->viewport(), Qt::LeftButton, {}, pictures->place(0).center());
        QTRY_COMPARE_WITH_TIMEOUT(m_window->selection.spot().place, QString("explore"), 60000);
        const QString file = confusion->desk().matrix()->cell(is, called).front().name;
        const auto opened = [&] {
            const ClassificationPointer answer = m_window->session.answer();
            return answer && answer->network->labels == QStringList({"blue", "red"})
                && answer->picture.convertToFormat(QImage::Format_RGB32)
                == QImage(file).convertToFormat(QImage::Format_RGB32);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(opened(), qPrintable(file), 60000);
        m_window->selection.setPlace("train");
    }
}

QObject* makeTstTrainCompare() { return new TstTrainCompare; }
#include "tst_train_compare.moc"
