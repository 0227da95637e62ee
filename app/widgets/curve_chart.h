#pragma once

#include "app/models/train_curve.h"

#include <QWidget>

class CurveChartKey;
class CurveChartNotes;
class CurveChartPlot;
class QCPGraph;
class QLabel;

/// Curves of one quantity, of one run or several: as measured (pale), smoothed, validation; with what was changed, the last
/// values at the ends of the lines and all values under the mouse. Of two runs the gap is shaded: between learning and
/// validation of the one where it is wider, or between both runs where each has one line.
class CurveChart : public QWidget {
    Q_OBJECT
public:
    enum class Unit { Number, Percent };
    enum class Lines { Both, Training, Validation };

    explicit CurveChart(const QString& title, Unit unit, QWidget* parent = nullptr);

    void setRuns(std::vector<TrainCurve> runs);
    /// Whose marks are shown.
    void setCurrent(int run);
    void setSmoothing(double weight);
    void setLogarithmic(bool across, bool up);
    void setLines(Lines lines);
    /// What x counts: "epoch" with `perUnit` mini-batches in each, or "mini-batch" with 1.
    void setAcross(const QString& word, double perUnit);
    /// A dotted line with words; none without a value.
    void setGoal(std::optional<double> value, const QString& words);
    /// At the right of the title, after the words for the gap; `shorter` where there is no room for it.
    void setCaption(const QString& caption, const QString& shorter = {});
    /// "validation − train: A 0.28, B 1.05 (B shaded)"; empty where none is shaded.
    const QString& gapWords() const { return m_gapWords; }
    /// False for what is measured of training alone: the key names no line for it.
    void setValidated(bool validated);
    /// Of two charts one is enough.
    void setKeyVisible(bool visible);
    /// The values at x are shown; nothing: none.
    void setLine(std::optional<double> x);
    void follow(const CurveChart& other); ///< shows the same part of x
    void fit();

    bool isEmpty() const { return m_runs.empty(); }
    const std::vector<TrainCurve>& runs() const { return m_runs; }
    CurveChartPlot& plot() { return *m_plot; }

signals:
    void pointed(std::optional<double> x);
    void acrossChanged();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Line {
        QCPGraph *raw, *training, *validation;
    };

    void dress();
    void dressKey();
    void fill();
    void shadeGap();
    void showCaption();
    void range();
    void annotate();
    void note();
    void readAt(double x);
    void describe();
    int letterOf(int run) const;
    const char* trainingColour(int run) const;
    const char* validationColour(int run) const;
    /// Where nothing was judged, training stands in for it.
    bool showsTraining(std::size_t run) const;
    bool showsValidation(std::size_t) const { return m_lines != Lines::Training; }
    bool many() const { return m_runs.size() > 1; }
    QString words(double value) const;
    QString acrossWords(double x) const;

    QString m_title, m_acrossWord;
    Unit m_unit;
    Lines m_lines = Lines::Both;
    bool m_validated = true;
    double m_smoothing = 0, m_perUnit = 1;
    int m_current = 0;
    bool m_acrossLogarithmic = false, m_upLogarithmic = false;
    std::vector<TrainCurve> m_runs;
    std::vector<std::vector<QPointF>> m_smooth; ///< per run
    std::vector<Line> m_graphs; ///< per run; the plot owns them
    std::optional<double> m_read, m_goal;
    QString m_goalWords, m_captionWords, m_shortCaptionWords, m_gapWords, m_shortGapWords;
    CurveChartPlot* m_plot;
    CurveChartNotes* m_notes;
    CurveChartKey* m_key;
    QLabel* m_caption;
};
