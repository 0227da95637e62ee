#include "app/views/finder.h"

#include "app/models/finder_match.h"
#include "app/views/finder_delegate.h"
#include "app/widgets/look.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int foundAtMost = 60; // more are found by typing more
constexpr int rowsInSight = 9;

}

Finder::Finder(const Surroundings& around, QWidget* window)
    : QFrame(window)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_field(new QLineEdit)
    , m_list(new QListWidget)
{
    build();
    hide();
    window->installEventFilter(this);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &Finder::search);
    connect(m_list, &QListWidget::itemClicked, this, &Finder::take);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (isVisible() && now && now != m_field && now->window() == this->window() && !isAncestorOf(now))
            hide(); // somebody went elsewhere
    });
}

void Finder::build()
{
    setObjectName("finder");
    setAccessibleName(tr("Find"));
    m_field->setObjectName("finderField");
    m_field->setPlaceholderText(tr("Layer, unit, class, sample, place or command"));
    m_field->setAccessibleName(tr("Find a layer, unit, class, sample, place or command"));
    m_field->setClearButtonEnabled(false);
    m_list->setObjectName("finderList");
    m_list->setAccessibleName(tr("Found; up and down choose, Enter goes there"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setItemDelegate(new FinderDelegate(m_list));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_field);
    column->addWidget(m_list);
}

void Finder::open(const std::vector<Entry>& places, const QList<QAction*>& commands)
{
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    collect(places, commands);
    m_field->clear();
    search();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void Finder::collect(const std::vector<Entry>& places, const QList<QAction*>& commands)
{
    m_entries = places;
    for (QAction* command : commands) {
        QString words = command->text();
        words.remove('&').remove(QChar(0x2026)); // the ellipsis
        const bool place = std::any_of(
            places.begin(), places.end(), [&words](const Entry& entry) { return entry.words == words; });
        if (place || words.isEmpty() || command->isSeparator() || command->menu() || !command->isEnabled())
            continue;
        if (command->isCheckable())
            words += command->isChecked() ? tr(": on") : tr(": off");
        m_entries.push_back({words, tr("command"), command->shortcut().toString(QKeySequence::NativeText),
            [command = QPointer<QAction>(command)] {
                if (command)
                    command->trigger();
            }});
    }
    collectNetwork();
    collectSamples();
}

void Finder::collectNetwork()
{
    const NetworkPointer network = m_session.network();
    if (!network)
        return;
    for (const LayerInfo& layer : network->layers)
        m_entries.push_back({layer.name, tr("layer"), {}, [this, name = layer.name] {
                                 m_selection.go({"explore", name, -1, {}, false});
                             }});
    if (network->layers.empty() || network->layers.back().output.channels != network->labels.size())
        return;
    const QString last = network->layers.back().name;
    for (int unit = 0; unit < network->labels.size(); ++unit)
        m_entries.push_back({network->labels[unit], tr("class"), {}, [this, last, unit] {
                                 m_selection.go({"explore", last, unit, {}, false});
                             }});
}

/// They are read once, when somebody first wants to find something.
void Finder::collectSamples()
{
    for (const Sample& sample : m_samples)
        m_entries.push_back({sample.title, tr("sample"), {}, [this, sample] {
                                 m_session.openPicture(
                                     {.path = sample.file, .bytes = {}, .name = sample.title});
                                 if (m_selection.spot().place == "start")
                                     m_selection.setPlace("explore");
                             }});
    if (m_samplesAsked)
        return;
    m_samplesAsked = true;
    m_session.engine().run(
        m_samplesLane, this,
        [](EngineState&, std::stop_token) {
            return readSamples({8, 8});
        },
        [this](const std::vector<Sample>& samples) {
            m_samples = samples;
            collectSamples();
            search();
        },
        [](const QString&) {});
}

void Finder::search()
{
    const QString typed = m_field->text().trimmed();
    std::vector<std::pair<int, const Entry*>> scored;
    for (const Entry& entry : m_entries)
        if (const std::optional<int> score = finderScore(entry.words, entry.kind, typed))
            scored.emplace_back(*score, &entry);
    std::stable_sort(
        scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    m_found.clear();
    const NetworkPointer network = m_session.network();
    if (const auto unit = network ? typedUnit(*network, typed) : std::nullopt)
        m_found.push_back(
            {tr("%1 unit %2").arg(unit->layer).arg(unit->unit), tr("unit"), {}, [this, unit = *unit] {
                 m_selection.go({"explore", unit.layer, unit.unit, {}, false});
             }});
    for (const auto& [score, entry] : scored)
        if (m_found.size() < foundAtMost)
            m_found.push_back(*entry);
    m_list->clear();
    for (const Entry& entry : m_found) {
        auto* item = new QListWidgetItem(entry.words, m_list);
        item->setData(FinderDelegate::kindRole, entry.keys.isEmpty() ? entry.kind : entry.keys);
        item->setData(Qt::AccessibleTextRole, entry.words + ", " + entry.kind);
        item->setToolTip(entry.words);
    }
    if (m_found.empty()) {
        auto* item = new QListWidgetItem(tr("Nothing is called “%1”").arg(typed), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
    choose(0);
    fit();
}

/// Also said to screen readers, since the field keeps the focus.
void Finder::choose(int row)
{
    if (m_found.empty())
        return m_field->setAccessibleDescription(tr("nothing found"));
    m_list->setCurrentRow(std::clamp(row, 0, m_list->count() - 1));
    m_field->setAccessibleDescription(m_list->currentItem()->data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent event(m_field, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void Finder::take()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= int(m_found.size()))
        return;
    const std::function<void()> act = m_found[std::size_t(row)].act;
    leave();
    act();
}

void Finder::leave()
{
    if (m_focusBefore)
        m_focusBefore->setFocus();
    hide();
}

/// A third of the window's height at most below its upper edge, as wide as a line needs.
void Finder::fit()
{
    const int row = m_list->sizeHintForRow(0), rows = std::clamp(m_list->count(), 1, rowsInSight);
    const QSize room = window()->size();
    const int others = m_field->sizeHint().height() + 3 * 8 + 2;
    const int top = std::min(look().px(56), room.height() / 8);
    const int list = std::min(row * rows, room.height() - top - others - 16);
    m_list->setFixedHeight(std::max(row, list));
    const int width = std::min(look().px(560), room.width() - 32);
    setGeometry((room.width() - width) / 2, top, width, m_list->height() + others);
}

bool Finder::eventFilter(QObject* object, QEvent* event)
{
    if (object == parent() && event->type() == QEvent::Resize && isVisible())
        fit();
    if (object != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(object, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
        choose(m_list->currentRow() - 1);
        return true;
    case Qt::Key_Down:
        choose(m_list->currentRow() + 1);
        return true;
    case Qt::Key_PageUp:
        choose(m_list->currentRow() - rowsInSight);
        return true;
    case Qt::Key_PageDown:
        choose(m_list->currentRow() + rowsInSight);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    default:
        return false;
    }
}

void Finder::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange && isVisible())
        fit();
}
