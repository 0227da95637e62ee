#include "engine/training/schedule.h"

#include "engine/core/error.h"

#include <QtTest>

#include <cmath>

using namespace engine;

class TstSchedule : public QObject {
    Q_OBJECT
private slots:
    void knowsItsNames();
    void takesTheRateOfTheFormula_data();
    void takesTheRateOfTheFormula();
    void agreesWithPyTorchsOneCycle_data();
    void agreesWithPyTorchsOneCycle();
    void warmsUp();
    void dividesOnAPlateau();
    void leavesOtherSchedulesAlone();
};

void TstSchedule::knowsItsNames()
{
    for (const char* name : {"constant", "step", "plateau", "cosine", "one-cycle"})
        QCOMPARE(scheduleName(scheduleNamed(name)), std::string(name));
    QVERIFY_EXCEPTION_THROWN(scheduleNamed("linear"), UsageError);
}

void TstSchedule::takesTheRateOfTheFormula_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("rate");
    const auto row = [](const char* name, int step, double rate) {
        QTest::addRow("%s %d", name, step) << QString(name) << step << rate;
    };
    // 100 steps, 10 an epoch, divided by 10 after every third epoch.
    row("constant", 99, 0.5);
    row("step", 29, 0.5);
    row("step", 30, 0.05);
    row("step", 59, 0.05);
    row("step", 60, 0.005);
    row("plateau", 50, 0.5);
    row("cosine", 0, 0.5);
    row("cosine", 25, 0.25 * (1 + std::sqrt(0.5)));
    row("cosine", 50, 0.25);
    row("cosine", 100, 0);
}

void TstSchedule::takesTheRateOfTheFormula()
{
    QFETCH(QString, name);
    QFETCH(int, step);
    QFETCH(double, rate);
    const ScheduleOptions options {.kind = scheduleNamed(name.toStdString()), .stepEpochs = 3};
    QVERIFY(std::abs(rateAt(options, 0.5, step, 10, 100, {}) - rate) < 1e-12); // rounding of doubles
}

void TstSchedule::agreesWithPyTorchsOneCycle_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("rate");
    // torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=100) by its definition: up to step 29, down to 99.
    const auto between = [](double from, double to, double share) {
        return to + (from - to) / 2 * (1 + std::cos(std::acos(-1.0) * share));
    };
    QTest::newRow("first") << 0 << 1 / 25.0;
    QTest::newRow("rising") << 10 << between(1 / 25.0, 1, 10 / 29.0);
    QTest::newRow("top") << 29 << 1.0;
    QTest::newRow("falling") << 64 << between(1, 1 / 250000.0, 0.5);
    QTest::newRow("last") << 99 << 1 / 250000.0;
}

void TstSchedule::agreesWithPyTorchsOneCycle()
{
    QFETCH(int, step);
    QFETCH(double, rate);
    QVERIFY(std::abs(rateAt({.kind = Schedule::OneCycle}, 1, step, 10, 100, {}) - rate) < 1e-12);
    for (const int total : {1, 2, 3, 4})
        for (int i = 0; i < total; ++i)
            QVERIFY(std::isfinite(rateAt({.kind = Schedule::OneCycle}, 1, i, 1, total, {})));
}

void TstSchedule::warmsUp()
{
    for (const Schedule kind : {Schedule::Constant, Schedule::Step, Schedule::Plateau, Schedule::Cosine}) {
        const ScheduleOptions options {.kind = kind, .stepEpochs = 3, .warmUpSteps = 4};
        QCOMPARE(rateAt(options, 1, 0, 10, 100, {}), 0.25);
        QCOMPARE(rateAt(options, 1, 3, 10, 100, {}), 1.0);
        QCOMPARE(rateAt(options, 1, 4, 10, 100, {}), 1.0);
    }
    QVERIFY(std::isfinite(rateAt({.kind = Schedule::Cosine, .warmUpSteps = 4}, 1, 4, 2, 4, {})));
}

void TstSchedule::dividesOnAPlateau()
{
    const ScheduleOptions options {.kind = Schedule::Plateau, .divisor = 10, .patience = 2};
    PlateauState state;
    const auto rate = [&] { return rateAt(options, 1, 0, 10, 100, state); };
    for (const double error : {0.9, 0.8, 0.8}) // better, better, the same: once
        state = afterEpoch(options, state, error);
    QCOMPARE(rate(), 1.0);
    state = afterEpoch(options, state, 0.85); // twice
    QCOMPARE(rate(), 0.1);
    QCOMPARE(state, (PlateauState {0.8, 0, 1}));
    state = afterEpoch(options, state, 0.9);
    state = afterEpoch(options, state, 0.7); // in time
    state = afterEpoch(options, state, 0.7);
    QCOMPARE(rate(), 0.1);
    state = afterEpoch(options, state, 0.7);
    QVERIFY(std::abs(rate() - 0.01) < 1e-15);
}

void TstSchedule::leavesOtherSchedulesAlone()
{
    PlateauState state;
    for (int i = 0; i < 20; ++i)
        state = afterEpoch({.kind = Schedule::Cosine}, state, 0.5);
    QCOMPARE(state.divisions, 0);
}

QObject* makeTstSchedule() { return new TstSchedule; }
#include "tst_schedule.moc"
