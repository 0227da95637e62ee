#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/views/unit_panel_shown.h"
#include "app/widgets/compared_table.h"
#include "app/widgets/histogram.h"
#include "app/widgets/look.h"

std::optional<UnitPanel::Shown> UnitPanel::shown() const
{
    const int own = m_answer ? m_answer->network->indexOf(m_selection.spot().layer) : -1;
    if (own < 0)
        return std::nullopt;
    const LayerLikeness match = m_other ? matchLayer(*m_answer, *m_other, own) : LayerLikeness();
    const bool isOfB = match.other >= 0 && m_shownSide == Comparison::Side::B;
    const Classification& answer = isOfB ? *m_other : *m_answer;
    const int layer = isOfB ? match.other : own;
    const LayerInfo& info = answer.network->layers[std::size_t(layer)];
    const Spot& spot = m_selection.spot();
    Shown now {answer, layer, info, spot.unit < info.output.channels ? spot.unit : -1, spot.position, own};
    if (match.other >= 0) {
        now.a = &m_answer->outputOf(own);
        now.b = &m_other->outputOf(match.other);
    }
    if (m_shownSide == Comparison::Side::Difference && m_difference && m_difference->layer == own)
        now.difference = &m_difference->values;
    const QRect maps(0, 0, info.output.width, info.output.height);
    if (info.vector || (now.position && !maps.contains(*now.position)))
        now.position.reset();
    return now;
}

/// Takes over what is to be shown; false as long as the difference is on its way.
bool UnitPanel::takeAnswers()
{
    const std::optional<Comparison::Shown> shown = m_comparison.shown(m_selection.spot().layer);
    m_awaiting = !shown;
    if (m_awaiting)
        return false;
    m_answer = shown->a;
    m_other = shown->b;
    m_shownSide = shown->side;
    m_difference = shown->difference;
    return true;
}

QString UnitPanel::cellWords(const Shown& shown, QPoint cell) const
{
    if (!shown.isCompared())
        return addressWords(shown.answer, shown.layer, shown.unit, cell);
    return comparedAddressWords(
        *m_answer, *m_other, matchLayer(*m_answer, *m_other, shown.own), shown.own, shown.unit, cell);
}

/// What the end of the map's colours stands for: A and B of a unit share it.
double UnitPanel::endOfMap(const Shown& shown) const
{
    const double own = engine::displayRange(shown.values(shown.output())).high;
    if (!shown.isCompared() || shown.difference)
        return own;
    return std::max(
        engine::displayRange(shown.values(*shown.a)).high, engine::displayRange(shown.values(*shown.b)).high);
}

/// A, B and A − B at the position and over the whole, and what their colours end at.
void UnitPanel::showCompared(const Shown& shown)
{
    const bool visible = shown.isCompared() && shown.unit >= 0;
    const bool high = parentWidget() && parentWidget()->height() > look().px(560);
    for (QWidget* part : std::initializer_list<QWidget*> {m_histogramTitle, m_histogramScale, m_histogram})
        part->setVisible(!visible || high); // the table comes first
    m_numbers->setVisible(!visible || !shown.isMap()); // they are in the table
    m_table->setVisible(visible);
    m_ranges->setVisible(visible && shown.isMap());
    m_why->setText(m_other ? tr("Why A's number?") : tr("Why this number?"));
    if (!visible)
        return;
    const QPoint at = shown.info.vector ? QPoint() : shown.position.value_or(shown.peak());
    std::vector<ComparedTable::Row> rows;
    rows.push_back({shown.info.vector ? tr("value") : tr("at (%1, %2)").arg(at.x()).arg(at.y()),
        double(shown.a->at(0, shown.unit, at.y(), at.x())),
        double(shown.b->at(0, shown.unit, at.y(), at.x())), isOfShares(shown.info)});
    const engine::Statistics a = engine::statistics(shown.values(*shown.a)),
                             b = engine::statistics(shown.values(*shown.b));
    rows.push_back({shown.isMap() ? tr("mean") : tr("layer's mean"), a.mean, b.mean});
    if (shown.isMap())
        rows.push_back({tr("max of each"), a.maximum, b.maximum});
    m_table->setRows(std::move(rows));
    if (!shown.isMap())
        return;
    const QString end = numberWords(endOfMap(shown), 3);
    const bool negative = a.minimum < 0 || b.minimum < 0;
    m_ranges->setText(shown.difference
            ? tr("Colours: blue more in A, orange more in B, ±%1 (99.5th percentile, beyond it the same "
                 "colour)")
                  .arg(end)
            : tr("Colours of A and B: %1 (the larger 99.5th percentile, beyond it the same colour)")
                  .arg(negative ? "±" + end : tr("0 to %1").arg(end)));
}
