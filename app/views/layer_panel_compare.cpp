#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/views/layer_panel.h"
#include "app/widgets/legend.h"
#include "app/widgets/segmented.h"

#include <QAbstractButton>

/// Takes over what is to be shown; false as long as the difference is on its way.
bool LayerPanel::takeAnswers()
{
    const QString& wanted = m_selection.spot().layer;
    const std::optional<Comparison::Shown> shown = m_comparison.shown(wanted);
    m_awaiting = !shown;
    if (m_awaiting)
        return false;
    m_layer = wanted;
    m_answer = shown->a;
    m_other = shown->b;
    m_match = shown->match;
    m_side = shown->side;
    m_difference = shown->difference;
    return true;
}

/// The switch between A, B and A − B, with the reason where there is only A.
void LayerPanel::showSides()
{
    m_sides->setVisible(m_other != nullptr);
    m_sides->setCurrent(int(m_side));
    const bool same = m_other == m_answer;
    const QString reason = m_match.other < 0 ? longReason(m_match.kind, m_layer)
        : same ? tr("A and B are one answer as yet: look at another picture, network or change")
               : QString();
    const QString words[] = {tr("The answer beside the picture (C for the next)"),
        tr("The answer that is kept as B (C for the next)"), tr("What A has more than B (C for the next)")};
    for (int side = 0; side < 3; ++side) {
        m_sides->button(side)->setEnabled(side == 0 || reason.isEmpty());
        m_sides->button(side)->setToolTip(side == 0 || reason.isEmpty() ? words[side] : reason);
    }
    m_order->button(1)->setText(m_difference ? tr("Difference") : tr("Strength"));
    m_order->button(2)->setVisible(!m_other); // it speaks of A alone
}

/// What the tiles are made of. A and B of one layer share every range.
LayerMaps LayerPanel::mapsShown() const
{
    const LayerInfo& info = m_answer->network->layers[std::size_t(layer())];
    std::optional<double> typed;
    if (m_legend->held())
        typed = m_legend->held()->high;
    if (m_difference)
        return {info, m_difference->values, nullptr, true, typed};
    const engine::HostTensor& a = m_answer->outputOf(layer());
    if (m_match.other < 0)
        return {info, a, nullptr, false, typed};
    const engine::HostTensor& b = m_other->outputOf(m_match.other);
    return m_side == Comparison::Side::B ? LayerMaps {info, b, &a, false, typed}
                                         : LayerMaps {info, a, &b, false, typed};
}

QString LayerPanel::cellWords(int unit, QPoint cell) const
{
    return m_other ? comparedAddressWords(*m_answer, *m_other, m_match, layer(), unit, cell)
                   : addressWords(*m_answer, layer(), unit, cell);
}

void LayerPanel::showLegend(const MapAtlas& atlas)
{
    const LayerInfo& info = m_answer->network->layers[std::size_t(layer())];
    if (m_difference)
        return showDifferenceLegend(atlas);
    const bool all = atlas.range == MapRange::AllMaps;
    const bool isPair = m_match.other >= 0;
    const QString end = numberWords(atlas.ends.front(), 3), minus = QChar(0x2212);
    const QString sign = !atlas.hasNegative ? "" : all ? "+" : tr("above 0, ± ");
    m_legend->setMap(atlas.hasNegative ? QString("diverging") : m_preferences.colourMap());
    m_legend->setEnds(atlas.hasNegative ? (all ? tr("%1 or less").arg(minus + end) : tr("below 0")) : "0",
        sign
            + (all ? (isPair ? tr("%1 or more (99.5th percentile, larger of A and B)")
                             : tr("%1 or more (99.5th percentile)"))
                         .arg(end)
                    : isPair ? tr("larger 99.5th percentile of A and B")
                             : tr("99.5th percentile of each map")),
        all ? QString() : tr("beyond it the same colour")); // "or more" says it
    setTyping(atlas);
    QString remark;
    if (m_other && !isPair)
        remark = shortReason(m_match.kind);
    else if (m_waiting)
        remark = tr("computing the effects …");
    else if (m_order->current() == 2)
        remark = tr("for “%1”").arg(m_answer->network->labels[m_answer->order.front()]);
    else if (atlas.dead > 0)
        remark = tr("%1 struck through: always 0").arg(atlas.dead);
    else if (precedesRelu())
        remark = tr("before ReLU");
    else if (info.vector)
        remark = m_order->current() == 0 ? tr("index runs row by row") : tr("largest first");
    else if (info.kind == "ReLU")
        remark = tr("0 = switched off by ReLU");
    m_legend->setRemark(remark);
}

/// What a click on an end of the legend may change: the upper end, and with it the lower one where it lies below 0.
void LayerPanel::setTyping(const MapAtlas& atlas)
{
    const double end = atlas.ends.front();
    m_legend->setTyping(atlas.hasNegative ? Legend::Typing::Symmetric : Legend::Typing::Upper,
        {atlas.hasNegative ? -end : 0, end});
}

/// Around 0, with both ends equally far from it.
void LayerPanel::showDifferenceLegend(const MapAtlas& atlas)
{
    const QString end = numberWords(atlas.ends.front(), 3), beyond = tr("beyond it the same colour");
    m_legend->setMap("diverging");
    if (atlas.range == MapRange::AllMaps)
        m_legend->setEnds(
            tr("more in B, −%1").arg(end), tr("+%1, more in A: 99.5th percentile of all").arg(end), beyond);
    else
        m_legend->setEnds(tr("more in B"), tr("more in A, ± 99.5th percentile of each map"), beyond);
    setTyping(atlas);
    m_legend->setRemark(
        atlas.dead > 0 ? tr("%1 struck through: equal in A and B").arg(atlas.dead) : QString());
}

PanelNumbers LayerPanel::numbersShown() const
{
    if (layer() < 0)
        return {};
    const engine::HostTensor& maps = mapsShown().values;
    PanelNumbers numbers {{1, maps.shape.channels, maps.shape.height, maps.shape.width}, maps.values, {}};
    if (m_difference) {
        const std::vector<engine::Statistics> a = engine::statisticsOfMaps(m_answer->outputOf(layer())),
                                              b = engine::statisticsOfMaps(m_other->outputOf(m_match.other)),
                                              both = engine::statisticsOfMaps(maps);
        numbers.csv = "unit,mean of A,mean of B,mean of A - B,minimum of A - B,maximum of A - B\n";
        for (std::size_t unit = 0; unit < both.size(); ++unit)
            numbers.csv += QString("%1,%2,%3,%4,%5,%6\n")
                               .arg(unit)
                               .arg(a[unit].mean)
                               .arg(b[unit].mean)
                               .arg(both[unit].mean)
                               .arg(both[unit].minimum)
                               .arg(both[unit].maximum);
        return numbers;
    }
    numbers.csv = "unit,mean,maximum,zeros\n";
    const std::vector<engine::Statistics> rows = engine::statisticsOfMaps(maps);
    for (std::size_t unit = 0; unit < rows.size(); ++unit)
        numbers.csv += QString("%1,%2,%3,%4\n")
                           .arg(unit)
                           .arg(rows[unit].mean)
                           .arg(rows[unit].maximum)
                           .arg(rows[unit].zeroShare);
    return numbers;
}
