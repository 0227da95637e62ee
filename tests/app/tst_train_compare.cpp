#include "app/views/train_confusion.h"
#include "app/views/train_pictures.h"
#include "app/views/train_runs.h"
#include "app/widgets/confusion_view.h"
#include "app/widgets/curve_chart.h"
#include "app/widgets/curve_chart_plot.h"
#include "app/widgets/data_table.h"
#include "app/widgets/room.h"
#include "tests/app/train_window.h"
#include "tests/session/curve_files.h"
#include "tests/session/small_training.h"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>

/// Runs beside each other, by mouse and keys: twins, the event files of other programs, who is taken for whom.
class TstTrainCompare : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void judgesWithoutARunNothing();
    void saysWhatComesAndWhen();
    void startsTwinsFromTheMenu();
    void closingMessagePushesNothingOut();
    void shadesTheGapOfTwins();
    void resumesBothTwins();
    void followsTheFileOfAnotherProgram();
    void turnsLogarithmicBesideALongRun();
    void showsWhatRemainsOfAFileThatIsCut();
    void saysThatAFileIsDamaged();
    void refusesGarbage();
    void opensAConfusedPicture();
    void twinsKeepTheirLetters();
    void controlsStayWithTheTwinThatGoesOn();
    void cleanupTestCase() { m_window.reset(); }

private:
    CurveChart* chart() const;
    bool openFolder(const QString& folder);
    bool says(const QWidget* among, const QString& words) const;
    QMap<QString, QString> letters() const;
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

