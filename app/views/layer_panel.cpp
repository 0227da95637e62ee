#include "app/views/layer_panel.h"

#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/views/off_bar.h"
#include "app/widgets/bar_list.h"
#include "app/widgets/icon.h"
#include "app/widgets/legend.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"
#include "app/widgets/tile_area.h"

#include <QEvent>
#include <QStackedWidget>

#include <cmath>

LayerPanel::LayerPanel(const Surroundings& around, Comparison& comparison, QWidget* parent)
    : Panel(tr("Layer"), parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_preferences(around.preferences)
    , m_effects(around.session, this)
    , m_comparison(comparison)
    , m_sides(new Segmented(tr("Show of A and B"), {tr("A"), tr("B"), tr("A − B")}))
    , m_order(new Segmented(tr("Order"), {tr("Index"), tr("Strength"), tr("Effect")}))
    , m_range(new Segmented(tr("Range"), {tr("Map"), tr("All")}))
    , m_orderWord(new QLabel(tr("Order")))
    , m_rangeWord(new QLabel(tr("Range")))
    , m_switch(iconButton("power", tr("Switch parts of this layer off")))
    , m_pages(new QStackedWidget)
    , m_tiles(new TileArea)
    , m_rows(new BarList)
    , m_legend(new Legend)
{
    build();
    connect(m_order, &Segmented::chosen, this, &LayerPanel::rebuild);
    connect(m_range, &Segmented::chosen, this, &LayerPanel::rebuild);
    connect(m_legend, &Legend::rangeTyped, this, &LayerPanel::rebuild);
    connect(&m_effects, &Effects::ready, this, &LayerPanel::rebuild);
    connect(&m_effects, &Effects::failed, this, [this](const QString& sentence) {
        m_order->setCurrent(0);
        rebuild();
        m_legend->setRemark(sentence);
    });
    connect(&m_session, &Session::answered, this, &LayerPanel::rebuild);
    connect(&m_comparison, &Comparison::changed, this, &LayerPanel::rebuild);
    connect(&m_comparison, &Comparison::differenceReady, this, &LayerPanel::rebuild);
    connect(m_sides, &Segmented::chosen, this,
        [this](int side) { m_comparison.setSide(Comparison::Side(side)); });
    connect(&m_preferences, &Preferences::changed, this, &LayerPanel::rebuild);
    connect(&m_selection, &Selection::changed, this, [this] {
        if (m_selection.spot().layer != m_layer)
            rebuild();
        else
            showSelection();
    });
    connect(m_tiles, &TileArea::chosen, this, &LayerPanel::select);
    connect(m_tiles, &TileArea::activated, this, &LayerPanel::enterAsked);
    connect(m_tiles, &TileArea::rowsChanged, this, &LayerPanel::showCaption);
    connect(m_rows, &BarList::chosen, this, &LayerPanel::select);
    connect(m_rows, &BarList::activated, this, &LayerPanel::enterAsked);
    const auto say = [this](int unit, QPoint cell) {
        emit pointedAt(unit >= 0 && m_answer && layer() >= 0 ? cellWords(unit, cell) : QString());
    };
    connect(m_tiles, &TileArea::hovered, this, say);
    connect(m_rows, &BarList::hovered, this, [say](int unit) { say(unit, {}); });
    m_tiles->setWords([this](int unit) {
        const bool known = m_answer && layer() >= 0;
        return known ? m_layer + " · " + unitWords(*m_answer->network, layer(), unit) : QString();
    });
    setNumbers([this] { return numbersShown(); });
}

void LayerPanel::build()
{
    for (QLabel* word : {m_orderWord, m_rangeWord})
        word->setObjectName("caption");
    m_order->button(0)->setToolTip(tr("Order of the units: as they are numbered"));
    m_order->button(1)->setToolTip(tr("Order of the units: the largest mean of their map first"));
    m_order->button(2)->setToolTip(tr("Order of the units: what each does for the score of the first answer, "
                                      "the sum of activation × gradient over its map"));
    m_range->button(0)->setToolTip(tr("Range: the colours of each map end at its own 99.5th percentile; "
                                      "numbers beyond it have the same colour"));
    m_range->button(1)->setToolTip(tr("Range: the colours of all maps end at their common 99.5th percentile; "
                                      "numbers beyond it have the same colour"));
    m_switch->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_switch);
    m_switch->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(menu); });
    for (QWidget* control :
        std::initializer_list<QWidget*> {m_sides, m_orderWord, m_order, m_rangeWord, m_range, m_switch})
        addControl(control);
    m_tiles->setAccessibleName(tr("Units of the layer"));
    m_rows->setAccessibleName(tr("Units of the layer"));
    m_pages->addWidget(m_tiles);
    m_pages->addWidget(m_rows);
    addContent(m_pages, 1);
    setFoot(m_legend);
}

