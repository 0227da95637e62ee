#include "app/views/explore_view.h"

#include "app/models/map_atlas.h"
#include "app/session/comparison.h"
#include "app/views/layer_panel.h"
#include "app/views/layer_strip.h"
#include "app/views/likeness_panel.h"
#include "app/views/off_bar.h"
#include "app/views/stack_view.h"
#include "app/views/unit_panel.h"
#include "app/views/why_panel.h"
#include "app/widgets/icon.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>

ExploreView::ExploreView(const Surroundings& surroundings, QWidget* parent)
    : View(surroundings, parent)
    , m_comparison(new Comparison(surroundings.session, this))
    , m_likeness(new LikenessPanel(surroundings, *m_comparison))
    , m_strip(new LayerStrip(surroundings))
    , m_stack(new StackView(surroundings))
    , m_kind(new Segmented(tr("Layers"), {tr("3-D"), tr("Flat")}))
    , m_stackWords(new QLabel(tr("Blocks: after\nReLU. Dark 0,\nbright strong")))
    , m_overview(new QFrame)
    , m_layer(new LayerPanel(surroundings, *m_comparison))
    , m_unit(new UnitPanel(surroundings, *m_comparison))
    , m_unitRoom(new QScrollArea)
    , m_tab(new Segmented(tr("Show"), {tr("Units"), tr("Selected unit")}))
    , m_why(new WhyPanel(surroundings))
    , m_pages(new QStackedWidget)
    , m_tiles(new QWidget)
    , m_empty(new QLabel(tr("Open or drop a picture to see what every layer makes of it.")))
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    buildOverview();
    all->addWidget(m_overview);
    all->addWidget(m_likeness);
    all->addWidget(new OffBar(m_session));
    all->addWidget(m_tab);
    all->addWidget(m_pages, 1);
    auto* row = new QHBoxLayout(m_tiles);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_layer, 1);
    row->addWidget(m_unitRoom);
    m_unitRoom->setWidget(m_unit);
    m_unitRoom->setWidgetResizable(true);
    m_unitRoom->setFrameShape(QFrame::NoFrame);
    m_unitRoom->setFocusPolicy(Qt::NoFocus);
    m_unitRoom->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setObjectName("secondary");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_pages->addWidget(m_tiles);
    m_pages->addWidget(m_why);
    m_pages->addWidget(m_empty);

    connect(m_tab, &Segmented::chosen, this, &ExploreView::arrange);
    connect(m_comparison, &Comparison::changed, this, &ExploreView::showPage);
    connect(m_comparison, &Comparison::failed, this, &View::pointedAt);
    connect(m_likeness, &LikenessPanel::chosen, this, &ExploreView::selectLayer);
    connect(m_likeness, &LikenessPanel::pointedAt, this, &View::pointedAt);
    connect(m_strip, &LayerStrip::chosen, this, &ExploreView::selectLayer);
    connect(m_strip, &LayerStrip::pointedAt, this, &View::pointedAt);
    connect(m_stack, &StackView::chosen, this, &ExploreView::selectLayer);
    connect(m_stack, &StackView::pointedAt, this, &View::pointedAt);
    connect(m_stack, &StackView::failed, this, &ExploreView::failStack);
    connect(m_kind, &Segmented::chosen, this, [this](int kind) { m_preferences.setStack3d(kind == 0); });
    connect(&m_preferences, &Preferences::changed, this, &ExploreView::arrange);
    connect(m_layer, &LayerPanel::pointedAt, this, &View::pointedAt);
    connect(m_layer, &LayerPanel::enterAsked, m_unit, &UnitPanel::askWhy);
    connect(m_unit, &UnitPanel::pointedAt, this, &View::pointedAt);
    connect(m_why, &WhyPanel::pointedAt, this, &View::pointedAt);
    connect(m_why, &WhyPanel::closed, this, [this] { m_selection.setWhy(false); });
    connect(&m_selection, &Selection::changed, this, &ExploreView::showPage);
    connect(&m_session, &Session::networkChanged, this, [this] {
        m_canDraw = true;
        m_kind->button(0)->setToolTip(spaceWords());
        arrange();
    });
    connect(&m_session, &Session::answered, this, [this] {
        selectSomething();
        showPage();
    });
    showPage();
}

QString ExploreView::spaceWords()
{
    return tr("The layers in space: drag to turn, Shift and drag to move, wheel to zoom, 0 to fit");
}

