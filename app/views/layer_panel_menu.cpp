#include "app/views/layer_panel.h"
#include "app/views/off_bar.h"

#include <QMenu>

void LayerPanel::addSwitch(
    QMenu* menu, const QString& words, bool off, std::function<void(Alterations&, bool)> change)
{
    QAction* action = menu->addAction(words);
    action->setCheckable(true);
    action->setChecked(off);
    connect(action, &QAction::triggered, this, [this, words, change](bool wanted) {
        Alterations after = m_session.alterations();
        change(after, wanted);
        m_session.alter(after, wanted ? words : tr("take back: %1").arg(words));
    });
}

/// What of the selected layer can be switched off; checked is off.
void LayerPanel::fillMenu(QMenu* menu)
{
    menu->clear();
    if (layer() < 0)
        return;
    const std::vector<LayerInfo>& layers = m_answer->network->layers;
    const Alterations& now = m_session.alterations();
    const auto passes = [&](int i) {
        const LayerInfo& info = layers[std::size_t(i)];
        if (info.kind != "ReLU" && info.kind != "LRN")
            return;
        addSwitch(menu, tr("Switch off %1: values pass through").arg(info.name),
            now.layers.contains(info.name), [name = info.name](Alterations& change, bool off) {
                if (off)
                    change.layers.insert(name);
                else
                    change.layers.erase(name);
            });
    };
    passes(layer());
    if (const int source = weightsOf(*m_answer->network, layer()); source >= 0) {
        const QString name = layers[std::size_t(source)].name;
        addSwitch(menu, tr("Switch off the bias of %1").arg(name), now.biases.contains(name),
            [name](Alterations& change, bool off) {
                if (off)
                    change.biases.insert(name);
                else
                    change.biases.erase(name);
            });
        for (int next = source + 1; next < std::min(source + 3, int(layers.size())); ++next)
            if (next != layer())
                passes(next);
    }
    for (const LayerInfo& info : layers)
        if (info.towers == 2) {
            addSwitch(menu, tr("Cut the wires between the towers"), now.wires,
                [](Alterations& change, bool off) { change.wires = off; });
            break;
        }
    if (menu->isEmpty())
        menu->addAction(tr("Nothing in %1 can be switched off").arg(m_layer))->setEnabled(false);
    if (now.isEmpty())
        return;
    menu->addSeparator();
    connect(menu->addAction(tr("Switch all on")), &QAction::triggered, this,
        [this] { m_session.alter({}, tr("switch all on")); });
}
