#include "app/widgets/curve_chart.h"

#include "app/models/number_text.h"
#include "app/widgets/curve_chart_key.h"
#include "app/widgets/curve_chart_notes.h"
#include "app/widgets/curve_chart_plot.h"
#include "app/widgets/look.h"

#include <algorithm>
#include <cmath>

namespace {

/// Ends of what a chart has to show; on a logarithmic axis only what is above 0 counts.
struct ChartRange {
    double lower = std::numeric_limits<double>::infinity();
    double upper = -std::numeric_limits<double>::infinity();

    void take(double value, bool logarithmic)
    {
        if (!std::isfinite(value) || (logarithmic && value <= 0))
            return;
        lower = std::min(lower, value);
        upper = std::max(upper, value);
    }
    bool isEmpty() const { return lower > upper; }
};

/// How far the second line ends above the first one, at the end of the shorter; none without points.
std::optional<double> gapBetween(const std::vector<QPointF>& line, const std::vector<QPointF>& other)
{
    if (line.empty() || other.empty())
        return {};
    const double end = std::min(line.back().x(), other.back().x());
    const auto at = valueAt(line, end), otherAt = valueAt(other, end);
    return at && otherAt ? std::optional(*otherAt - *at) : std::nullopt;
}

/// Of a run that has just begun as much as lets its curve be seen: half of it, half of that, ...
double shownEnd(const TrainCurve& curve)
{
    constexpr double leastShown = 10, narrowest = 8; // units of x; parts of the width
    double last = 0, end = curve.end;
    for (const std::vector<QPointF>* points : {&curve.training, &curve.validation})
        if (!points->empty())
            last = std::max(last, points->back().x());
    while (end > narrowest * last && end >= 2 * leastShown)
        end /= 2;
    return end;
}

}

QString CurveChart::words(double value) const
{
    return m_unit == Unit::Percent ? percentText(value) : valueText(value);
}

QString CurveChart::acrossWords(double x) const
{
    return m_perUnit == 1 && x == std::round(x) ? countText(qint64(x)) : valueText(x);
}

/// Twins differ in one thing: how far apart that brings them is what they are compared for.
void CurveChart::shadeGap()
{
    m_gapWords.clear();
    m_shortGapWords.clear();
    for (const Line& line : m_graphs)
        for (QCPGraph* graph : {line.training, line.validation}) {
            graph->setBrush(Qt::NoBrush);
            graph->setChannelFillGraph(nullptr);
        }
    const auto shade = [this](QCPGraph* from, QCPGraph* to, int run) {
        QColor pale = look().colour(runColour(letterOf(run)));
        pale.setAlphaF(0.2);
        from->setBrush(pale);
        from->setChannelFillGraph(to);
    };
    if (m_runs.size() == 2 && m_lines == Lines::Both) {
        const auto first = gapBetween(m_smooth[0], m_runs[0].validation),
                   second = gapBetween(m_smooth[1], m_runs[1].validation);
        if (first && second) {
            const std::size_t wider = std::abs(*second) > std::abs(*first) ? 1 : 0;
            shade(m_graphs[wider].training, m_graphs[wider].validation, int(wider));
            const auto number = [&](double value) { return words(value).remove(" %"); };
            const auto gap = [&](double value) {
                return m_unit == Unit::Percent ? tr("%1 points").arg(number(value)) : number(value);
            };
            const QString one = runLetter(letterOf(0)), other = runLetter(letterOf(1));
            m_shortGapWords
                = tr("valid. − train: %1 %2, %3 %4").arg(one, number(*first), other, gap(*second));
            m_gapWords = tr("validation − train: %1 %2, %3 %4 (%5 shaded)")
                             .arg(one, gap(*first), other, gap(*second), wider == 1 ? other : one);
        }
    } else if (m_runs.size() == 2) {
        const auto lineOf = [this](std::size_t run) { // the one that is shown
            return showsTraining(run) ? &m_smooth[run] : &m_runs[run].validation;
        };
        const auto graphOf = [this](std::size_t run) {
            return showsTraining(run) ? m_graphs[run].training : m_graphs[run].validation;
        };
        if (const auto gap = gapBetween(*lineOf(0), *lineOf(1))) {
            shade(graphOf(0), graphOf(1), 1);
            m_gapWords = tr("%1 and %2 end %3 apart, shaded")
                             .arg(runLetter(letterOf(0)), runLetter(letterOf(1)), words(std::abs(*gap)));
        }
    }
    showCaption();
}

