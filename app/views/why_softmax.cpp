#include "app/views/why_softmax.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/curve_plot.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"
#include "app/widgets/value_bar.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QSlider>

#include <cmath>

namespace {

constexpr int listed = 10; // classes with a row
constexpr std::array<double, 4> steps {0.5, 1, 2, 4};
constexpr int perOctave = 100; // positions of the slider
constexpr int scoreGap = 14; // of the exponential from the score, beside the spacing

QString percent(double share) { return percentText(share, 2); }

/// Three digits that count, without a power of ten as long as that can be read: "411,000", "1 / 411,000".
QString ratioText(double ratio)
{
    if (std::isnormal(ratio) && ratio < 0.001)
        return "1 / " + ratioText(1 / ratio);
    if (ratio < 1000 || ratio > 1e15)
        return valueText(ratio);
    const double step = std::pow(10.0, std::floor(std::log10(ratio)) - 2);
    return countText(qint64(std::round(ratio / step) * step));
}

}

WhySoftmax::WhySoftmax(TracePointer given, const engine::SoftmaxTrace& rule, const QString& map)
    : WhyPage(std::move(given), map)
    , m_rule(rule)
    , m_now(rule)
{
    chooseRows();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(20));
    row->addWidget(buildRows(), 1, Qt::AlignTop);
    row->addWidget(whyLine(true));
    row->addWidget(buildTemperature(), 0, Qt::AlignTop);
    buildFoot();
    fill();
}

QString WhySoftmax::nameOf(int channel) const
{
    return channel < of().network().labels.size() ? of().network().labels[channel]
                                                  : tr("class %1").arg(channel);
}

/// The most probable ones, and always the class that was asked for.
void WhySoftmax::chooseRows()
{
    const int channel = trace().place.channel, count = int(m_rule.largestFirst.size());
    for (const int other : m_rule.largestFirst) {
        if (m_second < 0 && other != channel)
            m_second = other;
        if (int(m_rows.size()) < (count > listed ? 8 : listed))
            m_rows.push_back({other});
    }
    if (std::none_of(
            m_rows.begin(), m_rows.end(), [channel](const Row& row) { return row.channel == channel; }))
        m_rows.back().channel = channel;
}

void WhySoftmax::buildRow(QGridLayout& grid, int at, Row& row)
{
    const bool self = row.channel == trace().place.channel;
    const double score = double(m_rule.scores[std::size_t(row.channel)]);
    if (self) {
        auto* ground = new QFrame;
        ground->setStyleSheet(
            QString("background: %1; border-radius: 4px;").arg(look().colour("accentQuiet").name()));
        grid.addWidget(ground, at, 0, 1, 8);
    }
    // All scores stand on one line: those below 0 go to its left.
    const auto [low, high] = std::minmax_element(m_rule.scores.begin(), m_rule.scores.end());
    const double least = std::min(0.0, double(*low)),
                 span = std::max(1e-9, std::max(0.0, double(*high)) - least);
    QLabel* name = whyLabel(self ? "strong" : "secondary",
        QFontMetrics(look().font(Look::Type::Body))
            .elidedText(nameOf(row.channel), Qt::ElideMiddle, look().px(150)));
    name->setContentsMargins(look().px(6), 0, 0, 0);
    name->setToolTip(nameOf(row.channel));
    const char* colour = self ? "accent" : score < 0 ? "negative" : "positive";
    auto* bar = new ValueBar({}, {}, score / span, colour);
    bar->setZero(-least / span);
    row.difference = whyNumber(0, {});
    row.difference->setContentsMargins(look().px(scoreGap), 0, 0, 0);
    row.bar = new ValueBar({}, {}, 0, self ? "accent" : "positive");
    row.exponential = whyNumber(0, {});
    row.sum = whyNumber(0, {});
    row.probability = whyNumber(0, {});
    row.probability->setContentsMargins(0, 0, look().px(6), 0);
    int column = 0;
    for (QWidget* widget :
        std::initializer_list<QWidget*> {name, bar, whyNumber(score, numberWords(score, 3)), row.difference,
            row.bar, row.exponential, row.sum, row.probability}) {
        const bool centred = widget == bar || widget == row.bar;
        grid.addWidget(widget, at, column++, centred ? Qt::AlignVCenter : Qt::Alignment());
    }
}

