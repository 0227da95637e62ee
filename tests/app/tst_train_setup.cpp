#include "app/views/picture_column.h"
#include "app/views/train_augmentation.h"
#include "app/views/train_data.h"
#include "app/views/train_parameters.h"
#include "app/views/train_pictures.h"
#include "app/widgets/curve_chart.h"
#include "app/widgets/data_table.h"
#include "app/widgets/look.h"
#include "engine/training/schedule.h"
#include "tests/app/train_window.h"
#include "tests/session/small_training.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>

#include <set>

/// What is chosen before a training, by mouse and keys: data, method, augmentation, and the words beside them.
class TstTrainSetup : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void saysWhoseAnswerThePictureHas();
    void choosesAFolder();
    void listsBadFiles();
    void showsVariations();
    void writesPlainWords();
    void dimsWhatTheScheduleIgnores_data();
    void dimsWhatTheScheduleIgnores();
    void theEngineIgnoresWhatIsDimmed();
    void saysOnlyWhatThePaperSays();
    void ticksWhatIsChosen();
    void trainsWithEachMethod_data();
    void trainsWithEachMethod();
    void cleanupTestCase() { m_window.reset(); }

private:
    std::size_t differentPictures() const;

    std::unique_ptr<TrainWindow> m_window;
};

void TstTrainSetup::initTestCase()
{
    m_window = std::make_unique<TrainWindow>();
    QVERIFY(m_window->begin());
    drawClasses(m_window->folder.filePath("pictures"), 16);
    QFile broken(m_window->folder.filePath("pictures/red/003.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture");
}

/// The picture is answered by the open network: the one that learns has not been asked.
void TstTrainSetup::saysWhoseAnswerThePictureHas()
{
    m_window->session.openPicture({.path = TrainWindow::sample("robin.png"), .bytes = {}, .name = {}});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->session.answer(), 60000);
    const auto says = [this] {
        for (const QLabel* label : m_window->window.findChild<PictureColumn*>()->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains("the open network"))
                return label->text().contains(m_window->session.network()->name);
        return false;
    };
    QTRY_VERIFY(says());
    m_window->selection.setPlace("explore");
    QVERIFY(!says());
    m_window->selection.setPlace("train");
    QVERIFY(says());
}

/// The last entry of the list opens the dialog.
void TstTrainSetup::choosesAFolder()
{
    auto* sets = m_window->view->setup().data().findChild<QComboBox*>();
    QTimer typist;
    bool typed = false;
    connect(&typist, &QTimer::timeout, this, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        auto* field = dialog ? dialog->findChild<QLineEdit*>() : nullptr;
        if (!field || typed)
            return;
        typed = true;
        field->setText(m_window->folder.filePath("pictures"));
        QTest::keyClick(field, Qt::Key_Return);
    });
    typist.start(50);
    sets->setFocus();
    QTest::keyClick(sets, Qt::Key_End);
    QVERIFY(typed);
    QCOMPARE(m_window->view->setup().plan().dataset, m_window->folder.filePath("pictures"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->view->setup().data().reader().summary()
            && m_window->view->setup().data().reader().summary()->complete,
        60000);
}

