#include "app/models/train_curve.h"

#include "app/models/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

static std::vector<QPointF> pointsOf(const RunCurves& run, CurveKind kind, double stepsPerUnit)
{
    const CurveSeriesPointer series = kind == CurveKind::Other ? nullptr : run.find(kind);
    std::vector<QPointF> points;
    if (!series)
        return points;
    points.reserve(series->size());
    for (std::size_t i = 0; i < series->size(); ++i)
        if (std::isfinite(series->values[i]))
            points.emplace_back(series->steps[i] / stepsPerUnit, series->values[i]);
    return points;
}

TrainCurve trainCurve(const RunCurves& run, CurveKind training, CurveKind validation, double stepsPerUnit)
{
    TrainCurve curve;
    curve.name = run.name;
    curve.letter = run.letter;
    curve.training = pointsOf(run, training, stepsPerUnit);
    curve.validation = pointsOf(run, validation, stepsPerUnit);
    curve.end = run.epochs * run.stepsPerEpoch / stepsPerUnit;
    for (const CurveMark& mark : run.marks)
        curve.marks.push_back({mark.step / stepsPerUnit,
            (mark.byHand ? QCoreApplication::translate("CurveChart", "rate %1 → %2, by hand")
                         : QCoreApplication::translate("CurveChart", "rate %1 → %2"))
                .arg(valueText(mark.from), valueText(mark.to))});
    return curve;
}

std::vector<QPointF> smoothedPoints(const std::vector<QPointF>& points, double weight)
{
    std::vector<double> values;
    values.reserve(points.size());
    for (const QPointF& point : points)
        values.push_back(point.y());
    values = smoothed(values, weight);
    std::vector<QPointF> smooth(points);
    for (std::size_t i = 0; i < smooth.size() && i < values.size(); ++i)
        smooth[i].setY(values[i]);
    return smooth;
}

std::optional<double> valueAt(const std::vector<QPointF>& points, double x)
{
    const auto after = std::upper_bound(
        points.begin(), points.end(), x, [](double at, const QPointF& point) { return at < point.x(); });
    if (after == points.begin())
        return {};
    return (after - 1)->y();
}

QString runLetter(int run)
{
    const QString last(QChar('A' + run % 26));
    return run < 26 ? last : runLetter(run / 26 - 1) + last;
}
