#include "app/views/camera_column.h"

#include "app/models/number_text.h"
#include "app/views/camera_answer_panel.h"
#include "app/views/camera_card.h"
#include "app/views/camera_classes.h"
#include "app/views/camera_light.h"
#include "app/views/camera_picture.h"
#include "app/views/camera_source_bar.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/room.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

CameraColumn::CameraColumn(const Surroundings& around, CameraDesk& desk, OwnClasses& own, QWidget* parent)
    : QFrame(parent)
    , m_session(around.session)
    , m_desk(desk)
    , m_light(new CameraLight)
    , m_rate(new QLabel)
    , m_sources(new CameraSourceBar(desk))
    , m_picture(new CameraPicture)
    , m_card(new CameraCard)
    , m_place(new QStackedWidget)
    , m_freeze(new QPushButton(icon("freeze", "onAccent"), tr("Freeze and explore")))
    , m_mirror(new QPushButton(icon("mirror"), tr("Mirror")))
    , m_hint(new QLabel(tr("Space freezes · the net sees the square")))
    , m_answer(new CameraAnswerPanel(desk, own))
    , m_classes(new QPushButton)
{
    setObjectName("pictureColumn");
    setAccessibleName(tr("Camera and answer"));
    build();
    connect(&m_desk, &CameraDesk::answered, this, &CameraColumn::showAnswer);
    connect(&m_desk, &CameraDesk::statusChanged, this, &CameraColumn::showStatus);
    connect(&m_session, &Session::networkChanged, this, &CameraColumn::countClasses);
    connect(m_sources, &CameraSourceBar::chosen, this, &CameraColumn::startAsked);
    connect(m_card, &CameraCard::videoAsked, m_sources, &CameraSourceBar::askForVideo);
    connect(m_card, &CameraCard::againAsked, this, [this] { emit startAsked(m_desk.choice()); });
    connect(m_card, &CameraCard::samplesAsked, this, [this] {
        CameraChoice choice = m_desk.choice();
        choice.source = CameraSourceBar::samplesFolder();
        emit startAsked(choice);
    });
    countClasses();
    showStatus();
}

QWidget* CameraColumn::buildHead()
{
    auto* head = new QWidget;
    auto* title = new QLabel(tr("Camera"));
    title->setObjectName("panelTitle");
    m_small.push_back(title); // the place's name stands beside
    m_rate->setObjectName("caption");
    m_rate->setToolTip(tr("Answers a second: plain, whatever is averaged"));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    row->addWidget(title);
    row->addWidget(m_light);
    row->addWidget(m_rate);
    row->addStretch();
    row->addWidget(m_sources);
    return head;
}

QWidget* CameraColumn::buildButtons()
{
    m_freeze->setProperty("primary", true);
    m_freeze->setToolTip(tr("Keeps this picture and opens it in Explore (Space)"));
    m_mirror->setCheckable(true);
    m_mirror->setToolTip(tr("Exchange left and right, as in a mirror"));
    m_hint->setObjectName("small");
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    row->addWidget(m_freeze);
    row->addWidget(m_mirror);
    row->addStretch();
    row->addWidget(m_hint);
    connect(m_freeze, &QPushButton::clicked, this, &CameraColumn::freezeAsked);
    connect(m_mirror, &QPushButton::toggled, this, [this](bool on) {
        m_desk.setMirror(on);
        m_mirror->setIcon(icon("mirror", on ? "accent" : "text"));
    });
    return buttons;
}

