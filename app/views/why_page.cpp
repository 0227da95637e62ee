#include "app/views/why_page.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/views/why_convolution.h"
#include "app/views/why_dense.h"
#include "app/views/why_dropout.h"
#include "app/views/why_lrn.h"
#include "app/views/why_pool.h"
#include "app/views/why_simple.h"
#include "app/views/why_softmax.h"
#include "app/widgets/curve_plot.h"
#include "app/widgets/legend.h"
#include "app/widgets/look.h"
#include "engine/explain/statistics.h"

#include <QHBoxLayout>

#include <cmath>

WhyPage::WhyPage(TracePointer trace, const QString& map)
    : m_trace(std::move(trace))
    , m_map(map)
    , m_foot(std::make_unique<QWidget>())
{
}

NumberGrid::Cells WhyPage::mapCells(const engine::HostTensor& activation, int channel) const
{
    const std::span<const float> values = engine::mapOf(activation, channel);
    const bool negative = std::any_of(
        activation.values.begin(), activation.values.end(), [](float value) { return value < 0; });
    const double end = engine::displayRange(values).high;
    return {activation.shape.width, activation.shape.height, {values.begin(), values.end()},
        negative ? QString("diverging") : m_map, negative ? -end : 0, end};
}

QString WhyPage::layerName(int layer) const
{
    return layer < 0 ? tr("picture") : of().network().layers[std::size_t(layer)].name;
}

QString WhyPage::inputName() const { return layerName(of().layer - 1); }

QWidget* WhyPage::makeResult(const QString& caption, double value, const QString& text)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_result = whyLabel("numberLarge", text);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setToolTip(valueText(value, 9));
    m_result->setAccessibleName(caption + ": " + text);
    column->addWidget(whyLabel("caption", caption));
    column->addWidget(m_result);
    return box;
}

QWidget* WhyPage::makeRelu(double sum, std::optional<double> after, const QString& of)
{
    if (!after)
        return makeResult(tr("sum and bias: the value"), sum, numberWords(sum));
    const double reach = std::max(0.1, std::abs(sum)) * 1.25;
    auto* plot = new CurvePlot(tr("ReLU: zero below zero, unchanged above"), {104, 72});
    plot->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    plot->setDrawing({QRectF(-reach, -reach * 0.12, 2 * reach, reach * 1.12),
        {{{{-reach, 0}, {0, 0}, {reach, reach}}, "positive", false}}, {}, {},
        {{{sum, std::max(0.0, sum)}, {}, "accent", false}}});
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(12));
    row->addWidget(plot);
    // The device adds in single precision: where its value is the sum's to six digits, the sum's digits are written.
    const double exact = std::max(0.0, sum);
    const double written = std::abs(*after - exact) <= 1e-5 * std::max(1.0, exact) ? exact : *after;
    row->addWidget(
        makeResult(tr("ReLU: max(0, %1)").arg(of), *after, numberWords(written)), 1, Qt::AlignVCenter);
    return box;
}

WhyPage* makeWhyPage(const TracePointer& trace, const QString& map)
{
    struct Maker {
        const TracePointer& trace;
        const QString& map;

        WhyPage* operator()(const engine::ConvolutionTrace& rule) const
        {
            return new WhyConvolution(trace, rule, map);
        }
        WhyPage* operator()(const engine::MaxPoolTrace& rule) const { return new WhyPool(trace, rule, map); }
        WhyPage* operator()(const engine::AveragePoolTrace& rule) const
        {
            return new WhyPool(trace, rule, map);
        }
        WhyPage* operator()(const engine::LrnTrace& rule) const { return new WhyLrn(trace, rule, map); }
        WhyPage* operator()(const engine::FullyConnectedTrace& rule) const
        {
            return new WhyDense(trace, rule, map);
        }
        WhyPage* operator()(const engine::SoftmaxTrace& rule) const
        {
            return new WhySoftmax(trace, rule, map);
        }
        WhyPage* operator()(const engine::ReluTrace&) const { return new WhySimple(trace, map); }
        WhyPage* operator()(const engine::DropoutTrace& rule) const
        {
            const bool draws = trace->info().kind == "Dropout" && rule.ratio > 0; // it may be switched off
            return draws ? new WhyDropout(trace, rule, map) : new WhySimple(trace, map);
        }
        WhyPage* operator()(const engine::FlattenTrace&) const { return new WhySimple(trace, map); }
    };
    return std::visit(Maker {trace, map}, trace->trace.rule);
}

QLabel* whyLabel(const char* kind, const QString& text)
{
    auto* label = new QLabel(text);
    label->setObjectName(kind);
    return label;
}

QLabel* whyNumber(double value, const QString& text)
{
    QLabel* label = whyLabel("number", text);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setToolTip(valueText(value, 9));
    return label;
}

QWidget* whyHead(const QString& title, const QString& caption)
{
    auto* head = new QWidget;
    head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, look().px(4));
    column->setSpacing(0);
    column->addWidget(whyLabel("strong", title));
    column->addWidget(whyLabel("caption", caption));
    return head;
}

QWidget* whyFact(const QString& name, const QString& value)
{
    auto* fact = new QWidget;
    auto* column = new QVBoxLayout(fact);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addStretch(1);
    column->addWidget(whyLabel("caption", name));
    QLabel* label = whyLabel("number", value);
    label->setStyleSheet(QString("font-size: %1px;").arg(look().px(16)));
    column->addWidget(label);
    column->addStretch(1);
    return fact;
}

QWidget* whyLegend(const NumberGrid::Cells& cells, const QString& rule)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* legend = new Legend;
    legend->setMap(cells.map);
    const int decimals = decimalsFor(std::max(std::abs(cells.low), std::abs(cells.high)));
    legend->setEnds(
        numberWords(cells.low, decimals), (cells.low < 0 ? "+" : "") + numberWords(cells.high, decimals));
    column->addWidget(legend);
    QLabel* words = whyLabel("caption", rule);
    words->setWordWrap(true);
    column->addWidget(words);
    return box;
}

QString whyRangeRule() { return WhyPage::tr("99.5th percentile; beyond it the same colour"); }

void alignFacts(QBoxLayout& row)
{
    for (int i = 0; i < row.count(); ++i)
        row.itemAt(i)->setAlignment(Qt::AlignTop);
}

QFrame* whyLine(bool down)
{
    auto* line = new QFrame;
    line->setObjectName("separator");
    if (down)
        line->setFixedWidth(1);
    else
        line->setFixedHeight(1);
    return line;
}

QString signColour(double value)
{
    return QString("color: %1;").arg(look().colour(value < 0 ? "negative" : "positive").name());
}

int sumWidth(int page) { return std::clamp(page * 28 / 100, look().px(256), look().px(400)); }

QString signedWords(double value, int decimals)
{
    const QString text = numberWords(value, decimals);
    return value > 0 ? "+" + text : text;
}

int decimalsFor(double end)
{
    if (!(end > 0) || !std::isfinite(end))
        return 2;
    return std::clamp(2 - int(std::floor(std::log10(end))), 2, 6);
}

double largestOf(std::span<const float> values)
{
    double most = 0;
    for (const float value : values)
        most = std::max(most, std::abs(double(value)));
    return most;
}

QString csvNumber(double value) { return QString::number(value, 'g', 9); }
QString atWords(int x, int y) { return QString("(%1, %2)").arg(x).arg(y); }
