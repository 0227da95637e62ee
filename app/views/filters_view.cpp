#include "app/views/filters_view.h"

#include "app/models/kernel_atlas.h"
#include "app/models/kernel_words.h"
#include "app/models/number_text.h"
#include "app/views/film_panel.h"
#include "app/views/kernel_panel.h"
#include "app/views/weight_histogram.h"
#include "app/widgets/facts_list.h"
#include "app/widgets/legend.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"
#include "app/widgets/tile_area.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

FiltersView::FiltersView(const Surroundings& surroundings, QWidget* parent)
    : View(surroundings, parent)
    , m_measures(surroundings.session)
    , m_tiles(new TileArea)
    , m_layer(new QComboBox)
    , m_order(new Segmented(tr("Order"), {tr("Index"), tr("Angle"), tr("Frequency"), tr("Colour")}))
    , m_orderWord(new QLabel(tr("Order")))
    , m_unit(new QSpinBox)
    , m_range(new Segmented(tr("Brightness range"), {tr("Each kernel"), tr("All alike")}))
    , m_rangeWord(new QLabel(tr("Range")))
    , m_rangeWords(new QLabel)
    , m_legend(new Legend)
    , m_towers(new QLabel)
    , m_kernel(new KernelPanel)
    , m_film(new FilmPanel(surroundings.session))
    , m_histogram(new WeightHistogram)
    , m_facts(new FactsList)
    , m_problem(new QLabel)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    auto* upper = new QHBoxLayout;
    keepSpacing(upper, 8);
    upper->addWidget(tilesPanel(), 8);
    upper->addWidget(m_kernel, 5);
    auto* lower = new QHBoxLayout;
    keepSpacing(lower, 8);
    lower->addWidget(m_film, 8);
    lower->addWidget(weightsPanel(), 5);
    column->addLayout(upper, 5);
    column->addLayout(lower, 2);
    connect(&m_measures, &KernelMeasures::changed, this, &FiltersView::showLayer);
    connect(&m_measures, &KernelMeasures::failed, this, [this](const QString& sentence) {
        m_problem->setText(sentence);
        m_problem->show();
    });
    connect(m_kernel, &KernelPanel::chosen, this,
        [this](int unit) { m_selection.selectUnit(layerWanted(), unit); });
    connect(m_kernel, &KernelPanel::pointedAt, this, &View::pointedAt);
    connect(m_histogram, &WeightHistogram::pointedAt, this, &View::pointedAt);
    connect(m_film, &FilmPanel::chosen, this, [this](int unit) {
        const NetworkPointer network = m_session.network();
        if (network && m_measures.kernels() && m_measures.kernels()->colour
            && unit < m_measures.kernels()->filters())
            m_selection.selectUnit(layerWanted(), unit);
    });
    connect(&m_session, &Session::networkChanged, this, &FiltersView::listLayers);
    connect(&m_selection, &Selection::changed, this, &FiltersView::follow);
    listLayers();
}

Panel* FiltersView::tilesPanel()
{
    m_panel = new Panel(tr("Kernels"));
    m_layer->setAccessibleName(tr("Layer"));
    m_unit->setAccessibleName(tr("Unit"));
    m_unit->setPrefix(tr("unit "));
    m_tiles->setAccessibleName(tr("Kernels of the layer"));
    m_tiles->setWords([this](int tile) { return words(tile); });
    m_legend->setMap("diverging");
    m_towers->setObjectName("secondary");
    for (QLabel* word : {m_orderWord, m_rangeWord})
        word->setObjectName("secondary");
    m_panel->addControl(m_orderWord);
    m_panel->addControl(m_order);
    m_panel->addControl(m_unit);
    m_panel->addControl(m_layer);
    m_unit->hide();
    m_legend->hide();
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_panel->addContent(m_problem);
    m_panel->addContent(m_towers);
    m_panel->addContent(m_tiles, 1);
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    m_rangeWords->setObjectName("caption");
    row->addWidget(m_rangeWord);
    row->addWidget(m_range);
    row->addWidget(m_rangeWords, 1, Qt::AlignRight);
    row->addWidget(m_legend, 1);
    m_panel->setFoot(foot);
    m_panel->setNumbers([this]() -> PanelNumbers {
        if (!m_measures.kernels())
            return {};
        const engine::HostTensor& kernels = m_measures.kernels()->kernels;
        return {{kernels.shape.batch, kernels.shape.channels, kernels.shape.height, kernels.shape.width},
            kernels.values, {}};
    });
    connect(m_layer, &QComboBox::textActivated, &m_selection, &Selection::selectLayer);
    connect(m_unit, &QSpinBox::valueChanged, this,
        [this](int unit) { m_selection.selectUnit(layerWanted(), unit); });
    connect(m_order, &Segmented::chosen, this, &FiltersView::fillTiles);
    connect(m_range, &Segmented::chosen, this, &FiltersView::fillTiles);
    connect(m_tiles, &TileArea::hovered, this, &FiltersView::pointAt);
    connect(m_tiles, &TileArea::chosen, this, [this](int tile) {
        if (m_measures.kernels() && m_measures.kernels()->colour)
            return m_selection.selectUnit(layerWanted(), tile);
        m_channel = tile;
        showUnit();
    });
    return m_panel;
}

