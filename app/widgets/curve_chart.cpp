#include "app/widgets/curve_chart.h"

#include "app/models/number_text.h"
#include "app/widgets/curve_chart_key.h"
#include "app/widgets/curve_chart_notes.h"
#include "app/widgets/curve_chart_plot.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

CurveChart::CurveChart(const QString& title, Unit unit, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_acrossWord(tr("mini-batch"))
    , m_unit(unit)
    , m_plot(new CurveChartPlot)
    , m_notes(new CurveChartNotes(*m_plot))
    , m_key(new CurveChartKey)
    , m_caption(new QLabel)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 2);
    auto* head = new QHBoxLayout;
    auto* name = new QLabel(title);
    name->setObjectName("strong");
    m_caption->setObjectName("small");
    m_caption->installEventFilter(this);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_caption->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    keepSpacing(head, 16);
    head->addWidget(name);
    head->addWidget(m_key);
    head->addWidget(m_caption, 1);
    column->addLayout(head);
    column->addWidget(m_plot, 1);
    m_plot->setAccessibleName(title);
    m_plot->setWords([this](double x) { return acrossWords(x); },
        [this](double y) { return m_unit == Unit::Percent ? valueText(100 * y) + " %" : valueText(y); });
    connect(m_plot, &CurveChartPlot::pointed, this, [this](double x) { emit pointed(x); });
    connect(m_plot, &CurveChartPlot::left, this, [this] { emit pointed({}); });
    connect(m_plot, &CurveChartPlot::acrossChanged, this, &CurveChart::acrossChanged);
    connect(this, &CurveChart::pointed, this, &CurveChart::setLine);
}

void CurveChart::setCaption(const QString& caption, const QString& shorter)
{
    m_captionWords = caption;
    m_shortCaptionWords = shorter;
    showCaption();
}

/// As much as there is room for, all of it in the tooltip.
void CurveChart::showCaption()
{
    QStringList all {m_gapWords, m_captionWords};
    all.removeAll(QString());
    m_caption->setToolTip(all.join(QString::fromUtf8(" · ")));
    const QFontMetrics metrics = m_caption->fontMetrics();
    QString shown = m_caption->toolTip();
    for (const QString& shorter :
        {m_gapWords, m_shortGapWords, m_gapWords.isEmpty() ? m_shortCaptionWords : QString()})
        if (metrics.horizontalAdvance(shown) > m_caption->width() && !shorter.isEmpty())
            shown = shorter;
    m_caption->setText(metrics.elidedText(shown, Qt::ElideRight, m_caption->width()));
}

bool CurveChart::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_caption && event->type() == QEvent::Resize)
        showCaption();
    return QWidget::eventFilter(watched, event);
}

void CurveChart::setValidated(bool validated)
{
    m_validated = validated;
    dressKey();
}

void CurveChart::setKeyVisible(bool visible) { m_key->setVisible(visible); }

void CurveChart::setRuns(std::vector<TrainCurve> runs)
{
    const bool others = !std::ranges::equal(
        runs, m_runs, [](const TrainCurve& a, const TrainCurve& b) { return a.letter == b.letter; });
    m_runs = std::move(runs);
    if (others)
        dress();
    fill();
}

void CurveChart::setCurrent(int run)
{
    m_current = run;
    annotate();
}

void CurveChart::setSmoothing(double weight)
{
    m_smoothing = weight;
    dressKey();
    fill();
}

void CurveChart::setLogarithmic(bool across, bool up)
{
    m_acrossLogarithmic = across;
    m_upLogarithmic = up;
    m_plot->setLogarithmic(across, up);
    range();
}

void CurveChart::setLines(Lines lines)
{
    m_lines = lines;
    dress();
    fill();
}

void CurveChart::setAcross(const QString& word, double perUnit)
{
    m_acrossWord = word;
    m_perUnit = perUnit;
}

void CurveChart::setGoal(std::optional<double> value, const QString& words)
{
    m_goal = value;
    m_goalWords = words;
    annotate();
}

void CurveChart::setLine(std::optional<double> x)
{
    m_read = x;
    note();
}

void CurveChart::follow(const CurveChart& other)
{
    m_plot->setAcross(other.m_plot->xAxis->range(), other.m_plot->isFitted());
}

void CurveChart::fit() { m_plot->fit(); }

bool CurveChart::showsTraining(std::size_t run) const
{
    return m_lines != Lines::Validation || m_runs[run].validation.empty();
}

int CurveChart::letterOf(int run) const
{
    const int letter = m_runs[std::size_t(run)].letter;
    return letter < 0 ? run : letter;
}

const char* CurveChart::trainingColour(int run) const
{
    return many() ? runColour(letterOf(run)) : "positive";
}

const char* CurveChart::validationColour(int run) const
{
    return many() ? runColour(letterOf(run)) : "negative";
}

/// As many graphs as there are runs, in the colours of the look.
void CurveChart::dress()
{
    m_plot->clearGraphs();
    m_graphs.clear();
    const auto graph = [this](const QPen& pen) {
        QCPGraph* made = m_plot->addGraph();
        made->setPen(pen);
        made->setSelectable(QCP::stNone);
        return made;
    };
    for (int run = 0; run < int(m_runs.size()); ++run) {
        QColor pale = look().colour(trainingColour(run));
        pale.setAlphaF(0.32);
        const bool both = m_lines == Lines::Both;
        const QPen training
            = many() && !both ? runPen(letterOf(run)) : QPen(look().colour(trainingColour(run)), 2);
        const QPen validation
            = many() && !both ? runPen(letterOf(run)) : validationPen(validationColour(run));
        m_graphs.push_back({graph(QPen(pale, 1)), graph(training), graph(validation)});
    }
    dressKey();
}

/// Those lines that there are.
void CurveChart::dressKey()
{
    std::vector<CurveChartKey::Item> items;
    const QColor one = look().colour(many() ? "textSecondary" : "positive");
    QColor pale = one;
    pale.setAlphaF(0.32);
    if (m_lines != Lines::Validation)
        items.push_back({QPen(one, 2), tr("train")});
    if (m_lines != Lines::Training && m_validated)
        items.push_back({validationPen(many() ? "textSecondary" : "negative"), tr("validation")});
    if (m_lines != Lines::Validation && m_smoothing > 0)
        items.push_back({QPen(pale, 1), tr("raw")});
    if (many() && m_lines != Lines::Both)
        items.clear(); // dashes tell the runs apart: their list says which
    m_key->setItems(std::move(items));
}

void CurveChart::fill()
{
    m_smooth.clear();
    const auto give = [this](QCPGraph* graph, const std::vector<QPointF>& points, bool shown) {
        QVector<QCPGraphData> values;
        values.reserve(int(points.size()));
        for (const QPointF& point : points)
            values.push_back({point.x(), point.y()});
        graph->data()->set(values, true);
        graph->setVisible(shown);
    };
    for (int run = 0; run < int(m_runs.size()); ++run) {
        const TrainCurve& curve = m_runs[std::size_t(run)];
        const Line& line = m_graphs[std::size_t(run)];
        m_smooth.push_back(smoothedPoints(curve.training, m_smoothing));
        give(line.raw, curve.training, showsTraining(std::size_t(run)) && m_smoothing > 0);
        give(line.training, m_smooth.back(), showsTraining(std::size_t(run)));
        give(line.validation, curve.validation, showsValidation(std::size_t(run)));
    }
    shadeGap();
    range();
}

void CurveChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange)
        return;
    dress();
    fill();
}
