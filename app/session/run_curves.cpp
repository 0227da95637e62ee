#include "app/session/run_curves.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace {

QString curveText(const char* text) { return QCoreApplication::translate("RunCurves", text); }

bool says(const QString& tag, const char* pattern) { return tag.contains(QRegularExpression(pattern)); }

QString quotedCell(const QString& text)
{
    static const QRegularExpression special("[,\"\\n\\r]");
    return text.contains(special) ? '"' + QString(text).replace('"', "\"\"") + '"' : text;
}

}

QString curveTitle(CurveKind kind)
{
    switch (kind) {
    case CurveKind::Loss:
        return curveText("loss");
    case CurveKind::ValidationLoss:
        return curveText("validation loss");
    case CurveKind::Top1Error:
        return curveText("top-1 error");
    case CurveKind::ValidationTop1Error:
        return curveText("validation top-1 error");
    case CurveKind::Top5Error:
        return curveText("top-5 error");
    case CurveKind::ValidationTop5Error:
        return curveText("validation top-5 error");
    case CurveKind::Rate:
        return curveText("rate");
    case CurveKind::GradientNorm:
        return curveText("gradient norm");
    case CurveKind::ImagesPerSecond:
        return curveText("images/s");
    case CurveKind::Other:
        break;
    }
    return curveText("other");
}

CurveKind curveKindOf(const QString& tag, bool& inverted)
{
    const QString words = tag.toLower();
    inverted = false;
    const bool judged = says(words, "(^|[^a-z])(val|valid|validation|test|eval|evaluation)([^a-z]|$)");
    if (says(words, "loss|entropy"))
        return judged ? CurveKind::ValidationLoss : CurveKind::Loss;
    const bool accuracy = says(words, "(^|[^a-z])acc(uracy)?([^a-z]|\\d|$)|precision@");
    if (accuracy || says(words, "(^|[^a-z])err(or)?([^a-z]|\\d|$)")) {
        inverted = accuracy;
        if (says(words, "(top|@|acc|err)[-_ @]?5"))
            return judged ? CurveKind::ValidationTop5Error : CurveKind::Top5Error;
        return judged ? CurveKind::ValidationTop1Error : CurveKind::Top1Error;
    }
    if (says(words, "grad.*norm"))
        return CurveKind::GradientNorm;
    if (says(words, "(images|samples|examples|pictures)[-_ ]?(per|/)[-_ ]?s"))
        return CurveKind::ImagesPerSecond;
    if (says(words, "imagespersecond"))
        return CurveKind::ImagesPerSecond;
    if (says(words, "(^|[^a-z])(lr|rate|learning[-_ ]?rate)([^a-z]|$)"))
        return CurveKind::Rate;
    return CurveKind::Other;
}

std::optional<double> CurveSeries::at(double step) const
{
    const auto after = std::upper_bound(steps.begin(), steps.end(), step);
    if (after == steps.begin())
        return {};
    return values[std::size_t(after - steps.begin()) - 1];
}

CurveSeriesPointer RunCurves::find(CurveKind kind) const
{
    const auto found = std::find_if(
        series.begin(), series.end(), [kind](const CurveSeriesPointer& one) { return one->kind == kind; });
    return found == series.end() ? nullptr : *found;
}

double RunCurves::lastStep() const
{
    double last = 0;
    for (const CurveSeriesPointer& one : series)
        if (!one->steps.empty())
            last = std::max(last, one->steps.back());
    return last;
}

double timesLonger(const std::vector<RunCurvesPointer>& runs)
{
    double longest = 0, times = 1;
    for (const RunCurvesPointer& run : runs)
        longest = std::max(longest, run->lastStep());
    for (const RunCurvesPointer& run : runs) {
        const double last = run->lastStep();
        if (last > 0 && longest - last > 1.5 * run->stepsPerEpoch)
            times = std::max(times, longest / last);
    }
    return times;
}

std::vector<double> smoothed(const std::vector<double>& values, double weight)
{
    weight = std::clamp(weight, 0.0, 0.9999);
    std::vector<double> smooth;
    smooth.reserve(values.size());
    double sum = 0, missing = 1; // missing: weight to the power of the values so far
    for (const double value : values) {
        if (std::isfinite(value)) {
            sum = weight * sum + (1 - weight) * value;
            missing *= weight;
        }
        smooth.push_back(missing < 1 ? sum / (1 - missing) : value);
    }
    return smooth;
}

QString smoothingFormula(double weight)
{
    const int digits = weight >= 0.995 ? 4 : weight > 0.9901 ? 3 : 2;
    return curveText("s ← %1 s + %2 x, first values corrected")
        .arg(weight, 0, 'f', digits)
        .arg(1 - weight, 0, 'f', digits);
}

QString curvesCsv(const std::vector<RunCurvesPointer>& runs)
{
    QString csv = "run,curve,step,value\n";
    for (const RunCurvesPointer& run : runs)
        for (const CurveSeriesPointer& one : run->series) {
            const QString head = quotedCell(run->name) + ',' + quotedCell(one->tag) + ',';
            for (std::size_t i = 0; i < one->size(); ++i)
                csv += head + QString::number(one->steps[i], 'g', 12) + ','
                    + QString::number(one->values[i], 'g', 9) + '\n';
        }
    return csv;
}
