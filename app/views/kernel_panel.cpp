#include "app/views/kernel_panel.h"

#include "app/models/kernel_atlas.h"
#include "app/models/kernel_words.h"
#include "app/models/number_text.h"
#include "app/widgets/cell_pictures.h"
#include "app/widgets/facts_list.h"
#include "app/widgets/legend.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/strip_plot.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

static constexpr int largeSide = 132, planeSide = 60; ///< pixels at font scale 1, where there is little room

KernelPanel::KernelPanel(QWidget* parent)
    : Panel(tr("Kernel"), parent)
    , m_large(new CellPictures(tr("The kernel, enlarged"), largeSide))
    , m_planes(new CellPictures(tr("The kernel in its three colours"), planeSide))
    , m_facts(new FactsList)
    , m_sentence(new QLabel)
    , m_legend(new Legend)
    , m_stripTitle(new QLabel)
    , m_strip(new StripPlot(tr("Colourfulness of all kernels")))
{
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 16);
    row->addWidget(m_large, 0, Qt::AlignTop);
    row->addWidget(m_facts, 1, Qt::AlignTop);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName("secondary");
    m_stripTitle->setObjectName("strong");
    m_legend->setMap("diverging");
    m_strip->setEnds(tr("0 grey"), tr("1 pure colour"));
    addContent(top);
    addContent(m_sentence);
    addContent(m_planes);
    addContent(m_legend);
    content()->addStretch(1);
    addContent(m_stripTitle);
    addContent(m_strip);
    setNumbers([this]() -> PanelNumbers {
        if (!m_layer)
            return {};
        const engine::Shape& shape = m_layer->kernels.shape;
        const auto weights = m_layer->kernel(m_filter);
        return {{shape.channels, shape.height, shape.width}, {weights.begin(), weights.end()}, {}};
    });
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &KernelPanel::fitPictures);
    connect(m_strip, &StripPlot::chosen, this, &KernelPanel::chosen);
    connect(m_large, &CellPictures::hovered, this, [this](int picture, QPoint cell) {
        if (!m_layer || picture < 0)
            return emit pointedAt({});
        emit pointedAt(m_layer->colour ? colourAddress(*m_layer, m_filter, cell)
                                       : planeAddress(*m_layer, m_filter, m_channel, cell));
    });
    connect(m_planes, &CellPictures::hovered, this, [this](int picture, QPoint cell) {
        emit pointedAt(m_layer && picture >= 0 ? planeAddress(*m_layer, m_filter, picture, cell) : QString());
    });
}

void KernelPanel::show(KernelsPointer layer, int filter, int channel)
{
    const bool other = layer != m_layer;
    m_layer = std::move(layer);
    m_filter = filter;
    m_channel = channel;
    setTitle(m_layer->connected ? tr("Unit %1").arg(filter) : tr("Kernel %1").arg(filter));
    setCaption(
        m_layer->towers == 2 ? tr("tower %1").arg(filter < m_layer->filters() / 2 ? 1 : 2) : m_layer->layer);
    setFileName(QString("%1-kernel-%2").arg(m_layer->layer).arg(filter));
    m_facts->setFacts(kernelFacts(*m_layer, filter), true);
    m_sentence->setText(kernelSentence(*m_layer, filter));
    paintPictures();
    if (other)
        fillStrip();
    m_strip->setCurrent(filter);
    m_fit.start();
}

void KernelPanel::paintPictures()
{
    const double end = largestWeight(m_layer->kernel(m_filter));
    const auto& diverging = look().colourMap("diverging");
    const auto plane
        = [&](int channel) { return kernelPlane(m_layer->kernels, m_filter, channel, end, diverging); };
    m_planes->setVisible(m_layer->colour);
    if (m_layer->colour) {
        m_large->setPictures({colourKernel(m_layer->kernels, m_filter, end)});
        m_planes->setPictures({plane(0), plane(1), plane(2)}, {tr("red"), tr("green"), tr("blue")});
    } else {
        m_large->setPictures(
            {plane(m_channel)}, {tr("map %1").arg(m_layer->firstChannel(m_filter) + m_channel)});
    }
    m_legend->setEnds(valueText(-end), "+" + valueText(end));
    m_legend->setRemark(tr("middle = 0"));
}

/// The pictures of the kernel grow together with the room, as long as its numbers keep theirs.
void KernelPanel::fitPictures()
{
    if (!m_layer)
        return;
    const QRect room = content()->geometry();
    const int needed = content()->hasHeightForWidth() ? content()->minimumHeightForWidth(room.width())
                                                      : content()->minimumSize().height();
    const double least = look().px(m_layer->colour ? largeSide + planeSide : largeSide);
    const double free = room.height() - needed - look().px(12);
    const double beside = room.width() - m_facts->minimumSizeHint().width() - look().px(16);
    const double across = (room.width() - 2 * look().px(16)) / 3.0;
    const double factor = std::max(
        1.0, std::min({1 + free / least, beside / look().px(largeSide), across / look().px(planeSide)}));
    m_large->setSide(int(largeSide * factor));
    m_planes->setSide(int(planeSide * factor));
}

/// Also when the words beside and below them have become longer.
bool KernelPanel::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        m_fit.start();
    return Panel::event(event);
}

void KernelPanel::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    m_fit.start();
}

void KernelPanel::fillStrip()
{
    m_strip->setVisible(m_layer->colour);
    m_stripTitle->setVisible(m_layer->colour);
    m_stripTitle->setText(tr("Colourfulness of all %1").arg(m_layer->filters()));
    QStringList rows;
    for (int tower = 0; tower < m_layer->towers; ++tower)
        rows += m_layer->towers == 2 ? tr("Tower %1").arg(tower + 1) : QString();
    std::vector<StripPlot::Dot> dots;
    for (int filter = 0; filter < int(m_layer->measures.size()); ++filter)
        dots.push_back({filter, filter * m_layer->towers / m_layer->filters(),
            m_layer->measures[std::size_t(filter)].colourfulness});
    m_strip->setDots(rows, std::move(dots), 0, 1);
}

void KernelPanel::changeEvent(QEvent* event)
{
    Panel::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_layer)
        paintPictures();
}