void WhySoftmax::buildTotals(QGridLayout& grid, int at)
{
    const int others = int(m_rule.scores.size() - m_rows.size());
    m_otherExponential = whyNumber(0, {});
    m_otherProbability = whyNumber(0, {});
    m_otherProbability->setContentsMargins(0, 0, look().px(6), 0);
    grid.addWidget(whyLine(), at++, 0, 1, 8);
    if (others > 0) {
        grid.addWidget(whyLabel("secondary", tr("%1 others").arg(countText(others))), at, 0, 1, 2);
        grid.addWidget(m_otherExponential, at, 5);
        grid.addWidget(m_otherProbability, at++, 7);
    } else {
        m_otherExponential->setParent(this);
        m_otherProbability->setParent(this);
        m_otherExponential->hide();
        m_otherProbability->hide();
    }
    m_total = whyNumber(0, {});
    grid.addWidget(whyLabel("strong", tr("Sum")), at, 0);
    grid.addWidget(m_total, at, 5);
    QLabel* whole = whyNumber(1, percent(1));
    whole->setContentsMargins(0, 0, look().px(6), 0);
    grid.addWidget(whole, at, 7);
    grid.setRowMinimumHeight(at, look().px(28));
}

QWidget* WhySoftmax::buildRows()
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    m_grid = grid;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look().px(10));
    grid->setVerticalSpacing(look().px(2));
    grid->addWidget(whyHead(tr("Inputs: scores of %1").arg(inputName()),
                        tr("%1 scores, no unit").arg(countText(qint64(m_rule.scores.size())))),
        0, 0, 1, 3);
    QWidget* rule = whyHead(tr("Rule: exponential"), tr("e to the (score − largest) / T"));
    rule->setContentsMargins(look().px(scoreGap), 0, 0, 0);
    grid->addWidget(rule, 0, 3, 1, 3);
    grid->addWidget(whyHead(tr("Result: divide by the sum"), tr("they add up to 100 %")), 0, 6, 1, 2);
    int at = 1;
    for (Row& row : m_rows)
        buildRow(*grid, at++, row);
    buildTotals(*grid, at);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(4, 2);
    return box;
}

QWidget* WhySoftmax::buildTemperature()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(8));
    column->addWidget(whyHead(tr("Temperature"), tr("scores / T before the rule")));
    m_words = whyLabel("number", {});
    column->addWidget(m_words);
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setAccessibleName(tr("Temperature"));
    m_slider->setRange(-2 * perOctave, 3 * perOctave);
    m_slider->setPageStep(perOctave);
    column->addWidget(m_slider);
    m_steps = new Segmented(tr("Temperature"), {"0.5", "1", "2", "4"});
    m_steps->setCurrent(1);
    column->addWidget(m_steps, 0, Qt::AlignLeft);
    m_plot = new CurvePlot(tr("Probability against temperature"), {216, 110});
    column->addWidget(m_plot);
    auto* table = new QGridLayout;
    table->setVerticalSpacing(look().px(3));
    keepAcross(table, 20); // "0.5" and "> 99.99 %" must not read as one
    table->addWidget(whyLabel("caption", "T"), 0, 0, Qt::AlignRight);
    table->addWidget(whyLabel("caption", nameOf(trace().place.channel)), 0, 1, Qt::AlignRight);
    table->addWidget(whyLabel("caption", tr("bits")), 0, 2, Qt::AlignRight);
    for (int i = 0; i < int(steps.size()); ++i) {
        const engine::SoftmaxTrace at
            = engine::traceSoftmax(m_rule.scores, trace().place.channel, steps[std::size_t(i)]);
        m_tried[std::size_t(i)] = {whyNumber(at.temperature, valueText(at.temperature)),
            whyNumber(at.total, percent(at.total)), whyNumber(at.bits, numberWords(at.bits, 2))};
        for (int cell = 0; cell < 3; ++cell)
            table->addWidget(m_tried[std::size_t(i)][std::size_t(cell)], i + 1, cell);
    }
    column->addLayout(table);
    column->addStretch(1);
    box->setFixedWidth(std::max(look().px(216), box->sizeHint().width()));
    connect(m_slider, &QSlider::valueChanged, this,
        [this](int at) { setTemperature(std::exp2(double(at) / perOctave)); });
    connect(m_steps, &Segmented::chosen, this, [this](int step) {
        m_slider->setValue(int(std::lround(std::log2(steps[std::size_t(step)]) * perOctave)));
    });
    return box;
}

void WhySoftmax::setTemperature(double temperature)
{
    m_now = engine::traceSoftmax(m_rule.scores, trace().place.channel, temperature);
    fill();
}