void CameraColumn::build()
{
    m_head = buildHead();
    QWidget* buttons = buildButtons();
    m_place->addWidget(m_picture);
    m_place->addWidget(new Room(m_card, Qt::Vertical)); // double-size type may need more than there is
    auto* line = new QFrame;
    line->setObjectName("separator");
    line->setFixedHeight(1);
    m_classes->setFlat(true);
    m_classes->setToolTip(tr("The list of all words that the network can answer with"));
    connect(m_classes, &QPushButton::clicked, this, [this] { showClassList(this, m_session.network()); });
    auto* privacy
        = new QLabel(tr("Pictures stay in this computer's memory: nothing is sent, nothing is kept."));
    privacy->setObjectName("small");
    privacy->setWordWrap(true);
    auto* lock = new QLabel;
    keepIcon(lock, "lock", "textTertiary", 14);
    auto* below = new QWidget;
    auto* foot = new QHBoxLayout(below);
    foot->setContentsMargins(0, 0, 0, 0);
    keepSpacing(foot, 6);
    foot->addWidget(lock, 0, Qt::AlignVCenter);
    foot->addWidget(privacy, 1);
    foot->addWidget(m_classes);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    keepMargins(column, 16, 8, 16, 8);
    keepSpacing(column, 8);
    column->addWidget(m_head);
    column->addWidget(m_place);
    column->addWidget(buttons);
    column->addWidget(line);
    column->addWidget(m_answer);
    column->addStretch();
    column->addWidget(below);
    m_small.insert(m_small.end(), {m_sources, buttons, line, below});
    QScrollArea* scroll = scrolling(content, true); // with large type
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

/// Two fifths of the window; the picture as high as its proportions ask for, and as the answer leaves room. Before a class
/// half of it, and nothing but picture and answer.
void CameraColumn::fit()
{
    const bool presenter = look().presenter();
    for (QWidget* widget : m_small)
        widget->setVisible(!presenter);
    const double wide = window()->width() * (presenter ? 0.52 : 0.406);
    const int width = presenter ? int(wide) : std::clamp(int(wide), 380, 780);
    setFixedWidth(width);
    const int side = width - 2 * look().px(16) - 1;
    const int others = presenter
        ? m_head->sizeHint().height() + m_answer->sizeHint().height() + look().px(88) // with the line of keys
        : look().px(472);
    const int room = std::max(look().px(presenter ? 100 : 160), window()->height() - others);
    m_place->setFixedHeight(std::min({m_picture->heightFor(side), side * 3 / 4, room}));
    m_hint->setVisible(look().scale() < 1.4);
    m_rate->setVisible(!presenter && m_desk.status().state == CameraState::Live);
}

void CameraColumn::showEvent(QShowEvent* event)
{
    window()->installEventFilter(this);
    fit();
    QFrame::showEvent(event);
}

bool CameraColumn::eventFilter(QObject* object, QEvent* event)
{
    if (object == window() && event->type() == QEvent::Resize)
        fit();
    return QFrame::eventFilter(object, event);
}

void CameraColumn::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange && m_head)
        fit();
    QFrame::changeEvent(event);
}

void CameraColumn::takeFocus() { m_picture->setFocus(); }

void CameraColumn::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space)
        return emit freezeAsked();
    QFrame::keyPressEvent(event);
}

void CameraColumn::showStatus()
{
    const CameraStatus status = m_desk.status();
    const bool live = status.state == CameraState::Live;
    const QString source = m_desk.choice().source;
    const bool isFile = source.contains('/') && !source.startsWith("/dev/")
        && !source.contains('!'); // as pipelines do, which are live
    switch (status.state) {
    case CameraState::Live:
        m_light->setKind(CameraLight::Kind::Live, isFile ? tr("Playing") : tr("Live"));
        break;
    case CameraState::Opening:
        m_light->setKind(CameraLight::Kind::Waiting, tr("Opening…"));
        break;
    case CameraState::Lost:
        m_light->setKind(CameraLight::Kind::Lost, tr("Lost"));
        break;
    default:
        m_light->setKind(
            CameraLight::Kind::Dark, status.state == CameraState::Ended ? tr("Ended") : tr("Off"));
    }
    const bool shown = live && m_desk.answer();
    m_place->setCurrentIndex(live ? 0 : 1);
    m_card->setStatus(status);
    m_freeze->setEnabled(shown);
    m_rate->setVisible(live && !look().presenter());
    if (!m_desk.answer())
        m_picture->setPicture({}, {}, tr("no picture yet"));
}

void CameraColumn::showAnswer()
{
    const CameraAnswerPointer answer = m_desk.answer();
    if (!answer)
        return;
    const int before = m_picture->heightFor(1000);
    m_picture->setPicture(answer->picture, answer->seen, m_desk.status().name);
    if (m_picture->heightFor(1000) != before)
        fit();
    if (m_place->currentWidget() != m_picture || !m_freeze->isEnabled())
        showStatus();
    const double rate = m_desk.status().answersPerSecond;
    m_rate->setText(tr("%1 answers/s").arg(QLocale().toString(rate, 'f', rate < 9.95 ? 1 : 0)));
}

void CameraColumn::setSureFrom(double share) { m_answer->setSureFrom(share); }

void CameraColumn::countClasses()
{
    const NetworkPointer network = m_session.network();
    m_classes->setVisible(network != nullptr);
    if (network)
        m_classes->setText(tr("All %1 classes…").arg(countText(network->labels.size())));
}