int LayerPanel::layer() const { return m_answer ? m_answer->network->indexOf(m_layer) : -1; }

bool LayerPanel::precedesRelu() const
{
    const std::size_t next = std::size_t(layer()) + 1;
    return next < m_answer->network->layers.size() && m_answer->network->layers[next].kind == "ReLU";
}

bool LayerPanel::isReady() const
{
    return m_answer == m_session.answer() && m_layer == m_selection.spot().layer && !m_waiting && !m_awaiting;
}

/// Empty for the order of the index; that too as long as effects are being computed.
std::vector<int> LayerPanel::unitOrder()
{
    m_waiting = false;
    const engine::HostTensor& maps = mapsShown().values;
    if (m_order->current() == 1 && m_difference)
        return unitsByDifference(maps);
    if (m_order->current() == 1)
        return engine::orderedUnits(engine::unitStrengths(maps), engine::UnitOrder::Strength);
    if (m_order->current() != 2)
        return {};
    const EffectsPointer effects = m_effects.of(m_answer->order.front());
    m_waiting = !effects && m_effects.isAsking();
    if (!effects || effects->layers[std::size_t(layer())].empty())
        return {};
    return engine::orderedUnits(effects->layers[std::size_t(layer())], engine::UnitOrder::Effect);
}

void LayerPanel::rebuild()
{
    m_stale = !isVisible();
    if (m_stale || !takeAnswers() || layer() < 0)
        return;
    const LayerInfo& info = m_answer->network->layers[std::size_t(layer())];
    setTitle(m_layer);
    setFileName(m_layer
        + (m_difference                         ? "-difference"
                : m_side == Comparison::Side::B ? "-maps-b"
                                                : "-maps"));
    m_range->setVisible(!info.vector);
    const bool last = layer() + 1 == int(m_answer->network->layers.size());
    m_order->button(2)->setEnabled(!last && !m_other); // behind the score there is no way back from it
    if (!m_order->button(2)->isEnabled() && m_order->current() == 2)
        m_order->setCurrent(0);
    showSides();
    const bool rows = info.vector && (isOfClasses(*m_answer->network, layer()) || info.output.channels <= 32);
    m_pages->setCurrentWidget(rows ? static_cast<QWidget*>(m_rows) : m_tiles);
    m_legend->setVisible(!rows);
    const MapColours colours {look().colourMap(m_preferences.colourMap()), look().colourMap("diverging")};
    if (rows)
        showRows();
    else
        showTiles(mapAtlas(mapsShown(), MapRange(m_range->current()), colours));
    showSelection();
    resizeEvent(nullptr);
}

void LayerPanel::showTiles(MapAtlas atlas)
{
    const LayerInfo& info = m_answer->network->layers[std::size_t(layer())];
    atlas.sheet.order = unitOrder();
    for (int unit = 0; unit < atlas.sheet.count; ++unit)
        atlas.sheet.off.push_back(isUnitOff(m_session, layer(), unit));
    if (atlas.sheet.towers == 2) {
        const int half = atlas.sheet.count / 2;
        atlas.sheet.towerTitles = {tr("Tower 1\tunits 0–%1").arg(half - 1),
            tr("Tower 2\tunits %1–%2").arg(half).arg(atlas.sheet.count - 1)};
    }
    m_tiles->setLeastSide(info.vector ? 3 : 24);
    m_tiles->setColumns(
        info.vector ? int(std::exp2(std::ceil(std::log2(double(info.output.channels)) / 2))) : 0);
    showLegend(atlas);
    m_tiles->setSheet(std::move(atlas.sheet));
}