void WhySoftmax::fill()
{
    double exponentials = 0, probabilities = 0;
    const auto write = [](QLabel* label, double value, const QString& text) {
        label->setText(text);
        label->setToolTip(valueText(value, 9));
    };
    for (const Row& row : m_rows) {
        const std::size_t c = std::size_t(row.channel);
        exponentials += m_now.exponentials[c];
        probabilities += m_now.probabilities[c];
        write(row.difference, m_now.differences[c], numberWords(m_now.differences[c], 3));
        write(row.exponential, m_now.exponentials[c], shareText(m_now.exponentials[c], 5));
        write(row.sum, m_now.sum, "/ " + numberWords(m_now.sum));
        write(row.probability, m_now.probabilities[c], percent(m_now.probabilities[c]));
        row.bar->setValue({}, m_now.exponentials[c]);
    }
    const double otherExponentials = std::max(0.0, m_now.sum - exponentials),
                 otherShare = std::max(0.0, 1 - probabilities);
    write(m_otherExponential, otherExponentials, shareText(otherExponentials, 5));
    write(m_otherProbability, otherShare, percent(otherShare));
    write(m_total, m_now.sum, numberWords(m_now.sum, 5));
    const bool own = std::abs(m_now.temperature - 1) < 1e-9;
    m_words->setText(
        tr("T = %1").arg(numberWords(m_now.temperature, 2)) + (own ? QString() : tr(", not the answer's")));
    for (int i = 0; i < int(steps.size()); ++i) {
        const bool current = std::abs(m_now.temperature / steps[std::size_t(i)] - 1) < 1e-6;
        if (current)
            m_steps->setCurrent(i);
        for (QLabel* label : m_tried[std::size_t(i)])
            label->setStyleSheet(current ? "font-weight: 700;" : QString());
    }
    drawCurves();
}

void WhySoftmax::drawCurves()
{
    const int channel = trace().place.channel;
    CurvePlot::Curve self {{}, "accent", false}, second {{}, "positive", true},
        others {{}, "textTertiary", true};
    for (int i = 0; i <= 60; ++i) {
        const double octave = -2 + 5.0 * i / 60;
        const engine::SoftmaxTrace at = engine::traceSoftmax(m_rule.scores, channel, std::exp2(octave));
        const double next = m_second < 0 ? 0 : at.probabilities[std::size_t(m_second)];
        self.points.emplace_back(octave, at.total);
        second.points.emplace_back(octave, next);
        others.points.emplace_back(octave, std::max(0.0, 1 - at.total - next));
    }
    CurvePlot::Drawing drawing;
    drawing.range = QRectF(-2, 0, 5, 1.02);
    drawing.curves = {others, second, self};
    drawing.across = {{-2, ".25"}, {-1, ".5"}, {0, "1"}, {1, "2"}, {2, "4"}, {3, "8"}};
    drawing.up = {{0, "0"}, {0.5, "0.5"}, {1, "1"}};
    drawing.marks = {{{std::log2(m_now.temperature), m_now.total}, {}, "accent", true}};
    drawing.curves[0].name = m_rule.scores.size() > 2 ? tr("the others") : QString();
    drawing.curves[1].name = m_second < 0 ? QString() : nameOf(m_second);
    drawing.curves[2].name = nameOf(channel);
    m_plot->setDrawing(std::move(drawing));
}

void WhySoftmax::fit(QSize room)
{
    const int others = look().px(40 + 2 * 30), rows = int(m_rows.size());
    for (int i = 0; i < rows; ++i)
        m_grid->setRowMinimumHeight(
            i + 1, std::clamp((room.height() - others) / rows - look().px(2), look().px(24), look().px(60)));
    m_plot->setHeight(std::clamp(int(room.height() / (4 * look().scale())), 110, 200));
}

QString WhySoftmax::footWords() const
{
    return tr("A lead in the scores is a power of e in the answer. Adding the same to every score changes "
              "nothing.");
}

void WhySoftmax::buildFoot()
{
    auto* row = new QHBoxLayout(foot());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(32));
    const int channel = trace().place.channel;
    row->addWidget(
        makeResult(tr("probability of %1").arg(nameOf(channel)), m_rule.total, shareText(m_rule.total)));
    const auto fact
        = [row](const QString& name, const QString& value) { row->addWidget(whyFact(name, value)); };
    if (m_second >= 0) {
        const double lead
            = double(m_rule.scores[std::size_t(channel)]) - double(m_rule.scores[std::size_t(m_second)]);
        fact(lead < 0 ? tr("behind %1").arg(nameOf(m_second)) : tr("lead over %1").arg(nameOf(m_second)),
            numberWords(std::abs(lead), 3));
        fact(tr("times as probable, e^%1").arg(numberWords(lead, 3)),
            ratioText(std::exp(lead)) + QString::fromUtf8(" ×"));
    }
    fact(tr("spread"),
        tr("%1 of %2 bits")
            .arg(numberWords(m_rule.bits, 2), numberWords(std::log2(double(m_rule.scores.size())), 2)));
    alignFacts(*row);
    row->addStretch(1);
}

QString WhySoftmax::csv() const
{
    QString table = "class,score,difference,exponential,probability\n";
    for (const int channel : m_now.largestFirst) {
        const std::size_t c = std::size_t(channel);
        table += QString("\"%1\",%2,%3,%4,%5\n")
                     .arg(nameOf(channel).replace('"', "\"\""), csvNumber(double(m_now.scores[c])),
                         csvNumber(m_now.differences[c]), csvNumber(m_now.exponentials[c]),
                         csvNumber(m_now.probabilities[c]));
    }
    return table + "sum,,," + csvNumber(m_now.sum) + ",1\n";
}
