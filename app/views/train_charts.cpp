#include "app/views/train_charts.h"

#include "app/models/number_text.h"
#include "app/models/train_curve.h"
#include "app/widgets/curve_chart.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

namespace {

enum ChartTab { BothTab, LossTab, Top1Tab, Top5Tab, RateTab, NormTab };
constexpr int defaultSmoothing = 90; ///< hundredths
constexpr double manyTimes = 20; ///< as long: the shorter run has a twentieth of the width

}

TrainCharts::TrainCharts(QWidget* parent)
    : QWidget(parent)
    , m_tabs(new Segmented(
          tr("Curve"), {tr("Main"), tr("Loss"), tr("Top-1"), tr("Top-5"), tr("Rate"), tr("Norm")}))
    , m_lines(new Segmented(tr("Lines"), {tr("All"), tr("Train"), tr("Valid")}))
    , m_smoothing(new QSlider(Qt::Horizontal))
    , m_weight(new QLabel)
    , m_formula(new QLabel)
    , m_acrossLogarithmic(new QToolButton)
    , m_upLogarithmic(new QToolButton)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 6);
    column->addWidget(buildControls());
    const auto add
        = [&](const QString& title, CurveChart::Unit unit, CurveKind training, CurveKind validation) {
              auto* chart = new CurveChart(title, unit);
              column->addWidget(chart, 1);
              m_quantities.push_back({training, validation, chart});
              chart->setValidated(validation != CurveKind::Other);
              connect(chart, &CurveChart::pointed, this, [this](std::optional<double> x) {
                  for (const Quantity& quantity : m_quantities)
                      quantity.chart->setLine(x);
                  const QString words = !x ? QString()
                      : m_perUnit == 1     ? countText(qint64(*x))
                                           : tr("epoch %1").arg(*x, 0, 'f', 1);
                  emit pointed(x ? std::optional(*x * m_perUnit) : std::nullopt, words);
              });
              connect(chart, &CurveChart::acrossChanged, this, [this, chart] {
                  for (const Quantity& quantity : m_quantities)
                      if (quantity.chart != chart)
                          quantity.chart->follow(*chart);
              });
          };
    add(tr("Loss"), CurveChart::Unit::Number, CurveKind::Loss, CurveKind::ValidationLoss);
    add(tr("Top-1 error"), CurveChart::Unit::Percent, CurveKind::Top1Error, CurveKind::ValidationTop1Error);
    add(tr("Top-5 error"), CurveChart::Unit::Percent, CurveKind::Top5Error, CurveKind::ValidationTop5Error);
    add(tr("Rate"), CurveChart::Unit::Number, CurveKind::Rate, CurveKind::Other);
    add(tr("Gradient norm"), CurveChart::Unit::Number, CurveKind::GradientNorm, CurveKind::Other);
    keepLeastWidth(this, 440); // the controls take two rows then
    smooth();
    showTabs();
}

