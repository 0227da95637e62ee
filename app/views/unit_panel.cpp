#include "app/views/unit_panel_shown.h"

#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/models/unit_kernel.h"
#include "app/session/fields.h"
#include "app/views/off_bar.h"
#include "app/widgets/bar_list.h"
#include "app/widgets/compared_table.h"
#include "app/widgets/histogram.h"
#include "app/widgets/icon.h"
#include "app/widgets/kernel_view.h"
#include "app/widgets/look.h"
#include "app/widgets/map_view.h"

#include <QEvent>
#include <QPushButton>

UnitPanel::UnitPanel(const Surroundings& around, Comparison& comparison, QWidget* parent)
    : Panel(tr("Unit"), parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_preferences(around.preferences)
    , m_comparison(comparison)
    , m_power(iconButton("power", tr("Switch this unit off")))
    , m_map(new MapView)
    , m_kernel(new KernelView)
    , m_strongest(new BarList)
    , m_histogram(new HistogramPlot)
    , m_why(new QPushButton(tr("Why this number?")))
{
    build();
    connect(&m_session, &Session::answered, this, &UnitPanel::rebuild);
    connect(&m_session, &Session::parameterReady, this, &UnitPanel::rebuild);
    connect(&m_preferences, &Preferences::changed, this, &UnitPanel::rebuild);
    connect(&m_selection, &Selection::changed, this, &UnitPanel::rebuild);
    connect(&m_comparison, &Comparison::changed, this, &UnitPanel::rebuild);
    connect(&m_comparison, &Comparison::differenceReady, this, &UnitPanel::rebuild);
    connect(m_map, &MapView::chosen, &m_selection, &Selection::selectPosition);
    connect(m_map, &MapView::activated, this, &UnitPanel::askWhy);
    connect(m_map, &MapView::hovered, this, [this](QPoint cell) {
        const std::optional<Shown> now = shown();
        emit pointedAt(now && now->isMap() && cell.x() >= 0 ? cellWords(*now, cell) : QString());
    });
    connect(m_histogram, &HistogramPlot::pointedAt, this, &UnitPanel::pointedAt);
    connect(m_strongest, &BarList::chosen, this,
        [this](int unit) { m_selection.selectUnit(m_selection.spot().layer, unit); });
    connect(m_strongest, &BarList::activated, this, &UnitPanel::askWhy);
    connect(m_why, &QPushButton::clicked, this, &UnitPanel::askWhy);
    connect(m_power, &QToolButton::clicked, this, [this] {
        if (const std::optional<Shown> now = shown())
            toggleUnit(m_session, now->own, now->unit);
    });
}

bool UnitPanel::isReady() const { return m_answer == m_session.answer() && !m_waiting && !m_awaiting; }

void UnitPanel::askWhy()
{
    const std::optional<Shown> now = shown();
    if (!now || now->unit < 0)
        return;
    Spot spot = m_selection.spot();
    if (now->isMap() && !now->position)
        spot.position = now->peak();
    spot.why = true;
    m_selection.go(spot);
}

void UnitPanel::rebuild()
{
    m_stale = !isVisible();
    if (m_stale || !takeAnswers())
        return;
    const std::optional<Shown> now = shown();
    if (!now)
        return;
    const bool classes = isOfClasses(*m_answer->network, now->own);
    const QString name = now->unit < 0 ? tr("All of %1").arg(now->info.name)
        : classes                      ? m_answer->network->labels[now->unit]
                                       : tr("Unit %1").arg(countText(now->unit));
    setTitle(QFontMetrics(look().font(Look::Type::Panel)).elidedText(name, Qt::ElideMiddle, look().px(210)));
    setToolTip(name);
    const int half = now->info.output.channels / 2;
    setCaption(
        now->unit >= 0 && now->info.towers == 2 ? tr("Tower %1").arg(now->unit < half ? 1 : 2) : QString());
    setFileName(now->info.name + (now->unit < 0 ? QString() : QString("-unit-%1").arg(now->unit))
        + (now->difference     ? "-difference"
                : now->isOfB() ? "-b"
                               : ""));
    m_waiting = false;
    showMap(*now);
    showKernel(*now);
    showNumbers(*now);
    showStrongest(*now);
    showHistogram(*now);
    showCompared(*now);
    showValue(*now);
    showPower(*now);
    resizeEvent(nullptr);
}

void UnitPanel::showMap(const Shown& shown)
{
    m_mapRow->setVisible(shown.isMap());
    if (!shown.isMap())
        return setNumbers([] { return PanelNumbers(); });
    const std::span<const float> values = shown.values(shown.output());
    const auto hasNegative = [](const engine::HostTensor& of) {
        return std::any_of(of.values.begin(), of.values.end(), [](float value) { return value < 0; });
    };
    const bool negative = shown.difference || hasNegative(shown.output())
        || (shown.isCompared() && (hasNegative(*shown.a) || hasNegative(*shown.b)));
    const MapColours colours {look().colourMap(m_preferences.colourMap()), look().colourMap("diverging")};
    m_map->setMap(mapImage(values, shown.info.output.width, negative, endOfMap(shown), colours),
        {values.begin(), values.end()});
    m_map->setPosition(shown.position);
    PanelNumbers numbers {
        {shown.info.output.height, shown.info.output.width}, {values.begin(), values.end()}, {}};
    setNumbers([numbers] { return numbers; });
}

void UnitPanel::showKernel(const Shown& shown)
{
    const NetworkInfo& network = *shown.answer.network;
    const int source = shown.isMap() && !shown.isOfB() ? weightsOf(network, shown.layer) : -1;
    const bool own = source >= 0 && network.layers[std::size_t(source)].kind == "Convolution"
        && (source == shown.layer || (source + 1 == shown.layer && shown.info.kind == "ReLU"));
    m_kernel->setVisible(own);
    m_kernelWords->setVisible(own);
    if (!own)
        return;
    const ParameterPointer weights
        = m_session.parameter(network.layers[std::size_t(source)].name + ".weight");
    m_waiting = !weights;
    if (!weights)
        return;
    const engine::Shape& below = shown.answer.inputOf(source).shape;
    const MapColours colours {look().colourMap(m_preferences.colourMap()), look().colourMap("diverging")};
    const UnitKernel kernel
        = unitKernel(*weights, shown.unit, network.recipe, source == 0, below.channels, 4, colours);
    std::vector<KernelView::Picture> pictures;
    if (!kernel.colour.isNull())
        pictures.push_back({kernel.colour, {}});
    for (const UnitKernel::Plane& plane : kernel.planes)
        pictures.push_back({plane.image, tr("map %1").arg(plane.channel)});
    m_kernel->setPictures(std::move(pictures));
    const QString size = QString("%1 × %2 × %3").arg(kernel.height).arg(kernel.width).arg(kernel.channels);
    m_kernelWords->setText(kernel.colour.isNull()
            ? tr("largest of %1 planes,\n%2 × %3, ±%4")
                  .arg(kernel.channels)
                  .arg(kernel.height)
                  .arg(kernel.width)
                  .arg(numberWords(kernel.largest, 3))
            : tr("its kernel, %1\ngrey = 0, ±%2").arg(size, numberWords(kernel.largest, 3)));
}

void UnitPanel::showValue(const Shown& shown)
{
    m_valueRow->setVisible(shown.unit >= 0);
    if (shown.unit < 0)
        return;
    const QPoint at = shown.info.vector ? QPoint() : shown.position.value_or(shown.peak());
    if (shown.info.vector)
        m_where->setText(tr("Value"));
    else if (shown.position)
        m_where->setText(tr("At map position (%1, %2)").arg(at.x()).arg(at.y()));
    else
        m_where->setText(tr("Largest, at (%1, %2)").arg(at.x()).arg(at.y()));
    if (shown.isCompared()) {
        const QString side = shown.difference ? tr("A − B") : shown.isOfB() ? tr("B") : tr("A");
        m_where->setText(shown.info.vector ? side : tr("%1 at (%2, %3)").arg(side).arg(at.x()).arg(at.y()));
    }
    const double value = double(shown.output().at(0, shown.unit, at.y(), at.x()));
    m_value->setText(shown.words(value));
    const NetworkInfo& network = *shown.answer.network;
    const QRect box = fieldOf(network, shown.layer, at);
    if (box.isEmpty())
        m_sees->setText({});
    else if (box == QRect(0, 0, network.input.width, network.input.height))
        m_sees->setText(tr("sees the whole picture"));
    else
        m_sees->setText(tr("sees picture pixels x %1–%2, y %3–%4 (%5 × %6)")
                            .arg(box.left())
                            .arg(box.right())
                            .arg(box.top())
                            .arg(box.bottom())
                            .arg(box.width())
                            .arg(box.height()));
}

void UnitPanel::showPower(const Shown& shown)
{
    const bool possible = shown.unit >= 0 && weightsOf(*m_answer->network, shown.own) >= 0;
    const bool off = possible && isUnitOff(m_session, shown.own, shown.unit);
    const QString words = off ? tr("Switch this unit on again (X)") : tr("Switch this unit off (X)");
    m_power->setEnabled(possible);
    m_power->setCheckable(true);
    m_power->setChecked(off);
    m_power->setIcon(icon("power", off ? "warning" : "text"));
    m_power->setToolTip(words);
    m_power->setAccessibleName(words);
    if (off)
        setCaption(tr("switched off"));
}

/// The map is as large as the width allows and what stands below leaves room for.
void UnitPanel::resizeEvent(QResizeEvent* event)
{
    if (event) {
        Panel::resizeEvent(event);
        if (const std::optional<Shown> now = shown(); now && m_strongestAsked != strongestAtMost())
            showStrongest(*now);
    }
    const int others = layout()->minimumSize().height() - m_map->minimumSizeHint().height();
    const int wide = width() - look().px(28 + 16) - m_side->width();
    m_map->setSide(std::clamp(std::min(wide, height() - others), look().px(120), look().px(480)));
}

void UnitPanel::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    if (m_stale)
        rebuild();
}

void UnitPanel::changeEvent(QEvent* event)
{
    Panel::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_answer)
        rebuild();
}