Panel* FiltersView::weightsPanel()
{
    auto* panel = new Panel(tr("All weights"));
    panel->setCaption(tr("heights are roots of the counts"));
    panel->setFileName("weights");
    panel->addContent(m_histogram, 1);
    panel->addContent(m_facts);
    return panel;
}

bool FiltersView::isReady() const
{
    return m_session.network() && m_measures.isReady() && m_measures.kernels() && m_film->isReady();
}

void FiltersView::openRun(const QString& folder) { m_film->openRun(folder); }

/// The selected layer if it has weights, otherwise the one with weights before it.
QString FiltersView::layerWanted() const
{
    const NetworkPointer network = m_session.network();
    if (!network)
        return {};
    const int chosen = network->indexOf(m_selection.spot().layer);
    QString layer;
    for (int i = 0; i < int(network->layers.size()); ++i)
        if (network->layers[std::size_t(i)].parameters > 0 && (layer.isEmpty() || i <= chosen))
            layer = network->layers[std::size_t(i)].name;
    return layer;
}

int FiltersView::unitWanted() const
{
    const KernelsPointer& layer = m_measures.kernels();
    const bool here = m_selection.spot().layer == layer->layer || m_selection.spot().unit >= 0;
    return here ? std::clamp(m_selection.spot().unit, 0, layer->filters() - 1) : 0;
}

void FiltersView::listLayers()
{
    const NetworkPointer network = m_session.network();
    m_layer->clear();
    if (!network)
        return;
    for (const LayerInfo& layer : network->layers)
        if (layer.parameters > 0)
            m_layer->addItem(layer.name);
    follow();
}

void FiltersView::follow()
{
    const QString layer = layerWanted();
    if (layer.isEmpty())
        return;
    m_layer->setCurrentText(layer);
    m_measures.show(layer);
    const KernelsPointer& here = m_measures.kernels();
    if (m_measures.isReady() && here)
        showLayer();
}

void FiltersView::showLayer()
{
    const KernelsPointer& layer = m_measures.kernels();
    const engine::Shape& shape = layer->kernels.shape;
    m_problem->hide();
    m_order->setVisible(layer->colour);
    m_range->setVisible(layer->colour);
    m_rangeWords->setVisible(layer->colour);
    fitWords();
    m_legend->setVisible(!layer->colour);
    m_unit->setVisible(!layer->colour);
    {
        const QSignalBlocker quiet(m_unit);
        m_unit->setRange(0, layer->filters() - 1);
    }
    m_panel->setFileName(layer->layer + "-kernels");
    m_panel->setTitle(
        layer->connected ? tr("%1 weights").arg(layer->layer) : tr("%1 kernels").arg(layer->layer));
    m_panel->setCaption(tr("%1 of %2").arg(layer->filters()).arg(shapeText(shape, false)));
    if (layer != m_filled) {
        m_histogram->setHistogram(layer->histogram);
        m_facts->setFacts(weightFacts(*layer), true);
    }
    showUnit();
}