QWidget* TrainCharts::buildControls()
{
    auto* made = new QWidget;
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight, made);
    m_rows->setContentsMargins(0, 0, 0, 0);
    keepSpacing(m_rows, 6);
    auto* what = new QHBoxLayout;
    keepSpacing(what, 8);
    auto* row = new QHBoxLayout;
    keepSpacing(row, 6);
    m_rows->addLayout(what);
    m_rows->addLayout(row, 1);
    auto* words = new QLabel(tr("Smoothing"));
    words->setObjectName("secondary");
    m_smoothing->setRange(0, 99);
    m_smoothing->setValue(defaultSmoothing);
    m_smoothing->setAccessibleName(tr("Smoothing of the curves, in hundredths"));
    keepLeastWidth(m_smoothing, 40);
    keepMostWidth(m_smoothing, 140);
    m_weight->setObjectName("number");
    const auto logarithmic = [&](QToolButton* button, const QString& name, const QString& tip) {
        button->setText(name);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::toggled, this, &TrainCharts::scale);
    };
    logarithmic(m_acrossLogarithmic, tr("log x"), tr("Logarithmic axis across"));
    logarithmic(m_upLogarithmic, tr("log y"), tr("Logarithmic axis upwards"));
    what->addWidget(m_tabs);
    what->addWidget(m_lines);
    what->addStretch();
    m_formula->setObjectName("small");
    m_formula->hide();
    row->addWidget(m_formula);
    row->addStretch();
    row->addWidget(words);
    row->addWidget(m_smoothing, 1);
    row->addWidget(m_weight);
    row->addWidget(m_acrossLogarithmic);
    row->addWidget(m_upLogarithmic);
    m_lines->hide();
    const auto explain = [](Segmented* among, int choice, const QString& meaning) {
        among->button(choice)->setToolTip(meaning);
        among->button(choice)->setAccessibleName(meaning);
    };
    explain(m_tabs, BothTab, tr("Main curves: loss and top-1 error below each other"));
    explain(m_tabs, Top1Tab, tr("Top-1 error: the first answer is wrong"));
    explain(m_tabs, Top5Tab, tr("Top-5 error: none of the first five answers is right"));
    explain(m_tabs, RateTab, tr("Learning rate"));
    explain(m_tabs, NormTab, tr("Length of the gradient"));
    explain(m_lines, int(CurveChart::Lines::Both), tr("All lines: training and validation of every run"));
    explain(m_lines, int(CurveChart::Lines::Training), tr("Training only"));
    explain(m_lines, int(CurveChart::Lines::Validation), tr("Validation only"));
    connect(m_acrossLogarithmic, &QToolButton::clicked, this, [this] {
        m_acrossByHand = true;
        chooseAcross();
    });
    connect(m_tabs, &Segmented::chosen, this, &TrainCharts::showTabs);
    connect(m_lines, &Segmented::chosen, this, &TrainCharts::showLines);
    connect(m_smoothing, &QSlider::valueChanged, this, &TrainCharts::smooth);
    return made;
}

/// A page of many runs begins with the validation's error alone, a page of one with loss and error.
void TrainCharts::setComparing(bool comparing)
{
    m_lines->setCurrent(int(comparing ? CurveChart::Lines::Validation : CurveChart::Lines::Both));
    m_tabs->setCurrent(comparing ? Top1Tab : BothTab);
    showLines();
    showTabs();
}

void TrainCharts::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layControls();
}

void TrainCharts::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        layControls();
}

/// Two rows where one is too narrow.
void TrainCharts::layControls()
{
    const bool narrow = width() < look().px(m_lines->isHidden() ? 600 : 780);
    m_rows->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_formula->setVisible(narrow);
    caption();
}

/// One run shows both: its lines differ by dash and colour.
void TrainCharts::showLines()
{
    const CurveChart::Lines lines
        = m_runs.size() > 1 ? CurveChart::Lines(m_lines->current()) : CurveChart::Lines::Both;
    for (const Quantity& quantity : m_quantities)
        quantity.chart->setLines(lines);
}

/// Rate and norm have no validation and, being exact, the rate is not smoothed.
void TrainCharts::smooth()
{
    const double weight = m_smoothing->value() / 100.0;
    m_weight->setText(QString::number(weight, 'f', 2));
    for (const Quantity& quantity : m_quantities)
        quantity.chart->setSmoothing(quantity.training == CurveKind::Rate ? 0 : weight);
    caption();
}

/// How it was smoothed stands at the first chart that is shown, or where that is narrow beside the slider; what x is at
/// the last one.
void TrainCharts::caption()
{
    const double weight = m_smoothing->value() / 100.0;
    const QString formula = weight > 0 ? smoothingFormula(weight) : tr("as measured, not smoothed");
    QString across = m_perUnit == 1 ? tr("x: mini-batches")
                                    : tr("x: epochs of %1 mini-batches").arg(countText(qint64(m_perUnit)));
    QString shorter = formula.section(',', 0, 0) + QString::fromUtf8(" · ") + across;
    if (m_acrossLogarithmic->isChecked()) {
        shorter = m_acrossByHand ? tr("x: logarithmic") : tr("log x: %1 × as long").arg(qint64(m_times));
        across += m_acrossByHand ? tr(", logarithmic")
                                 : tr(", logarithmic: one run is %1 × as long").arg(qint64(m_times));
    }
    m_formula->setText(formula.section(',', 0, 0));
    m_formula->setToolTip(formula);
    const Quantity *first = nullptr, *last = nullptr;
    for (const Quantity& quantity : m_quantities)
        if (!quantity.chart->isHidden()) {
            first = first ? first : &quantity;
            last = &quantity;
        }
    for (const Quantity& quantity : m_quantities) {
        QStringList words;
        if (&quantity == first && quantity.training != CurveKind::Rate && m_formula->isHidden())
            words += formula;
        if (&quantity == last)
            words += across;
        const QString shortest = words.size() > 1 || m_acrossLogarithmic->isChecked() ? shorter : QString();
        quantity.chart->setCaption(
            words.join(QString::fromUtf8(" · ")), &quantity == last ? shortest : QString());
    }
}