/// All of the run across; upwards all values, but a spike is cut at one and a half times the smoothed curve's top.
void CurveChart::range()
{
    ChartRange across, lines, raw;
    for (std::size_t run = 0; run < m_runs.size(); ++run) {
        const TrainCurve& curve = m_runs[run];
        across.take(m_acrossLogarithmic ? curve.end : shownEnd(curve), m_acrossLogarithmic);
        const auto take = [&](const std::vector<QPointF>& points, ChartRange& up) {
            for (const QPointF& point : points) {
                across.take(point.x(), m_acrossLogarithmic);
                up.take(point.y(), m_upLogarithmic);
            }
        };
        if (showsTraining(run)) {
            take(curve.training, raw);
            take(m_smooth[run], lines);
        }
        if (showsValidation(run))
            take(curve.validation, lines);
    }
    if (lines.isEmpty())
        lines.lower = 0.1, lines.upper = 1;
    if (across.isEmpty())
        across.lower = 0, across.upper = 1;
    double top = raw.isEmpty() ? lines.upper : std::clamp(raw.upper, lines.upper, 1.5 * lines.upper);
    const double bottom
        = m_upLogarithmic ? std::min(lines.lower, raw.isEmpty() ? lines.lower : raw.lower) : 0;
    if (top <= bottom)
        top = bottom > 0 ? 2 * bottom : bottom + 1;
    const double start = m_acrossLogarithmic ? across.lower : 0,
                 end = std::max(across.upper, start * 1.01 + 1e-9);
    m_plot->setHome(
        {start, end}, m_upLogarithmic ? QCPRange(bottom / 1.1, top * 1.1) : QCPRange(0, top * 1.04));
    annotate();
}

void CurveChart::annotate()
{
    CurveNotes& notes = m_notes->notes();
    notes.ends.clear();
    notes.marks.clear();
    notes.restFrom.reset();
    notes.goal = m_goal;
    notes.goalWords = m_goalWords;
    double last = 0, end = 0;
    for (std::size_t run = 0; run < m_runs.size(); ++run) {
        const TrainCurve& curve = m_runs[run];
        const QString letter = many() ? runLetter(letterOf(int(run))) + " " : QString();
        end = std::max(end, curve.end);
        const auto close
            = [&](const std::vector<QPointF>& points, bool shown, const char* colour, bool speaks) {
                  if (points.empty())
                      return;
                  last = std::max(last, points.back().x());
                  if (shown && speaks)
                      notes.ends.push_back({points.back(), letter + words(points.back().y()), colour});
              };
        const bool both = m_lines == Lines::Both;
        close(m_smooth[run], showsTraining(run), trainingColour(int(run)),
            !many() || !both || curve.validation.empty());
        close(curve.validation, showsValidation(run), validationColour(int(run)), true);
    }
    if (end > last && !m_runs.empty())
        notes.restFrom = last;
    if (m_current >= 0 && m_current < int(m_runs.size()))
        notes.marks = m_runs[std::size_t(m_current)].marks;
    m_plot->setRightMargin(m_notes->endsWidth(many()));
    describe();
    note();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurveChart::note()
{
    CurveNotes& notes = m_notes->notes();
    notes.line.reset();
    notes.dots.clear();
    notes.table.clear();
    if (m_read && !m_runs.empty())
        readAt(*m_read);
    m_notes->update();
}

/// Dots and the small table of all runs at one place.
void CurveChart::readAt(double x)
{
    CurveNotes& notes = m_notes->notes();
    notes.line = x;
    notes.table.push_back(
        {{m_perUnit == 1 ? tr("%1 %2").arg(m_acrossWord, countText(qint64(std::max(0.0, x))))
                         : QString::fromUtf8("%1 %2 · %3")
                               .arg(m_acrossWord, QString::number(std::max(0.0, x), 'f', 1),
                                   countText(qint64(std::max(0.0, x * m_perUnit))))}});
    for (std::size_t run = 0; run < m_runs.size(); ++run) {
        const TrainCurve& curve = m_runs[run];
        if ((curve.training.empty() || x > curve.training.back().x())
            && (curve.validation.empty() || x > curve.validation.back().x()))
            continue; // it has not come this far
        const auto smooth = valueAt(m_smooth[run], x), raw = valueAt(curve.training, x),
                   validation = valueAt(curve.validation, x);
        std::vector<CurveNotes::Cell> row;
        const char* colour = trainingColour(int(run));
        if (many())
            row.push_back({runLetter(letterOf(int(run))), colour});
        if (showsTraining(run) && smooth) {
            row.push_back({tr("train %1").arg(words(*smooth)), colour});
            if (m_smoothing > 0 && raw)
                row.push_back({tr("raw %1").arg(words(*raw)), colour});
            notes.dots.push_back({{x, *smooth}, {}, colour});
        }
        if (showsValidation(run) && validation) {
            colour = validationColour(int(run));
            notes.dots.push_back({{x, *validation}, {}, colour});
            if (!many() && !row.empty()) {
                notes.table.push_back(row);
                row.clear();
            }
            row.push_back({tr("valid %1").arg(words(*validation)), colour});
        }
        if (row.size() > std::size_t(many()))
            notes.table.push_back(std::move(row));
    }
}

void CurveChart::describe()
{
    QStringList sentences;
    for (std::size_t run = 0; run < m_runs.size(); ++run) {
        const TrainCurve& curve = m_runs[run];
        QString sentence = many() ? runLetter(letterOf(int(run))) + ", " + curve.name : curve.name;
        if (!m_smooth[run].empty())
            sentence += tr(": training %1").arg(words(m_smooth[run].back().y()));
        if (!curve.validation.empty())
            sentence += tr(", validation %1").arg(words(curve.validation.back().y()));
        if (!curve.training.empty())
            sentence += tr(" at %1 %2").arg(m_acrossWord, acrossWords(curve.training.back().x()));
        sentences += sentence + ".";
    }
    m_plot->setAccessibleDescription(sentences.isEmpty() ? tr("Nothing measured yet.") : sentences.join(' '));
}