/// Whether a label there, on screen, has these words.
bool TstTrainCompare::says(const QWidget* among, const QString& words) const
{
    for (const QLabel* label : among->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

/// Of the runs of the chart, by their names: letter and colour of the line.
QMap<QString, QString> TstTrainCompare::letters() const
{
    QMap<QString, QString> known;
    for (int run = 0; run < int(chart()->runs().size()); ++run) {
        const TrainCurve& curve = chart()->runs()[std::size_t(run)];
        known[curve.name] = runLetter(curve.letter) + ' '
            + chart()->plot().graph(3 * run + 1)->pen().color().name(); // raw, training, validation of each
    }
    return known;
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

/// Before anything was judged both panels say what will stand in them.
void TstTrainCompare::saysWhatComesAndWhen()
{
    QVERIFY(m_window->press("Compare"));
    const auto* confusion = m_window->view->findChild<TrainConfusion*>();
    QVERIFY(says(confusion, "Press Judge") || says(confusion, "then press Judge"));
    QVERIFY(says(confusion, "as soon as a run was judged"));
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

/// At 1280 x 800, where the message takes a part of the height: all pictures keep the words below them.
void TstTrainCompare::closingMessagePushesNothingOut()
{
    const TrainPictures* samples = nullptr;
    for (const TrainPictures* one : m_window->view->findChildren<TrainPictures*>())
        if (one->accessibleName().contains("set aside"))
            samples = one;
    QTRY_VERIFY_WITH_TIMEOUT(samples && samples->isVisible() && samples->items().size() == 8, 60000);
    QVERIFY(!m_window->window.close());
    QTRY_VERIFY(m_window->window.messages().isVisible());
    QTest::qWait(100); // the layout follows
    QCOMPARE(samples->verticalScrollBar()->maximum(), 0);
    for (const QWidget* above = samples; above; above = above->parentWidget())
        if (const auto* room = qobject_cast<const Room*>(above))
            QCOMPARE(room->verticalScrollBar()->maximum(), 0);
    QVERIFY(m_window->press("Close this message"));
}

void TstTrainCompare::shadesTheGapOfTwins()
{
    QTRY_VERIFY_WITH_TIMEOUT(chart()->gapWords().contains("shaded"), 120000); // once both were judged
    QVERIFY(m_window->press("Validation only"));
    QTRY_VERIFY(chart()->gapWords().contains("apart"));
    QVERIFY(m_window->press("Stop"));
    QVERIFY(m_window->runIs(TrainingState::Stopped));
}

/// One button, and both go on: not the first one alone.
void TstTrainCompare::resumesBothTwins()
{
    const auto steps
        = [this](std::size_t run) { return m_window->view->desk().runs()[run]->numbers.iteration; };
    const qint64 first = steps(0), second = steps(1);
    QVERIFY(first > 0 && second > 0);
    QVERIFY(m_window->press("Resume"));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->view->desk().runs().size(), std::size_t(2), 60000);
    QTRY_VERIFY_WITH_TIMEOUT(steps(0) > first && steps(1) > second, 120000);
    QCOMPARE(chart()->runs().size(), std::size_t(2));
    QCOMPARE(m_window->view->desk().runs()[1]->name, QString("pictures-without-lrn-01"));
    QVERIFY(m_window->press("Stop"));
    QVERIFY(m_window->runIs(TrainingState::Stopped));
    const auto* confusion = m_window->view->findChild<TrainConfusion*>();
    QVERIFY(m_window->press("Compare"));
    QTRY_VERIFY(says(confusion, "Press Judge"));
    QVERIFY(m_window->press("This run"));
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
    QVERIFY(m_window->press("Training only"));
    QTRY_COMPARE(chart()->runs()[2].training.size(), std::size_t(2));
    append(m_events, foreignFile, plainEvent(3, "Loss/train", 2.0f) + plainEvent(4, "Loss/train", 1.75f));
    QTRY_COMPARE_WITH_TIMEOUT(chart()->runs()[2].training.size(), std::size_t(4), 60000);
    QCOMPARE(chart()->runs()[2].training.back(), QPointF(4, 1.75));
    auto* table = m_window->view->findChild<TrainRuns*>()->findChild<DataTable*>();
    QCOMPARE(table->model()->index(2, RunTableModel::Last).data().toString(), QString("1.75"));
}

/// The twins would be a stroke at the edge; until somebody chooses an even axis.
void TstTrainCompare::turnsLogarithmicBesideALongRun()
{
    const auto isLogarithmic
        = [this] { return chart()->plot().xAxis->scaleType() == QCPAxis::stLogarithmic; };
    QVERIFY(!isLogarithmic());
    append(m_events, foreignFile, plainEvent(1000000, "Loss/train", 1.5f));
    QTRY_VERIFY_WITH_TIMEOUT(isLogarithmic(), 60000);
    QAbstractButton* button = m_window->button("Logarithmic axis across");
    QVERIFY(button && button->isChecked());
    QVERIFY2(button->toolTip().contains("times as long"), qPrintable(button->toolTip()));
    bool said = false;
    for (const QLabel* label : chart()->findChildren<QLabel*>())
        said = said || label->toolTip().contains(QString::fromUtf8("× as long"));
    QVERIFY(said);
    QVERIFY(m_window->press("This run")); // twins alone are equally long
    QVERIFY(!isLogarithmic());
    QVERIFY(m_window->press("Compare"));
    QVERIFY(m_window->press("Loss"));
    QVERIFY(m_window->press("Training only"));
    QVERIFY(isLogarithmic());
    QVERIFY(m_window->press("Logarithmic axis across"));
    QVERIFY(!isLogarithmic());
    append(m_events, foreignFile, plainEvent(1000001, "Loss/train", 1.25f));
    QTRY_COMPARE_WITH_TIMEOUT(chart()->runs()[2].training.size(), std::size_t(6), 60000);
    QVERIFY(!isLogarithmic());
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
    QTRY_VERIFY_WITH_TIMEOUT(says(runs, "damaged"), 60000);
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
    QTRY_VERIFY(says(panel, "A: not judged yet"));
    emit table->rowChosen(int(judged));
    QTRY_VERIFY(!says(panel, "A: not judged yet"));
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

/// Beside runs that are there already.
void TstTrainCompare::twinsKeepTheirLetters()
{
    QVERIFY(m_window->press("This run"));
    QVERIFY(m_window->pick("Twins: two runs with one difference and one seed", "LRN on / off"));
    QTRY_VERIFY_WITH_TIMEOUT(chart() && chart()->runs().size() == 2, 120000);
    const QMap<QString, QString> alone = letters();
    const QStringList colours = alone.values();
    QCOMPARE(alone.size(), 2);
    QVERIFY2(colours[0].section(' ', 1) != colours[1].section(' ', 1), qPrintable(colours.join(", ")));
    QVERIFY(m_window->press("Compare"));
    QTRY_VERIFY(chart()->runs().size() > 3);
    const QMap<QString, QString> compared = letters();
    for (auto twin = alone.begin(); twin != alone.end(); ++twin)
        QCOMPARE(compared.value(twin.key()), twin.value());
    QStringList different = compared.values();
    for (QString& one : different)
        one = one.section(' ', 0, 0);
    QCOMPARE(different.removeDuplicates(), 0);
    auto* table = m_window->view->findChild<TrainRuns*>()->findChild<DataTable*>();
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const QString name = table->model()->index(row, RunTableModel::Name).data().toString();
        const QString letter = table->model()->index(row, RunTableModel::Letter).data().toString();
        QCOMPARE(compared.value(name).section(' ', 0, 0), letter);
    }
}

/// The first one is done an epoch earlier: Start would end the other one.
void TstTrainCompare::controlsStayWithTheTwinThatGoesOn()
{
    TrainingPlan plan = smallPlan(m_window->folder.filePath("pictures"));
    plan.epochs = 1;
    TrainingDesk& desk = m_window->view->desk();
    desk.beginTwins(plan, TwinDifference::Normalisation);
    desk.pause();
    QVERIFY(m_window->runIs(TrainingState::Paused));
    for (int step = 0; step < 20 && desk.runs()[0]->state != TrainingState::Finished; ++step) {
        QSignalSpy numbers(&desk, &TrainingDesk::numbersChanged);
        desk.stepOnce();
        QVERIFY(numbers.wait(60000));
    }
    QCOMPARE(desk.runs()[0]->state, TrainingState::Finished);
    QCOMPARE(desk.runs()[1]->state, TrainingState::Paused);
    QVERIFY(m_window->press("This run"));
    QTRY_VERIFY(m_window->button("Go on") && !m_window->button("Start"));
    QVERIFY(m_window->press("Stop"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.runs()[1]->state, TrainingState::Stopped, 60000);
    QVERIFY(m_window->press("Resume"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.runs()[1]->state, TrainingState::Finished, 120000);
    QCOMPARE(desk.runs()[0]->state, TrainingState::Finished);
    QTRY_VERIFY(m_window->button("Start"));
}

QObject* makeTstTrainCompare() { return new TstTrainCompare; }
#include "tst_train_compare.moc"