/// The strip or the stack, with the switch between them at the right.
void ExploreView::buildOverview()
{
    m_overview->setObjectName("panel");
    m_strip->setObjectName("overviewStrip"); // the frame is around all
    m_strip->setFrameShape(QFrame::NoFrame);
    const char* icons[] = {"cube", "strip"};
    const QString words[] = {spaceWords(), tr("The layers in a flat strip")};
    for (int i = 0; i < 2; ++i) {
        auto* button = static_cast<QToolButton*>(m_kind->button(i));
        button->setIcon(icon(icons[i]));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(words[i]);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    static_cast<QBoxLayout*>(m_kind->layout())->setDirection(QBoxLayout::TopToBottom);
    auto* row = new QHBoxLayout(m_overview);
    row->setContentsMargins(4, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_strip, 1);
    row->addWidget(m_stack, 1);
    m_stackWords->setObjectName("small");
    m_stackWords->setToolTip(
        tr("The tiles of a layer before its ReLU have other colours: they have two signs."));
    auto* side = new QVBoxLayout;
    side->setSpacing(8);
    side->addWidget(m_kind);
    side->addWidget(m_stackWords);
    side->addStretch(1);
    row->addLayout(side);
}

/// Until another network or device is opened.
void ExploreView::failStack(const QString& sentence)
{
    m_canDraw = false;
    m_kind->button(0)->setToolTip(sentence);
    arrange();
    emit stackFailed(sentence);
    emit pointedAt(sentence);
}

QString ExploreView::help() const
{
    return tr(
        "Above stands every layer of the network with what it makes of this picture; click one to see "
        "all its units. In space they can be turned by dragging and enlarged with the wheel. "
        "A tile is one unit: bright means that it found what it looks for. Click a tile to see it "
        "large, click in the "
        "large map to choose a position, and ask “Why this number?” for the sum behind the value. Esc "
        "goes back one "
        "step. The power buttons switch units, layers, biases or wires off, and the answer follows. The "
        "button with two halves above the picture keeps an answer as B: with the next picture, network or "
        "change the tiles show A, B or A − B (C), and the bars above how alike the layers are.");
}

bool ExploreView::isReady() const
{
    if (!m_session.answer())
        return true;
    if (m_pages->currentWidget() == m_why)
        return m_why->isReady();
    if (!m_comparison->isReady() || (m_stack->isVisible() && !m_stack->isReady()))
        return false;
    return (m_layer->isHidden() || m_layer->isReady()) && (m_unitRoom->isHidden() || m_unit->isReady());
}

void ExploreView::showPage()
{
    const bool why = m_selection.spot().why && m_selection.spot().unit >= 0;
    if (!m_session.answer())
        m_pages->setCurrentWidget(m_empty);
    else
        m_pages->setCurrentWidget(why ? static_cast<QWidget*>(m_why) : m_tiles);
    arrange();
}

/// Tiles and inspector beside each other; where the window is too narrow for both, one of them.
void ExploreView::arrange()
{
    const bool why = m_pages->currentWidget() == m_why;
    const bool narrow = width() < look().px(352 + 420);
    const bool compact = why || height() < look().px(540);
    const bool likeness = !compact && m_comparison->isOn();
    m_likeness->setVisible(likeness);
    m_overview->setVisible(!likeness && m_session.answer());
    const bool stack = !likeness && !compact && m_canDraw && m_preferences.stack3d();
    m_strip->setCompact(compact);
    m_strip->setVisible(!stack);
    m_stack->setFixedHeight(std::clamp(height() * 28 / 100, look().px(200), look().px(336)));
    m_stack->setVisible(stack);
    m_stackWords->setVisible(stack);
    m_kind->setVisible(!compact);
    m_kind->setCurrent(stack ? 0 : 1);
    m_kind->button(0)->setEnabled(m_canDraw);
    m_tab->setVisible(narrow && m_pages->currentWidget() == m_tiles);
    m_layer->setVisible(!narrow || m_tab->current() == 0);
    m_unitRoom->setVisible(!narrow || m_tab->current() == 1);
    m_unitRoom->setMinimumWidth(narrow ? 0 : std::clamp(width() * 38 / 100, look().px(352), look().px(600)));
    m_unitRoom->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : m_unitRoom->minimumWidth());
}

/// With the first answer of a network: the strongest unit of its first convolution.
void ExploreView::selectSomething()
{
    const ClassificationPointer answer = m_session.answer();
    const NetworkInfo& network = *answer->network;
    const Spot& spot = m_selection.spot();
    const int layer = network.indexOf(spot.layer);
    if (layer >= 0 && spot.unit < network.layers[std::size_t(layer)].output.channels)
        return;
    for (int i = 0; i < int(network.layers.size()); ++i)
        if (network.layers[std::size_t(i)].neurons > 0)
            return selectLayer(i);
}

/// With its strongest unit, so that there is something to look at closely.
void ExploreView::selectLayer(int layer)
{
    const ClassificationPointer answer = m_session.answer();
    if (!answer || layer < 0)
        return;
    const QString& name = answer->network->layers[std::size_t(layer)].name;
    if (name != m_selection.spot().layer || m_selection.spot().unit < 0)
        m_selection.selectUnit(name, strongestUnit(answer->outputOf(layer)));
}

void ExploreView::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() != Qt::NoModifier || !m_preferences.letterKeys())
        return event->ignore();
    const Spot& spot = m_selection.spot();
    switch (event->key()) {
    case Qt::Key_O:
        return m_layer->nextOrder();
    case Qt::Key_R:
        return m_layer->nextRange();
    case Qt::Key_W:
        return spot.why ? m_selection.setWhy(false) : m_unit->askWhy();
    case Qt::Key_C:
        if (!m_comparison->isOn())
            return emit pointedAt(
                tr("There is no B to compare with: the button with two halves above the picture "
                   "keeps this answer as B."));
        return m_comparison->next();
    case Qt::Key_X:
        if (const NetworkPointer network = m_session.network())
            toggleUnit(m_session, network->indexOf(spot.layer), spot.unit);
        return;
    default:
        event->ignore();
    }
}

void ExploreView::resizeEvent(QResizeEvent*) { arrange(); }
