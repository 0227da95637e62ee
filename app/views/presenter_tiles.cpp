#include "app/views/presenter_tiles.h"

#include "app/models/layer_words.h"
#include "app/models/map_atlas.h"
#include "app/models/number_text.h"
#include "app/views/off_bar.h"
#include "app/widgets/bar_list.h"
#include "app/widgets/legend.h"
#include "app/widgets/look.h"
#include "app/widgets/tile_area.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

PresenterTiles::PresenterTiles(const Surroundings& around, QWidget* parent)
    : QFrame(parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_preferences(around.preferences)
    , m_pages(new QStackedWidget)
    , m_tiles(new TileArea)
    , m_rows(new BarList)
    , m_legend(new Legend)
{
    setObjectName("panel");
    setAccessibleName(tr("Units of the layer"));
    for (QWidget* page : std::initializer_list<QWidget*> {m_tiles, m_rows}) {
        page->setFocusPolicy(Qt::NoFocus); // the arrow keys step through layers and units
        page->setAccessibleName(tr("Units of the layer"));
        m_pages->addWidget(page);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    column->addWidget(m_pages, 1);
    column->addWidget(m_legend);
    const auto select = [this](int unit) {
        if (m_answer)
            m_selection.selectUnit(m_answer->network->layers[std::size_t(m_layer)].name, unit);
    };
    connect(m_tiles, &TileArea::chosen, this, select);
    connect(m_rows, &BarList::chosen, this, select);
}

void PresenterTiles::showLayer(const ClassificationPointer& answer, int layer, int unit)
{
    m_answer = answer;
    m_layer = layer;
    const NetworkInfo& network = *answer->network;
    const LayerInfo& info = network.layers[std::size_t(layer)];
    const bool rows = info.vector && (isOfClasses(network, layer) || info.output.channels <= 32);
    m_pages->setCurrentWidget(rows ? static_cast<QWidget*>(m_rows) : m_tiles);
    m_legend->setVisible(!rows);
    if (rows)
        showRows();
    else
        showTiles();
    m_tiles->setCurrent(unit);
    m_rows->setCurrent(unit);
}

void PresenterTiles::showTiles()
{
    const LayerInfo& info = m_answer->network->layers[std::size_t(m_layer)];
    const MapColours colours {look().colourMap(m_preferences.colourMap()), look().colourMap("diverging")};
    MapAtlas atlas = mapAtlas(*m_answer, m_layer, MapRange::EachMap, colours);
    for (int unit = 0; unit < atlas.sheet.count; ++unit)
        atlas.sheet.off.push_back(isUnitOff(m_session, m_layer, unit));
    if (atlas.sheet.towers == 2)
        atlas.sheet.towerTitles = {tr("Tower 1"), tr("Tower 2")};
    m_tiles->setLeastSide(info.vector ? 3 : 24);
    const double side = std::sqrt(double(info.output.channels));
    m_tiles->setColumns(info.vector ? int(std::exp2(std::ceil(std::log2(side)))) : 0);
    m_legend->setMap(atlas.hasNegative ? QString("diverging") : m_preferences.colourMap());
    m_legend->setEnds(
        atlas.hasNegative ? tr("below 0") : "0", atlas.hasNegative ? tr("above 0") : tr("strong"));
    m_tiles->setSheet(std::move(atlas.sheet));
}

/// The largest first: those that have no room are the weakest.
void PresenterTiles::showRows()
{
    const engine::HostTensor& values = m_answer->outputOf(m_layer);
    const bool shares = isOfShares(m_answer->network->layers[std::size_t(m_layer)]);
    std::vector<BarList::Row> rows;
    for (int unit = 0; unit < values.shape.channels; ++unit) {
        const double value = double(values.at(0, unit, 0, 0));
        const bool classes = isOfClasses(*m_answer->network, m_layer);
        rows.push_back({unit, classes ? m_answer->network->labels[unit] : QString::number(unit), value,
            shares ? percentText(value) : numberWords(value, 2), isUnitOff(m_session, m_layer, unit)});
    }
    std::stable_sort(rows.begin(), rows.end(),
        [](const BarList::Row& a, const BarList::Row& b) { return a.value > b.value; });
    m_rows->setRows(std::move(rows), shares ? 1 : 0);
}
