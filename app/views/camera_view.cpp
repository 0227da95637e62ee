#include "app/views/camera_view.h"

#include "app/views/camera_column.h"
#include "app/views/camera_layers.h"
#include "app/views/own_classes_panel.h"
#include "app/views/own_classes_result.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"
#include "app/widgets/room.h"

#include <QKeyEvent>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

CameraView::CameraView(const Surroundings& surroundings, QWidget* parent)
    : View(surroundings, parent)
    , m_desk(surroundings.session)
    , m_own(surroundings.session, m_desk)
    , m_column(new CameraColumn(surroundings, m_desk, m_own))
    , m_layersPanel(new Panel(tr("Layers, live")))
    , m_layers(new CameraLayers)
    , m_ownPanel(new OwnClassesPanel(m_own, m_desk))
    , m_result(new OwnClassesResult(m_own))
{
    m_column->hide();
    build();
    connect(m_column, &CameraColumn::startAsked, this, &CameraView::start);
    connect(m_column, &CameraColumn::freezeAsked, this, [this] { freeze({}); });
    connect(m_layers, &CameraLayers::chosen, this, &CameraView::freeze);
    connect(m_layers, &CameraLayers::pointedAt, this, &View::pointedAt);
    connect(&m_desk, &CameraDesk::answered, this, &CameraView::showLayers);
    connect(&m_desk, &CameraDesk::statusChanged, this, &CameraView::showLayers);
    connect(&m_desk, &CameraDesk::frozen, this, [this] {
        Spot spot;
        spot.place = "explore";
        spot.layer = m_frozenLayer;
        m_selection.go(spot);
    });
    connect(&m_own, &OwnClasses::failed, this, &CameraView::failed);
    connect(&m_own, &OwnClasses::saved, this, &CameraView::saved);
    connect(m_result, &OwnClassesResult::shownChanged, this, &CameraView::arrange);
    connect(m_result, &OwnClassesResult::sureFromChanged, m_column, &CameraColumn::setSureFrom);
    connect(m_ownPanel, &OwnClassesPanel::resultAsked, m_result, &OwnClassesResult::open);
    connect(&m_preferences, &Preferences::changed, this,
        [this] { m_layers->setColourMap(m_preferences.colourMap()); });
    m_layers->setColourMap(m_preferences.colourMap());
    arrange();
}

CameraView::~CameraView() = default;

QWidget* CameraView::column() const { return m_column; }

void CameraView::build()
{
    m_layersPanel->setFileName("layers-live");
    m_layersPanel->addContent(m_layers, 1);
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    keepSpacing(inside, 8);
    inside->addWidget(m_layersPanel);
    inside->addWidget(m_ownPanel, 1);
    inside->addWidget(m_result);
    QScrollArea* scroll = scrolling(content, true); // with large type
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
}

void CameraView::setSource(const QString& source)
{
    m_choice.source = source;
    if (isVisible())
        start(m_choice);
}

void CameraView::start(const CameraChoice& choice)
{
    m_choice = choice;
    m_choice.mirror = m_desk.choice().mirror; // which its button has told the desk
    m_desk.start(m_choice);
}

/// The camera looks only while somebody sees that it does.
void CameraView::showEvent(QShowEvent* event)
{
    View::showEvent(event);
    m_desk.setWatching(true);
    if (!m_desk.isOn())
        start(m_choice);
    m_column->show();
    m_column->takeFocus();
}

void CameraView::hideEvent(QHideEvent* event)
{
    View::hideEvent(event);
    m_column->hide();
    m_own.stopRecording();
    m_desk.setWatching(false);
    m_desk.stop();
}

void CameraView::freeze(const QString& layer)
{
    if (!m_desk.answer() || m_desk.status().state != CameraState::Live)
        return;
    m_frozenLayer = layer.isEmpty() ? m_selection.spot().layer : layer;
    m_desk.freeze();
}

void CameraView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space)
        return freeze({});
    View::keyPressEvent(event);
}

void CameraView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    arrange();
}

void CameraView::changeEvent(QEvent* event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_result)
        arrange();
}

/// Of a source that gives no pictures nothing is shown that was.
void CameraView::showLayers()
{
    const bool live = m_desk.status().state == CameraState::Live;
    m_layers->setAnswer(live ? m_desk.answer() : nullptr);
    if (live)
        point();
    else
        emit pointedAt({});
}

/// Where there is not room for all, what was learned takes the place of the layers; before a class there are only these.
void CameraView::arrange()
{
    const bool presenter = look().presenter();
    const bool roomy = height() >= look().px(940);
    m_layersPanel->setCaption(
        presenter ? QString() : tr("strongest nine of each: dark 0, bright its largest; click to explore"));
    m_layersPanel->setVisible(presenter || roomy || !m_result->isShown());
    m_ownPanel->setVisible(!presenter);
    m_result->setVisible(!presenter && m_result->isShown());
    m_ownPanel->setBrief(m_result->isShown() && !roomy);
    m_ownPanel->setResultShown(m_result->isShown());
}

/// For the status bar: what the source gives.
void CameraView::point()
{
    const CameraStatus status = m_desk.status();
    if (m_layers->underMouse())
        return;
    emit pointedAt(
        tr("the source gives %3 frames a second of %1 × %2 · longest pause between answers %4 ms")
            .arg(status.size.width())
            .arg(status.size.height())
            .arg(QLocale().toString(status.framesPerSecond, 'f', status.framesPerSecond < 10 ? 1 : 0))
            .arg(qRound(status.longestPause)));
}

bool CameraView::isReady() const
{
    const CameraStatus status = m_desk.status();
    if (status.state == CameraState::Opening)
        return false;
    return status.state != CameraState::Live || (m_desk.answer() && !m_desk.answer()->layers.empty());
}

QString CameraView::help() const
{
    return tr("### Camera\n\n"
              "The open network looks at what a camera, a video file or a folder of pictures shows; the "
              "square it sees "
              "is bright. **Steady** averages the answers of up to 32 frames; the pictures of a folder are "
              "answered one by one. **Space** freezes the picture "
              "and opens it "
              "in Explore, a click on a layer opens that layer.\n\n"
              "An answer whose probability is spread over many classes is *not sure*: perhaps the thing is "
              "none of the "
              "classes the network knows. *All classes* lists them.\n\n"
              "**Own classes**: name two to ten classes, hold the button of each while you show what it "
              "means, then let "
              "the last layer learn. The layers below stay as they are: they only say what they see, and the "
              "new layer "
              "learns which of that belongs to which class. 15 % of the frames of every class are kept aside "
              "and tell "
              "how well it went; a class *nothing*, recorded without any of the things, lets it say that "
              "nothing is "
              "there. `alexscope learn` does the same from folders of pictures.\n\n"
              "Nothing leaves this computer. Frames are in memory only and are gone when the program ends, "
              "unless you "
              "save them.");
}
