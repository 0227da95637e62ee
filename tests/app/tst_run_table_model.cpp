#include "app/models/rows_model.h"
#include "app/models/run_table_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

RunCurvesPointer run(int id, std::vector<double> losses)
{
    auto curves = std::make_shared<RunCurves>();
    curves->id = id;
    curves->name = QString("run %1").arg(id);
    auto series = std::make_shared<CurveSeries>();
    series->kind = CurveKind::Loss;
    for (std::size_t i = 0; i < losses.size(); ++i)
        series->steps.push_back(10.0 * double(i));
    series->values = std::move(losses);
    curves->series = {series};
    return curves;
}

}

/// Runs side by side, and rows of finished text.
class TstRunTableModel : public QObject {
    Q_OBJECT
private slots:
    void isAProperModel()
    {
        RunTableModel model;
        QAbstractItemModelTester tester(&model, strict);
        QCOMPARE(model.rowCount(), 0);
        model.setRuns({run(1, {3, 2})});
        model.setStep(10, "step 10");
        model.setRuns({run(1, {3, 2, 1}), run(2, {5})}); // one more
        QCOMPARE(model.rowCount(), 2);
        model.setRuns({run(1, {3, 2, 1, 0.5}), run(2, {5, 4})}); // both have grown
        model.setRuns({run(2, {5, 4})});
        QCOMPARE(model.rowCount(), 1);
        model.setRuns({});
        QCOMPARE(model.rowCount(), 0);
    }

    void tellsTheValueAtAStepTheLastAndTheBest()
    {
        RunTableModel model;
        model.setKinds(CurveKind::ValidationLoss, CurveKind::Loss, false);
        model.setRuns({run(1, {3, 1, 2})});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(RunTableModel::Name), QString("run 1"));
        QCOMPARE(text(RunTableModel::At), QString());
        model.setStep(5, "step 5"); // before the second point: the first one
        QVERIFY2(text(RunTableModel::At).startsWith('3'), qPrintable(text(RunTableModel::At)));
        QVERIFY2(text(RunTableModel::Last).startsWith('2'), qPrintable(text(RunTableModel::Last)));
        QVERIFY2(text(RunTableModel::Best).startsWith('1'), qPrintable(text(RunTableModel::Best)));
        QCOMPARE(model.headerData(RunTableModel::At, Qt::Horizontal, Qt::DisplayRole).toString(),
            QString("step 5"));
    }

    void rowsAreAProperModel()
    {
        RowsModel model({"layer", "difference"}, 1);
        QAbstractItemModelTester tester(&model, strict);
        model.setRows({{"conv1", "1e-6"}, {"conv2", "2e-6"}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1, 1).data().toString(), QString("2e-6"));
        QVERIFY(model.index(1, 1).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QCOMPARE(model.csv().count('\n'), 3);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QObject* makeTstRunTableModel() { return new TstRunTableModel; }
#include "tst_run_table_model.moc"