void TstTrainSetup::listsBadFiles()
{
    bool told = false;
    for (const QLabel* label : m_window->view->setup().data().findChildren<QLabel*>())
        told = told || label->text().contains("1 bad file");
    QVERIFY(told);
    QVERIFY(m_window->press("Details…"));
    auto* dialog = m_window->view->findChild<TrainDataDialog*>();
    QVERIFY(dialog->isVisible());
    DataTable* bad = nullptr;
    for (DataTable* table : dialog->findChildren<DataTable*>())
        if (table->model()->headerData(0, Qt::Horizontal).toString() == "File")
            bad = table;
    QVERIFY(bad && bad->isVisible());
    QCOMPARE(bad->model()->rowCount(), 1);
    QVERIFY(bad->model()->index(0, 0).data().toString().endsWith("red/003.png"));
    QVERIFY(bad->model()->index(0, 1).data().toString().size() > 10); // why
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

std::size_t TstTrainSetup::differentPictures() const
{
    std::set<QByteArray> different;
    for (const TrainPictures::Item& item :
        m_window->view->findChild<TrainAugmentation*>()->findChild<TrainPictures*>()->items())
        different.insert(
            QByteArray(reinterpret_cast<const char*>(item.picture.constBits()), item.picture.sizeInBytes()));
    return different.size();
}

void TstTrainSetup::showsVariations()
{
    auto* augmentation = m_window->view->findChild<TrainAugmentation*>();
    auto* pictures = augmentation->findChild<TrainPictures*>();
    QVERIFY(augmentation->choice().crop && augmentation->choice().mirror);
    QVERIFY(m_window->press("Preview"));
    QTRY_COMPARE_WITH_TIMEOUT(int(pictures->items().size()), TrainAugmentation::variants, 60000);
    QVERIFY(pictures->isVisible());
    QVERIFY2(differentPictures() >= 5, qPrintable(QString::number(differentPictures())));
    const QImage before = pictures->items()[0].picture;
    QVERIFY(m_window->press("Another"));
    QTRY_VERIFY_WITH_TIMEOUT(pictures->items()[0].picture != before, 60000);
    for (QCheckBox* box : augmentation->findChildren<QCheckBox*>())
        if (box->isChecked())
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    QVERIFY(augmentation->choice() == AugmentationChoice());
    QTRY_COMPARE_WITH_TIMEOUT(differentPictures(), std::size_t(1), 60000);
    QVERIFY(m_window->press("Preview"));
    QVERIFY(!pictures->isVisible());
}

/// What a person reads are words; what the plan has are the terms.
void TstTrainSetup::writesPlainWords()
{
    int lists = 0;
    for (const QComboBox* list : m_window->view->setup().findChildren<QComboBox*>())
        if (list->accessibleName() == "Schedule" || list->accessibleName() == "First weights") {
            ++lists;
            for (int i = 0; i < list->count(); ++i)
                QVERIFY2(list->itemText(i).contains(' '), qPrintable(list->itemText(i)));
            const QString shown = list->currentText();
            QVERIFY(shown.contains(list->accessibleName() == "Schedule" ? "cosine" : "(He)")
                || shown.contains("(paper)") || shown.contains("plateau"));
        }
    QCOMPARE(lists, 2);
    for (QComboBox* list : m_window->view->setup().findChildren<QComboBox*>()) {
        if (list->accessibleName() != "Schedule")
            continue;
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        QCOMPARE(m_window->view->setup().plan().schedule, QString("constant"));
    }
    for (QLineEdit* field : m_window->view->setup().findChildren<QLineEdit*>()) {
        if (field->accessibleName() != "Longest step")
            continue;
        field->setText("none");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_window->view->setup().plan().clip, 0.0);
        QCOMPARE(field->text(), QString("none"));
    }
}

void TstTrainSetup::dimsWhatTheScheduleIgnores_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QStringList>("used");
    QTest::newRow("constant") << "constant" << QStringList {"Warm-up"};
    QTest::newRow("step") << "step" << QStringList {"Divisor", "Interval", "Warm-up"};
    QTest::newRow("plateau") << "plateau" << QStringList {"Divisor", "Patience", "Warm-up"};
    QTest::newRow("cosine") << "cosine" << QStringList {"Warm-up"};
    QTest::newRow("one-cycle") << "one-cycle" << QStringList();
}

/// What is dimmed says which schedules use it.
void TstTrainSetup::dimsWhatTheScheduleIgnores()
{
    QFETCH(QString, schedule);
    QFETCH(QStringList, used);
    auto* parameters = m_window->view->findChild<TrainParameters*>();
    const TrainingPlan before = parameters->plan();
    TrainingPlan plan = before;
    plan.schedule = schedule;
    parameters->setPlan(plan);
    QStringList enabled;
    for (const QLineEdit* field : parameters->findChildren<QLineEdit*>()) {
        const bool belongs = field->toolTip().contains("schedules: ");
        QCOMPARE(belongs,
            QStringList({"Divisor", "Patience", "Interval", "Warm-up"}).contains(field->accessibleName()));
        if (!belongs)
            continue;
        if (field->isEnabled())
            enabled += field->accessibleName();
        QCOMPARE(field->toolTip().contains("Not used now"), !field->isEnabled());
        QCOMPARE(
            field->toolTip().section("schedules: ", 1).split(", ").contains(schedule), field->isEnabled());
    }
    QCOMPARE(enabled, used);
    parameters->setLocked(true); // a run goes on
    parameters->setLocked(false);
    for (const QLineEdit* field : parameters->findChildren<QLineEdit*>())
        if (field->toolTip().contains("Not used now"))
            QVERIFY(!field->isEnabled());
    parameters->setPlan(before);
}