void FiltersView::showUnit()
{
    const KernelsPointer& layer = m_measures.kernels();
    const int unit = unitWanted();
    {
        const QSignalBlocker quiet(m_unit);
        m_unit->setValue(unit);
    }
    if (layer != m_filled || (!layer->colour && unit != m_filledUnit)) {
        m_channel = strongestPlane(layer->kernels, unit);
        fillTiles();
    }
    m_tiles->setCurrent(layer->colour ? unit : m_channel);
    m_kernel->show(layer, unit, m_channel);
    m_film->setCurrent(layer->colour ? unit : -1);
}

void FiltersView::fillTiles()
{
    const KernelsPointer& layer = m_measures.kernels();
    if (!layer)
        return;
    m_filled = layer;
    m_filledUnit = unitWanted();
    TileSheet sheet;
    if (layer->colour) {
        sheet = colourKernels(layer->kernels, KernelRange(m_range->current()), layer->towers);
        sheet.order = kernelOrder(layer->measures, KernelOrder(m_order->current()));
        for (int tower = 0; layer->towers == 2 && tower < 2; ++tower)
            sheet.towerTitles += tr("Tower %1 · colourfulness %2")
                                     .arg(tower + 1)
                                     .arg(shareText(layer->towerColourfulness[std::size_t(tower)], 2));
        const double end = largestWeight(layer->kernels.values);
        m_rangeWords->setText(m_range->current() == int(KernelRange::AllKernels)
                ? QString::fromUtf8("±%1, grey = weight 0").arg(valueText(end, 2))
                : tr("± the kernel's largest weight, grey = weight 0"));
        m_towers->setText(layer->towers == 1 ? tr("mean colourfulness %1 (0 grey, 1 pure colour)")
                                                   .arg(shareText(layer->towerColourfulness[0], 2))
                                             : QString());
    } else {
        const double end = largestWeight(layer->kernel(m_filledUnit));
        sheet = kernelPlanes(layer->kernels, m_filledUnit, end, look().colourMap("diverging"));
        m_legend->setEnds(valueText(-end), "+" + valueText(end));
        m_legend->setRemark(tr("range of this unit"));
        const int first = layer->firstChannel(m_filledUnit);
        m_towers->setText(tr("what unit %1 weighs in maps %2 to %3 of the layer before")
                              .arg(m_filledUnit)
                              .arg(first)
                              .arg(first + layer->kernels.shape.channels - 1));
    }
    m_towers->setVisible(!m_towers->text().isEmpty());
    m_tiles->setLeastSide(layer->colour ? 24 : layer->kernels.shape.channels > 1024 ? 6 : 16);
    m_tiles->setSheet(std::move(sheet));
    m_tiles->setCurrent(layer->colour ? m_filledUnit : m_channel);
}

QString FiltersView::words(int tile) const
{
    if (!m_filled)
        return {};
    if (m_filled->colour)
        return tr("kernel %1: %2").arg(tile).arg(kernelSentence(*m_filled, tile));
    return tr("map %1").arg(m_filled->firstChannel(m_filledUnit) + tile);
}

void FiltersView::pointAt(int tile, QPoint cell)
{
    if (!m_filled || tile < 0)
        return emit pointedAt({});
    emit pointedAt(m_filled->colour ? colourAddress(*m_filled, tile, cell)
                                    : planeAddress(*m_filled, m_filledUnit, tile, cell));
}

void FiltersView::fitWords()
{
    const bool colour = m_measures.kernels() && m_measures.kernels()->colour;
    m_orderWord->setVisible(colour && width() >= look().px(1200));
    m_rangeWord->setVisible(colour && width() >= look().px(900));
}

void FiltersView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    fitWords();
}

void FiltersView::changeEvent(QEvent* event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::StyleChange)
        return;
    fitWords();
    if (m_filled)
        fillTiles();
}

QString FiltersView::help() const
{
    return tr(
        "What the network has learned to look for. The first layer's kernels see the picture, so they are "
        "shown as "
        "colours: grey is weight 0. Deeper ones have a plane for every map that they read. Choose a kernel "
        "to see it "
        "large, with its exact weights under the mouse. The film shows how the first kernels came about in a "
        "training run.");
}