void LayerPanel::showRows()
{
    const engine::HostTensor& values = mapsShown().values;
    std::vector<int> order = unitOrder();
    for (int unit = int(order.size()); unit < values.shape.channels; ++unit)
        order.push_back(unit);
    std::vector<BarList::Row> rows;
    const LayerInfo& info = m_answer->network->layers[std::size_t(layer())];
    const bool shares = isOfShares(info) && !m_difference;
    for (const int unit : order) {
        const double value = double(values.at(0, unit, 0, 0));
        const QString words = m_difference ? withSign(value) : valueWords(info, value);
        rows.push_back({unit,
            isOfClasses(*m_answer->network, layer()) ? m_answer->network->labels[unit]
                                                     : QString::number(unit),
            value, words, isUnitOff(m_session, layer(), unit)});
    }
    m_rows->setRows(std::move(rows), shares ? 1 : 0);
}

/// The longest words for which there is room.
void LayerPanel::showCaption()
{
    if (layer() < 0)
        return;
    const LayerInfo& info = m_answer->network->layers[std::size_t(layer())];
    const QString units = isOfClasses(*m_answer->network, layer()) && !m_difference
        ? (isOfShares(info) ? tr("%1 shares, their sum is 1") : tr("%1 scores, no unit"))
              .arg(countText(info.output.channels))
        : unitsWords(info);
    QStringList candidates {units};
    if (m_pages->currentWidget() == m_tiles && m_tiles->verticalScrollBar()->maximum() > 0) {
        const auto [first, last] = m_tiles->rowsInSight();
        const QString rows = tr("rows %1–%2 of %3").arg(first + 1).arg(last + 1).arg(m_tiles->rows());
        candidates = {units + ", " + rows, rows};
    } else if (info.vector && m_pages->currentWidget() == m_tiles)
        candidates.prepend(units + tr(", %1 × %2 cells").arg(m_tiles->columns()).arg(m_tiles->rows()));
    layout()->activate();
    QLabel* caption = findChild<QLabel*>("panelCaption");
    const QString all = candidates.front();
    while (candidates.size() > 1
        && caption->fontMetrics().horizontalAdvance(candidates.front()) > caption->width())
        candidates.removeFirst();
    const QString fits
        = caption->fontMetrics().elidedText(candidates.front(), Qt::ElideRight, caption->width());
    const bool cut = fits != candidates.front();
    setCaption(cut && m_other ? QString() : fits); // the switch between A and B leaves little room
    caption->setToolTip(all);
}

void LayerPanel::showSelection()
{
    const Spot& spot = m_selection.spot();
    const int unit = spot.layer == m_layer ? spot.unit : -1;
    m_tiles->setCurrent(unit);
    m_rows->setCurrent(unit);
}

void LayerPanel::select(int unit) { m_selection.selectUnit(m_layer, unit); }

void LayerPanel::nextOrder()
{
    const int count = m_order->button(2)->isEnabled() ? 3 : 2;
    m_order->setCurrent((m_order->current() + 1) % count);
    rebuild();
}

void LayerPanel::nextRange()
{
    m_range->setCurrent(1 - m_range->current());
    rebuild();
}

/// What there is only where there is room for it is not counted.
QSize LayerPanel::minimumSizeHint() const
{
    QSize least = Panel::minimumSizeHint();
    const auto leave = [&least](const QWidget* control) {
        if (!control->isHidden())
            least.rwidth() -= control->sizeHint().width() + look().px(8);
    };
    leave(m_orderWord);
    leave(m_rangeWord);
    if (m_other)
        leave(m_range);
    return least;
}

/// Words before the switches only where there is room for them; in a comparison the range too, which has its key.
void LayerPanel::resizeEvent(QResizeEvent*)
{
    int room = width() - minimumSizeHint().width() - look().px(24);
    const bool vector = layer() >= 0 && m_answer->network->layers[std::size_t(layer())].vector;
    const auto fits = [&room](const QWidget* control) {
        room -= control->sizeHint().width() + look().px(8);
        return room >= 0;
    };
    if (m_other)
        m_range->setVisible(!vector && fits(m_range));
    else if (layer() >= 0)
        room -= fontMetrics().horizontalAdvance(unitsWords(m_answer->network->layers[std::size_t(layer())]));
    m_orderWord->setVisible(fits(m_orderWord));
    m_rangeWord->setVisible(!m_range->isHidden() && fits(m_rangeWord));
    showCaption();
}

void LayerPanel::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    if (m_stale)
        rebuild();
}

void LayerPanel::changeEvent(QEvent* event)
{
    Panel::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_answer)
        rebuild();
}