/// All rates of 12 epochs that get no better: a number that is used changes some of them, another one none.
void TstTrainSetup::theEngineIgnoresWhatIsDimmed()
{
    const auto rates = [](const TrainingPlan& plan) {
        const engine::ScheduleOptions options {engine::scheduleNamed(plan.schedule.toStdString()),
            plan.divisor, plan.stepEpochs, plan.patience, plan.warmUpSteps};
        constexpr int perEpoch = 10, epochs = 12;
        engine::PlateauState plateau;
        std::vector<double> all;
        for (int step = 0; step < perEpoch * epochs; ++step) {
            all.push_back(engine::rateAt(options, 0.01, step, perEpoch, perEpoch * epochs, plateau));
            if (step % perEpoch == perEpoch - 1)
                plateau = engine::afterEpoch(options, plateau, 0.5);
        }
        return all;
    };
    int compared = 0;
    for (const char* schedule : {"constant", "step", "plateau", "cosine", "one-cycle"})
        for (const TrainingParameter& parameter : trainingParameters()) {
            if (parameter.schedules.isEmpty())
                continue;
            TrainingPlan plan;
            plan.schedule = schedule;
            plan.divisor = 10;
            plan.patience = plan.stepEpochs = 3;
            plan.warmUpSteps = 4;
            const std::vector<double> before = rates(plan);
            QVERIFY(parameter.write(plan, "2"));
            QVERIFY2((rates(plan) != before) == parameter.isUsed(plan),
                qPrintable(schedule + QString(" ") + parameter.name));
            ++compared;
        }
    QCOMPARE(compared, 20);
}

void TstTrainSetup::saysOnlyWhatThePaperSays()
{
    QStringList said;
    for (const TrainingParameter& parameter : trainingParameters())
        if (!parameter.paper.isEmpty())
            said += parameter.name + " " + parameter.paper.left(7);
    QCOMPARE(said,
        QStringList({"Rate 0.01", "Momentum 0.9", "Weight decay 0.0005", "Batch 128", "Left-out units 0.5",
            "Epochs 90", "Schedule by hand", "Divisor 10", "First weights normal,", "Norm layers on",
            "ReLU layers on"}));
    QVERIFY(m_window->view->findChild<TrainParameters*>()->csv().contains("\"Patience\",\"5\",\"\""));
}

/// A filled box alone is no tick.
void TstTrainSetup::ticksWhatIsChosen()
{
    QCheckBox box;
    box.resize(40, 40);
    const auto inked = [&box] {
        const QImage image = box.grab().toImage();
        int pixels = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                pixels += image.pixelColor(x, y) == look().colour("onAccent");
        return pixels;
    };
    QCOMPARE(inked(), 0);
    box.setChecked(true);
    QVERIFY2(inked() > 5, qPrintable(QString::number(inked())));
}

void TstTrainSetup::trainsWithEachMethod_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("kernelsStay");
    QTest::newRow("feature extraction") << "Features" << true;
    QTest::newRow("transfer") << "Transfer" << false;
}

void TstTrainSetup::trainsWithEachMethod()
{
    QFETCH(QString, words);
    QFETCH(bool, kernelsStay);
    m_window->session.parameter("conv1.weight");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->session.parameter("conv1.weight"), 60000);
    const std::vector<float> trained = m_window->session.parameter("conv1.weight")->values;
    TrainingPlan plan = planFor("alexnet-cifar10");
    plan.dataset = m_window->folder.filePath("pictures");
    plan.batch = 8;
    plan.epochs = 500;
    plan.warmUpSteps = 0;
    m_window->view->setup().setPlan(plan);
    QVERIFY(m_window->press(words));
    QVERIFY(m_window->button("from the built-in weights"));
    QVERIFY(m_window->press("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->run() && m_window->run()->numbers.iteration >= 4, 120000);
    QCOMPARE(int(m_window->run()->plan.method), words == "Features" ? 1 : 2);
    CurveChart* chart = nullptr;
    for (CurveChart* one : m_window->view->findChildren<CurveChart*>())
        if (!chart && one->isVisible())
            chart = one;
    QTRY_VERIFY_WITH_TIMEOUT(chart->runs().size() == 1 && chart->runs()[0].training.size() >= 3
            && chart->runs()[0].name.contains(words.toLower()),
        60000);
    m_window->view->desk().pause();
    m_window->view->desk().refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->view->desk().kernels(), 60000);
    const auto stay = [&] {
        const std::vector<float>& now = m_window->view->desk().kernels()->frame.kernels.values;
        return now.size() == trained.size() && now == trained;
    };
    QTRY_COMPARE_WITH_TIMEOUT(stay(), kernelsStay, 60000);
    QVERIFY(m_window->press("Stop"));
    QVERIFY(m_window->runIs(TrainingState::Stopped));
}

QObject* makeTstTrainSetup() { return new TstTrainSetup; }
#include "tst_train_setup.moc"
