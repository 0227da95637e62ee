#pragma once

#include "app/session/run_curves.h"

#include <QPointF>
#include <QString>

/// Something that was changed while a run went on, as its words stand on the curve.
struct ChartMark {
    double at = 0;
    QString words; ///< "rate 0.01 → 0.001"
};

/// One quantity of one run as a CurveChart shows it. x: epochs or mini-batches, rising; y: finite, as measured.
struct TrainCurve {
    QString name; ///< of the run
    int letter = -1; ///< 0 is A; with its colour and dashes. -1: as its place among those shown says
    std::vector<QPointF> training; ///< one point per step
    std::vector<QPointF> validation; ///< one per epoch; may be empty
    std::vector<ChartMark> marks;
    double end = 0; ///< x where the run is meant to end; 0 when nobody knows
};

/// Two kinds of a run's curves over steps ÷ `stepsPerUnit`. `validation` may be CurveKind::Other: none then.
TrainCurve trainCurve(const RunCurves& run, CurveKind training, CurveKind validation, double stepsPerUnit);

/// The points smoothed() to `weight`, 0 to below 1.
std::vector<QPointF> smoothedPoints(const std::vector<QPointF>& points, double weight);

/// The y of the last point at or before x; nothing before the first.
std::optional<double> valueAt(const std::vector<QPointF>& points, double x);

/// "A", "B" ... "Z", "AA": how runs are told apart without colour.
QString runLetter(int run);