void TrainCharts::scale()
{
    for (const Quantity& quantity : m_quantities)
        quantity.chart->setLogarithmic(m_acrossLogarithmic->isChecked(), m_upLogarithmic->isChecked());
    caption();
}

void TrainCharts::chooseAcross()
{
    const bool wanted = m_acrossByHand ? m_acrossLogarithmic->isChecked() : m_times >= manyTimes;
    const QString name = tr("Logarithmic axis across");
    m_acrossLogarithmic->setToolTip(m_acrossByHand || !wanted
            ? name
            : tr("Logarithmic axis across, because one run "
                 "is %1 times as long as another; press for even steps")
                  .arg(qint64(m_times)));
    m_acrossLogarithmic->setChecked(wanted);
    caption();
}

void TrainCharts::showTabs()
{
    const int tab = m_tabs->current();
    bool first = true;
    for (std::size_t i = 0; i < m_quantities.size(); ++i) {
        const CurveKind kind = m_quantities[i].training;
        const bool shown = (kind == CurveKind::Loss && (tab == BothTab || tab == LossTab))
            || (kind == CurveKind::Top1Error && (tab == BothTab || tab == Top1Tab))
            || (kind == CurveKind::Top5Error && tab == Top5Tab) || (kind == CurveKind::Rate && tab == RateTab)
            || (kind == CurveKind::GradientNorm && tab == NormTab);
        m_quantities[i].chart->setVisible(shown);
        m_quantities[i].chart->setKeyVisible(shown && first);
        first = first && !shown;
    }
    caption();
    fill();
    emit quantityChanged();
}

CurveKind TrainCharts::comparedTraining() const
{
    switch (m_tabs->current()) {
    case LossTab:
        return CurveKind::Loss;
    case Top5Tab:
        return CurveKind::Top5Error;
    case RateTab:
        return CurveKind::Rate;
    case NormTab:
        return CurveKind::GradientNorm;
    default:
        return CurveKind::Top1Error;
    }
}

CurveKind TrainCharts::comparedValidation() const
{
    for (const Quantity& quantity : m_quantities)
        if (quantity.training == comparedTraining())
            return quantity.validation;
    return CurveKind::Other;
}

bool TrainCharts::isPercent() const
{
    const CurveKind kind = comparedTraining();
    return kind == CurveKind::Top1Error || kind == CurveKind::Top5Error;
}

/// Across are epochs where every run knows how long they are and all agree, otherwise mini-batches.
void TrainCharts::setRuns(const std::vector<RunCurvesPointer>& runs, int current)
{
    m_runs = runs;
    m_current = current;
    m_times = timesLonger(runs);
    chooseAcross();
    double perUnit = runs.empty() ? 1 : runs.front()->stepsPerEpoch;
    for (const RunCurvesPointer& run : runs)
        if (run->stepsPerEpoch != perUnit)
            perUnit = 0;
    if (perUnit <= 0)
        perUnit = 1;
    if (m_lines->isHidden() == (runs.size() > 1)) {
        m_lines->setVisible(runs.size() > 1);
        showLines();
        layControls();
    }
    if (perUnit != m_perUnit) {
        m_perUnit = perUnit;
        smooth();
    }
    fill();
}

/// Hidden charts wait until they are seen.
void TrainCharts::fill()
{
    for (const Quantity& quantity : m_quantities) {
        if (quantity.chart->isHidden())
            continue;
        std::vector<TrainCurve> curves;
        for (const RunCurvesPointer& run : m_runs)
            curves.push_back(trainCurve(*run, quantity.training, quantity.validation, m_perUnit));
        quantity.chart->setAcross(m_perUnit == 1 ? tr("mini-batch") : tr("epoch"), m_perUnit);
        quantity.chart->setRuns(std::move(curves));
        quantity.chart->setCurrent(m_current);
    }
}
