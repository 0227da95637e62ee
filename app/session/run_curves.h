#pragma once

#include <QString>

#include <memory>
#include <optional>
#include <vector>

/// What a curve shows, whoever wrote it. Errors are shares from 0 to 1.
enum class CurveKind {
    Loss,
    ValidationLoss,
    Top1Error,
    ValidationTop1Error,
    Top5Error,
    ValidationTop5Error,
    Rate,
    GradientNorm,
    ImagesPerSecond,
    Other,
};

/// For people: "validation loss".
QString curveTitle(CurveKind kind);
/// What the tag of a foreign program means: "val/epoch_loss" is a validation loss; `inverted` is set for accuracies, which
/// become errors.
CurveKind curveKindOf(const QString& tag, bool& inverted);

/// Points of one curve, steps rising.
struct CurveSeries {
    QString tag; ///< as the file names it: "train_loss", "Loss/train"
    CurveKind kind = CurveKind::Other;
    std::vector<double> steps;
    std::vector<double> values;

    std::size_t size() const { return steps.size(); }
    /// The newest value at or before the step; nothing before the first.
    std::optional<double> at(double step) const;
};

using CurveSeriesPointer = std::shared_ptr<const CurveSeries>;

/// The rate became another at this step, by hand or by its schedule.
struct CurveMark {
    double step = 0;
    double from = 0, to = 0;
    bool byHand = false;
};

/// The curves of one run: of a run's folder (history.csv), or of event files as TensorBoard reads them.
struct RunCurves {
    enum class Source { Run, Events };

    int id = 0; ///< from 1, never used twice by one CurveReader
    int letter = 0; ///< 0 is A: by which people know it, as long as it is open
    QString path; ///< folder or file
    QString name; ///< for people
    Source source = Source::Run;
    std::vector<CurveSeriesPointer> series;
    std::vector<CurveMark> marks;
    double stepsPerEpoch = 0; ///< 0 where it is unknown
    int epochs = 0; ///< planned; 0 where it is unknown
    QString network; ///< "alexnet-cifar10"; empty where it is unknown
    QString dataset;
    QString problem; ///< one sentence: what is damaged, or gone; the points until there are good

    /// Null when there is none.
    CurveSeriesPointer find(CurveKind kind) const;
    double lastStep() const; ///< 0 without points
};

using RunCurvesPointer = std::shared_ptr<const RunCurves>;

/// How many times as many steps the longest run has as the shortest one that has any; 1 for less than two. Runs that
/// are no more than an epoch and a half behind, as one of twins is in turn, count as equally long.
double timesLonger(const std::vector<RunCurvesPointer>& runs);

/// An exponential average without the bias of its beginning: with s = 0 at first, s ← w s + (1 − w) x, shown as
/// s / (1 − w^n) after n values. `weight` from 0 (the values themselves) to below 1. Values that are no numbers are
/// passed over.
std::vector<double> smoothed(const std::vector<double>& values, double weight);
/// That as a line of text: "s ← 0.90 s + 0.10 x, first values corrected".
QString smoothingFormula(double weight);

/// All curves as a table: run, curve, step, value; RFC 4180.
QString curvesCsv(const std::vector<RunCurvesPointer>& runs);
