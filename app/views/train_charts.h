#pragma once

#include "app/session/run_curves.h"

#include <QWidget>

class CurveChart;
class QBoxLayout;
class QLabel;
class QSlider;
class QToolButton;
class Segmented;

/// The curves of runs: loss, error, rate, gradient norm, one chart or two; smoothing with its formula, logarithmic axes.
/// All charts read their values at the same place. Beside a run that is many times as long a short one would be a stroke at
/// the edge: until somebody chooses, the axis across is logarithmic then, and says so.
class TrainCharts : public QWidget {
    Q_OBJECT
public:
    explicit TrainCharts(QWidget* parent = nullptr);

    /// `letters`: whose marks are shown is `current`, an index into them.
    void setRuns(const std::vector<RunCurvesPointer>& runs, int current);
    /// What a page of many runs, or of one, begins with.
    void setComparing(bool comparing);
    /// What the table of runs should compare.
    CurveKind comparedTraining() const;
    CurveKind comparedValidation() const;
    bool isPercent() const;

signals:
    /// The step under the mouse, with its words for a heading: "epoch 24".
    void pointed(std::optional<double> step, const QString& words);
    /// Another quantity is shown.
    void quantityChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Quantity {
        CurveKind training, validation;
        CurveChart* chart;
    };

    QWidget* buildControls();
    void fill();
    void showTabs();
    void smooth();
    void caption();
    void scale();
    void chooseAcross();
    void showLines();
    void layControls();

    std::vector<RunCurvesPointer> m_runs;
    int m_current = 0;
    double m_perUnit = 1; ///< steps
    double m_times = 1; ///< as long is the longest run as the shortest
    bool m_acrossByHand = false; ///< somebody has chosen between even and logarithmic
    std::vector<Quantity> m_quantities;
    QBoxLayout* m_rows = nullptr;
    Segmented* m_tabs;
    Segmented* m_lines;
    QSlider* m_smoothing;
    QLabel *m_weight, *m_formula;
    QToolButton *m_acrossLogarithmic, *m_upLogarithmic;
};
