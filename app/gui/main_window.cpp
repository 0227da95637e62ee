#include "app/gui/main_window.h"

#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/session/web_picture.h"
#include "app/views/batch_view.h"
#include "app/views/camera_view.h"
#include "app/views/drop_overlay.h"
#include "app/views/explore_view.h"
#include "app/views/filters_view.h"
#include "app/views/finder.h"
#include "app/views/model_view.h"
#include "app/views/picture_column.h"
#include "app/views/presenter_view.h"
#include "app/views/start_view.h"
#include "app/views/top_bar.h"
#include "app/views/train_view.h"
#include "app/widgets/key_line.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/message_bar.h"
#include "app/widgets/rail.h"
#include "app/widgets/room.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>

MainWindow::MainWindow(const Surroundings& surroundings, QWidget* parent)
    : QMainWindow(parent)
    , m_around(surroundings)
    , m_rail(new Rail)
    , m_picture(new PictureColumn(surroundings))
    , m_railRoom(new Room(m_rail, Qt::Vertical))
    , m_pictureRoom(new Room(m_picture, Qt::Vertical))
    , m_top(new TopBar(surroundings))
    , m_messages(new MessageBar)
    , m_stack(new QStackedWidget)
    , m_start(new StartView(surroundings))
    , m_batch(new BatchView(surroundings))
    , m_camera(new CameraView(surroundings))
    , m_train(new TrainView(surroundings))
    , m_presenter(new PresenterView(surroundings))
    , m_presenterTitle(new QLabel)
    , m_keys(new KeyLine)
    , m_drop(new DropOverlay(this))
    , m_finder(new Finder(surroundings, this))
    , m_pointed(new QLabel)
    , m_device(new QLabel)
    , m_web(new WebPicture(this))
{
    setWindowTitle("AlexScope");
    setAcceptDrops(true);
    buildFrame();
    // The places of the window, in the order of the rail.
    auto* explore = new ExploreView(surroundings);
    addView(explore);
    connect(explore, &ExploreView::stackFailed, this,
        [this](const QString& sentence) { m_messages->say(MessageBar::Kind::Warning, sentence); });
    addView(new FiltersView(surroundings));
    addView(m_train);
    addView(m_camera);
    m_columns->insertWidget(2, m_camera->column()); // in the place of the picture column
    addView(new ModelView(surroundings));
    centralWidget()->setFocus(); // not the first button
    m_rail->addCommand(tr("Present"), "present", tr("Large type for the projector (F11)"),
        [this] { setPresenting(!m_presenting); });
    m_rail->addCommand(tr("Settings"), "settings", tr("Settings (Ctrl+,)"), [this] { showSettings(); });
    buildMenus();
    m_views.push_back(m_batch); // a place without a door in the rail: dropping a folder leads there
    m_stack->addWidget(new Room(m_batch));
    connectSession();
    connectWeb();
    resize(1280, 800);
    if (!m_around.preferences.geometry().isEmpty())
        restoreGeometry(m_around.preferences.geometry());
    showPlace();
}

void MainWindow::buildFrame()
{
    auto* root = new QWidget;
    root->setObjectName("root");
    auto* rows = new QVBoxLayout(root);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_columns = new QHBoxLayout;
    rows->addLayout(m_columns, 1);
    rows->addWidget(m_keys);
    m_columns->setSpacing(0);
    m_right = new QVBoxLayout;
    keepSpacing(m_right, 4);
    m_right->addWidget(m_top);
    m_right->addWidget(m_presenterTitle);
    m_right->addWidget(m_messages);
    m_right->addWidget(m_stack, 1);
    m_columns->addWidget(m_railRoom);
    m_columns->addWidget(m_pictureRoom);
    m_columns->addLayout(m_right, 1);
    setCentralWidget(root);
    m_stack->addWidget(new Room(m_start));
    buildPresenter();
    follow(m_right, [this] { spaceRight(); });

    m_pointed->setObjectName("number");
    keepMargins(m_pointed, 12, 0, 0, 0);
    m_pointed->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* local = new QLabel(tr("nothing leaves this computer"));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_pointed, 1);
    statusBar()->addPermanentWidget(local);
    statusBar()->addPermanentWidget(m_device);
    keepMargins(m_device, 8, 0, 12, 0);
}

