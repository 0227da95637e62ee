#include "app/views/why_panel.h"

#include "app/models/layer_words.h"
#include "app/views/why_page.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/panel.h"
#include "engine/explain/statistics.h"

#include <QEvent>
#include <QScrollArea>

WhyPanel::WhyPanel(const Surroundings& around, QWidget* parent)
    : QWidget(parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_preferences(around.preferences)
    , m_traces(new Traces(around.session, this))
    , m_main(new Panel(tr("Why this number?")))
    , m_below(new Panel({}))
    , m_scroll(new QScrollArea)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    column->addWidget(m_main, 1);
    column->addWidget(m_below);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->installEventFilter(this);
    m_main->addContent(m_scroll, 1);
    QToolButton* close = iconButton("close", tr("Back to the units (Esc)"));
    m_main->addControl(close);
    m_below->hide();
    connect(close, &QToolButton::clicked, this, &WhyPanel::closed);
    connect(m_traces, &Traces::ready, this, &WhyPanel::show);
    connect(m_traces, &Traces::failed, this, &WhyPanel::say);
    connect(&m_session, &Session::answered, this, &WhyPanel::ask);
    connect(&m_selection, &Selection::changed, this, &WhyPanel::ask);
    connect(&m_preferences, &Preferences::changed, this, &WhyPanel::build);
    ask();
}

std::optional<WhyPanel::Wanted> WhyPanel::wanted() const
{
    const ClassificationPointer answer = m_session.answer();
    const Spot& spot = m_selection.spot();
    const int layer = answer ? answer->network->indexOf(spot.layer) : -1;
    if (!spot.why || layer < 0)
        return std::nullopt;
    const engine::HostTensor& maps = answer->outputOf(layer);
    if (spot.unit < 0 || spot.unit >= maps.shape.channels)
        return std::nullopt;
    Wanted made {answer->number, layer, {spot.unit, 0, 0}, m_dropoutKey};
    if (spot.position && engine::isInside(maps.shape, spot.position->y(), spot.position->x())) {
        made.place.y = spot.position->y();
        made.place.x = spot.position->x();
    } else {
        const std::span<const float> map = engine::mapOf(maps, spot.unit);
        const int peak = int(std::max_element(map.begin(), map.end()) - map.begin());
        made.place.y = peak / maps.shape.width;
        made.place.x = peak % maps.shape.width;
    }
    return made;
}

bool WhyPanel::isReady() const { return !m_waiting && m_asked == wanted(); }

void WhyPanel::ask()
{
    const std::optional<Wanted> now = wanted();
    if (!now || now == m_asked)
        return;
    m_asked = now;
    m_waiting = true;
    m_traces->ask(now->layer, now->place, now->dropoutKey);
}

void WhyPanel::show(const TracePointer& trace)
{
    m_waiting = false;
    m_shown = trace;
    build();
}

void WhyPanel::say(const QString& sentence)
{
    m_waiting = false;
    m_shown.reset();
    m_page = nullptr;
    auto* words = new QLabel(sentence);
    words->setObjectName("secondary");
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    m_scroll->setWidget(words);
    m_main->setCaption({});
    m_main->setNumbers({});
    m_below->hide();
}

QString WhyPanel::caption() const
{
    const engine::Place& at = m_shown->trace.place;
    const QString words = m_shown->info().name + QString::fromUtf8(" · ")
        + unitWords(m_shown->network(), m_shown->layer, at.channel);
    return m_shown->info().vector ? words : tr("%1 at (%2, %3)").arg(words).arg(at.x).arg(at.y);
}

/// Everything anew: a page is made for one value.
void WhyPanel::build()
{
    if (!m_shown)
        return;
    const bool focus = m_page && m_page->isAncestorOf(focusWidget());
    m_page = makeWhyPage(m_shown, m_preferences.colourMap());
    connect(m_page, &WhyPage::pointedAt, this, &WhyPanel::pointedAt);
    connect(m_page, &WhyPage::footTitleChanged, m_below, &Panel::setTitle);
    connect(m_page, &WhyPage::positionAsked, &m_selection, &Selection::selectPosition);
    connect(m_page, &WhyPage::dropoutAsked, this, [this](std::optional<std::uint64_t> key) {
        m_dropoutKey = key;
        ask();
    });
    m_page->fit(m_scroll->viewport()->size());
    QWidget* old = m_scroll->takeWidget();
    m_scroll->setWidget(m_page);
    if (old) { // it may be what asked for this
        old->hide();
        old->setParent(this);
        old->deleteLater();
    }
    if (m_foot) {
        m_foot->hide();
        m_foot->deleteLater();
    }
    m_foot = m_page->takeFoot().release();
    m_below->addContent(m_foot);
    m_below->setTitle(m_page->footTitle());
    m_below->setCaption(m_page->footWords());
    m_below->show();
    m_main->setCaption(caption());
    const QString name = QString("%1-unit-%2").arg(m_shown->info().name).arg(m_shown->trace.place.channel);
    m_main->setFileName(name + "-why");
    m_below->setFileName(name + "-why-more");
    m_main->setNumbers([page = m_page] { return PanelNumbers {{}, {}, page->csv()}; });
    if (focus)
        for (NumberGrid* grid : m_page->findChildren<NumberGrid*>())
            if (grid->focusPolicy() != Qt::NoFocus)
                return grid->setFocus();
}

bool WhyPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && m_page && watched == m_scroll->viewport())
        m_page->fit(m_scroll->viewport()->size());
    return QWidget::eventFilter(watched, event);
}

void WhyPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        build();
}
