#include "app/views/likeness_panel.h"

#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/likeness_bars.h"

LikenessPanel::LikenessPanel(const Surroundings& around, Comparison& comparison, QWidget* parent)
    : Panel(tr("How alike are A and B?"), parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_comparison(comparison)
    , m_bars(new LikenessBars)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCaption(tr("cosine of all values of a layer, Σ a·b ⁄ √(Σ a² · Σ b²): 1 the same up to a factor, "
                  "0 nothing in common, −1 opposite (orange)"));
    setFileName("likeness");
    setNumbers([this] { return numbersShown(); });
    addContent(m_bars);
    connect(&comparison, &Comparison::changed, this, &LikenessPanel::refresh);
    connect(&comparison, &Comparison::likenessReady, this, &LikenessPanel::refresh);
    connect(&m_selection, &Selection::changed, this, &LikenessPanel::showSelection);
    connect(m_bars, &LikenessBars::chosen, this, &LikenessPanel::chosen);
    connect(m_bars, &LikenessBars::hovered, this, [this](int layer) {
        emit pointedAt(layer < 0 ? QString() : m_bars->layers()[std::size_t(layer)].all);
    });
    refresh();
}

/// As long as another likeness is on its way the one before stays.
void LikenessPanel::refresh()
{
    const LikenessPointer known = m_comparison.likeness();
    if (!known || known == m_shown)
        return showSelection();
    m_shown = known;
    std::vector<LikenessBars::Layer> layers;
    for (std::size_t i = 0; i < known->layers.size(); ++i) {
        const LayerLikeness& found = known->layers[i];
        LikenessBars::Layer layer;
        layer.name = known->a->network->layers[i].name;
        if (found.kind == LayerLikeness::Kind::Compared) {
            layer.likeness = found.cosine;
            const auto words = [cosine = found.cosine](int decimals) {
                return cosine > 0 ? shareText(cosine, decimals) : numberWords(cosine, decimals);
            };
            layer.words = words(2);
            layer.all = tr("%1 · likeness of A and B %2").arg(layer.name, relationText(words(4)));
        } else {
            layer.words = shortReason(found.kind);
            layer.all = longReason(found.kind, layer.name);
        }
        layers.push_back(layer);
    }
    m_bars->setLayers(std::move(layers));
    showSelection();
}

void LikenessPanel::showSelection()
{
    m_bars->setCurrent(m_shown ? m_shown->a->network->indexOf(m_selection.spot().layer) : -1);
}

PanelNumbers LikenessPanel::numbersShown() const
{
    if (!m_shown)
        return {};
    PanelNumbers numbers {{}, {}, "layer,cosine,remark\n"};
    for (std::size_t i = 0; i < m_shown->layers.size(); ++i) {
        const LayerLikeness& found = m_shown->layers[i];
        const bool compared = found.kind == LayerLikeness::Kind::Compared;
        numbers.csv
            += QString("%1,%2,%3\n")
                   .arg(m_shown->a->network->layers[i].name,
                       compared ? QString::number(found.cosine, 'g', 9) : QString(), shortReason(found.kind));
    }
    return numbers;
}