void MainWindow::addView(View* view)
{
    m_views.push_back(view);
    m_stack->addWidget(new Room(view));
    m_rail->addPlace(view->place(), view->title(), view->iconName());
    connect(view, &View::pointedAt, this, &MainWindow::showPointed);
}

View* MainWindow::view(const QString& place) const
{
    for (View* view : m_views)
        if (view->place() == place)
            return view;
    return nullptr;
}

/// What the mouse is over; otherwise what is selected.
void MainWindow::showPointed(const QString& words)
{
    const ClassificationPointer answer = m_around.session.answer();
    const Spot& spot = m_around.selection.spot();
    const int layer = answer ? answer->network->indexOf(spot.layer) : -1;
    if (!words.isEmpty() || layer < 0 || spot.place != "explore")
        return m_pointed->setText(words);
    const engine::Shape& shape = answer->outputOf(layer).shape;
    const QPoint at = spot.position.value_or(
        answer->network->layers[std::size_t(layer)].vector ? QPoint() : QPoint(-1, -1));
    const bool selected
        = spot.unit >= 0 && spot.unit < shape.channels && QRect(0, 0, shape.width, shape.height).contains(at);
    const ClassificationPointer other = m_around.session.pinned();
    if (!selected)
        m_pointed->clear();
    else if (other)
        m_pointed->setText(
            comparedAddressWords(*answer, *other, matchLayer(*answer, *other, layer), layer, spot.unit, at));
    else
        m_pointed->setText(addressWords(*answer, layer, spot.unit, at));
}

void MainWindow::connectSession()
{
    Session& session = m_around.session;
    connect(m_rail, &Rail::chosen, &m_around.selection, &Selection::setPlace);
    connect(&m_around.selection, &Selection::changed, this, &MainWindow::showPlace);
    connect(m_top, &TopBar::helpRequested, this, &MainWindow::showHelp);
    connect(m_picture, &PictureColumn::openRequested, this, &MainWindow::openDialog);
    connect(m_picture, &PictureColumn::pointedAt, this, &MainWindow::showPointed);
    connect(&m_around.selection, &Selection::changed, this, [this] { showPointed({}); });
    connect(&session, &Session::answered, this, [this] { showPointed({}); });
    connect(&session, &Session::pinnedChanged, this, [this] { showPointed({}); });
    connect(m_start, &StartView::openRequested, this, &MainWindow::openDialog);
    connect(m_start, &StartView::openFolderRequested, this, &MainWindow::openFolderDialog);
    connect(m_start, &StartView::pasteRequested, this, &MainWindow::paste);
    connect(m_batch, &BatchView::openRequested, this, [this](const QString& path) { openFiles({path}); });
    connect(m_batch, &BatchView::failed, this,
        [this](const QString& sentence) { m_messages->say(MessageBar::Kind::Error, sentence); });
    connect(m_batch, &BatchView::saved, this, [this](const QString& file) {
        m_messages->say(MessageBar::Kind::Success, tr("Saved as %1.").arg(file));
    });
    connect(m_camera, &CameraView::failed, this,
        [this](const QString& sentence) { m_messages->say(MessageBar::Kind::Error, sentence); });
    connect(m_camera, &CameraView::saved, this, [this](const QString& file) {
        m_messages->say(MessageBar::Kind::Success, tr("Saved as %1.").arg(file));
    });
    connect(&session, &Session::answered, this, &MainWindow::showPlace);
    connect(&session, &Session::preparing, m_messages, &MessageBar::setBusy);
    connect(&session, &Session::pictureFailed, this, [this](const QString&, const QString& sentence) {
        m_messages->say(MessageBar::Kind::Error, sentence, tr("Open another…"), [this] { openDialog(); });
    });
    connect(&session, &Session::networkFailed, this, [this](const QString& sentence) {
        m_messages->say(MessageBar::Kind::Error, sentence, tr("Networks and devices…"),
            [this] { m_around.selection.setPlace("model"); });
    });
    connect(&session, &Session::networkChanged, this, [this] {
        const NetworkPointer network = m_around.session.network();
        m_device->setText(tr("Vulkan · %1").arg(network->device));
        m_device->setToolTip(network->device);
        m_around.preferences.addRecentNetwork(m_around.session.choice());
    });
    connectTraining();
    connect(&m_around.preferences, &Preferences::changed, this, &MainWindow::applyLookFromPreferences);
    connect(&m_around.preferences, &Preferences::notKept, this,
        [this](const QString& sentence) { m_messages->say(MessageBar::Kind::Warning, sentence); });
    if (!m_around.preferences.problem().isEmpty())
        m_messages->say(MessageBar::Kind::Warning, m_around.preferences.problem());
}

