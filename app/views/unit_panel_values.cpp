#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/views/off_bar.h"
#include "app/views/unit_panel_shown.h"
#include "app/widgets/bar_list.h"
#include "app/widgets/histogram.h"
#include "app/widgets/look.h"
#include "engine/explain/effect.h"

#include <QLabel>

#include <cmath>

void UnitPanel::showNumbers(const Shown& shown)
{
    placeNumbers(shown.isMap());
    const engine::Statistics facts = engine::statistics(shown.values(shown.output()));
    const qint64 above = std::count_if(
        shown.output().values.begin(), shown.output().values.end(), [](float v) { return v > 0; });
    const bool vector = shown.info.vector;
    m_names[0]->setText(vector ? tr("above 0") : tr("max"));
    m_names[1]->setText(vector ? tr("max") : tr("mean"));
    const bool before = shown.precedesRelu() && !shown.difference;
    const bool negative = before || (facts.minimum < 0 && !shown.difference);
    m_names[2]->setText(shown.difference ? tr("equal") : negative ? tr("below 0") : tr("zeros"));
    m_names[2]->setToolTip(before ? tr("The ReLU behind this layer makes them 0") : QString());
    m_values[0]->setText(vector ? tr("%1 of %2").arg(countText(above), countText(facts.count))
                                : numberWords(facts.maximum, 3));
    m_values[1]->setText(shown.isOfShares() ? shareText(facts.maximum, 3)
                                            : numberWords(vector ? facts.maximum : facts.mean, 3));
    const std::span<const float> values = shown.values(shown.output());
    const qint64 below = std::count_if(values.begin(), values.end(), [](float v) { return v < 0; });
    m_values[2]->setText(percentText(negative ? double(below) / double(facts.count) : facts.zeroShare));
    if (shown.isOfShares()) {
        m_names[0]->setText(tr("classes"));
        m_values[0]->setText(countText(facts.count));
        m_names[2]->setText(tr("sum"));
        m_values[2]->setText(numberWords(facts.mean * double(facts.count), 3));
    }
}

/// Fewer where the window is low, so that the value below needs no scrolling.
int UnitPanel::strongestAtMost() const { return window()->height() < look().px(900) ? 6 : 8; }

/// The strongest of a vector or of a layer without a chosen unit; the chosen unit takes the place of the last.
void UnitPanel::showStrongest(const Shown& shown)
{
    const bool classes = isOfClasses(*m_answer->network, shown.own);
    const bool wanted = !shown.isMap() && !(classes && shown.info.output.channels <= 32);
    m_strongestTitle->setVisible(wanted);
    m_strongest->setVisible(wanted);
    if (!wanted)
        return;
    const std::vector<engine::UnitEffect> strengths = engine::unitStrengths(shown.output());
    std::vector<int> order = shown.difference ? unitsByDifference(shown.output())
                                              : engine::orderedUnits(strengths, engine::UnitOrder::Strength);
    m_strongestAsked = strongestAtMost();
    order.resize(std::min<std::size_t>(order.size(), std::size_t(m_strongestAsked)));
    if (shown.unit >= 0 && std::find(order.begin(), order.end(), shown.unit) == order.end())
        order.back() = shown.unit;
    std::vector<BarList::Row> rows;
    for (const int unit : order) {
        const double value = strengths[std::size_t(unit)].strength;
        const QString name = classes ? m_answer->network->labels[unit] : countText(unit);
        rows.push_back({unit, name, value, shown.words(value), isUnitOff(m_session, shown.own, unit)});
    }
    m_strongestTitle->setText(shown.difference ? tr("Largest %1 differences").arg(rows.size())
            : shown.info.vector                ? tr("Strongest %1").arg(rows.size())
                                : tr("Strongest %1 by the mean of their map").arg(rows.size()));
    m_strongest->setRows(std::move(rows), shown.isOfShares() ? 1 : 0);
    m_strongest->setCurrent(shown.unit);
}

/// Of what goes into the ReLU where one is at hand. Values that ReLU made 0 are left out elsewhere, and the title says so.
void UnitPanel::showHistogram(const Shown& shown)
{
    const bool relu = shown.info.kind == "ReLU" && shown.layer > 0 && !shown.difference;
    const std::span<const float> all
        = shown.values(relu ? shown.answer.inputOf(shown.layer) : shown.output());
    std::vector<float> values(all.begin(), all.end());
    const engine::Statistics facts = engine::statistics(values);
    const QString positions = shown.isMap() ? tr("%1 positions").arg(countText(facts.count))
                                            : tr("%1 values").arg(countText(facts.count));
    if (relu || shown.precedesRelu())
        m_histogramTitle->setText(tr("Before ReLU, %1").arg(positions));
    else if (shown.difference)
        m_histogramTitle->setText(tr("A − B, %1").arg(positions));
    else if (facts.minimum >= 0 && facts.zeros > 0) {
        std::erase(values, 0.0f);
        m_histogramTitle->setText(tr("The %1 above 0").arg(countText(qint64(values.size()))));
    } else
        m_histogramTitle->setText((shown.isMap() ? tr("Its %1") : tr("All %1 of the layer")).arg(positions));
    const double least = std::min(0.0, facts.minimum), most = std::max(0.0, facts.maximum);
    if (!(most > least)) {
        m_histogram->setBins({}, 0, 1);
        return m_histogram->setMark({});
    }
    const double step = roundStep(most - least, 40); // 0 lies on an edge
    const double low = std::floor(least / step) * step, high = std::ceil(most / step) * step;
    const engine::Histogram bins
        = engine::histogram(values, int(std::lround((high - low) / step)), low, high);
    m_histogram->setBins({bins.counts.begin(), bins.counts.end()}, low, high);
    std::optional<double> mark;
    if (shown.unit >= 0 && (shown.info.vector || shown.position)) {
        const QPoint at = shown.position.value_or(QPoint());
        const engine::HostTensor& of = relu ? shown.answer.inputOf(shown.layer) : shown.output();
        mark = double(of.at(0, shown.unit, at.y(), at.x()));
    }
    m_histogram->setMark(mark);
}