void MainWindow::connectTraining()
{
    connect(m_train, &TrainView::failed, this,
        [this](const QString& sentence) { m_messages->say(MessageBar::Kind::Error, sentence); });
    connect(m_train, &TrainView::noticed, this,
        [this](const QString& sentence) { m_messages->say(MessageBar::Kind::Info, sentence); });
    connect(&m_train->desk(), &TrainingDesk::stateChanged, this, [this] {
        if (!m_train->isTraining())
            m_messages->takeBack(m_closingQuestion);
    });
    connect(m_train, &TrainView::closed, this, [this] {
        if (m_closing)
            close();
    });
}

/// Before the first picture the place Explore shows the start page.
void MainWindow::showPlace()
{
    const QString place = m_around.selection.spot().place;
    View* shown = view(place);
    const bool nothing
        = shown == m_batch ? m_batch->isEmpty() : place == "explore" && !m_around.session.answer();
    if (!shown || nothing)
        shown = m_start;
    m_rail->setCurrent(shown == m_start || shown == m_batch ? "explore" : place);
    m_top->setPlace(shown->title());
    m_presenterTitle->setText(shown->title());
    if (m_presenting && place == "explore" && !nothing)
        shown = m_presenter;
    if (shown != m_camera) // before the other column comes: both do not fit
        m_camera->column()->hide();
    m_pictureRoom->setVisible(shown != m_start && shown != m_presenter && shown != m_camera);
    for (int page = 0; page < m_stack->count(); ++page)
        if (contentOf(m_stack->widget(page)) == shown)
            m_stack->setCurrentIndex(page);
    showPresenterParts();
}

void MainWindow::applyLookFromPreferences()
{
    const Look::Theme theme = m_around.preferences.light() ? Look::Theme::Light : Look::Theme::Dark;
    const double scale = m_presenting ? 1.9 : m_around.preferences.fontScale();
    if (look().theme() != theme || look().scale() != scale || look().presenter() != m_presenting)
        applyLook(*qApp, theme, scale, m_presenting);
    for (const Qt::UIEffect effect :
        {Qt::UI_AnimateMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip})
        if (m_around.preferences.lessMotion() == QApplication::isEffectEnabled(effect))
            QApplication::setEffectEnabled(effect, !m_around.preferences.lessMotion());
}

/// A training is saved and stopped before; who asks to close once more has answered the question.
void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_train->isTraining()) {
        event->ignore();
        if (!m_closingQuestion.isEmpty() && m_messages->sentence() == m_closingQuestion)
            return closeAfterTraining();
        m_closingQuestion = m_train->desk().isPaused()
            ? tr("A training is paused. It can be saved and stopped now and resumed another time, or stays "
                 "as it is when this message is closed.")
            : tr("A training goes on. It can be saved and stopped now and resumed another time, or goes on "
                 "when this message is closed.");
        return m_messages->say(MessageBar::Kind::Warning, m_closingQuestion, tr("Save, stop and close"),
            [this] { closeAfterTraining(); });
    }
    m_around.preferences.setWindow(saveGeometry(), m_around.selection.spot().place);
    event->accept();
}

void MainWindow::closeAfterTraining()
{
    m_closing = true;
    m_train->saveAndStop();
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (m_presenting && presenterKey(event))
        return;
    switch (event->key()) {
    case Qt::Key_PageUp:
        return stepLayer(-1);
    case Qt::Key_PageDown:
        return stepLayer(1);
    case Qt::Key_Escape:
        if (m_around.selection.stepOut())
            return;
        break;
    default:
        break;
    }
    QMainWindow::keyPressEvent(event);
}
