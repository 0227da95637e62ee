#include "app/views/train_view.h"

#include "app/views/train_charts.h"
#include "app/views/train_confusion.h"
#include "app/views/train_controls.h"
#include "app/views/train_parameters.h"
#include "app/views/train_pictures.h"
#include "app/views/train_runs.h"
#include "app/views/train_setup.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"
#include "app/widgets/segmented.h"
#include "app/widgets/tile_area.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedWidget>

TrainView::TrainView(const Surroundings& surroundings, QWidget* parent)
    : View(surroundings, parent)
    , m_desk(surroundings.session)
    , m_film(surroundings.session)
    , m_setup(new TrainSetup)
    , m_panel(new Panel(tr("No run")))
    , m_page(new Segmented(tr("Show"), {tr("Set-up"), tr("This run"), tr("Compare")}))
    , m_twins(command("compare", tr("Twins: two runs with one difference and one seed")))
    , m_controls(new TrainControls)
    , m_charts(new TrainCharts)
    , m_runs(new TrainRuns)
    , m_kernelPanel(new Panel(tr("Kernels now")))
    , m_kernels(new TileArea)
    , m_samplePanel(new Panel(tr("Answers now")))
    , m_samples(new TrainPictures(tr("Pictures that were set aside, with the network's answers"), 44))
    , m_sampleWords(new QLabel)
    , m_confusion(new TrainConfusion(surroundings.session))
    , m_below(new QStackedWidget)
    , m_right(new QWidget)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300);
    connect(&m_soon, &QTimer::timeout, this, &TrainView::showCurves);
    build();
    connectDesk();
    connectParts();
    m_page->setCurrent(RunPage);
    showPage();
    showDesk();
}

void TrainView::build()
{
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    keepSpacing(columns, 8);
    columns->addWidget(m_setup);
    columns->addWidget(m_right, 1);
    m_column = new QVBoxLayout(m_right);
    m_column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(m_column, 8);
    auto* above = new QHBoxLayout;
    keepSpacing(above, 8);
    above->addWidget(buildRunPanel(), 1);
    above->addWidget(m_runs);
    m_column->addLayout(above);
    m_below->addWidget(buildRunBelow());
    m_below->addWidget(m_confusion);
    m_column->addWidget(m_below);
}

QToolButton* TrainView::command(const QString& iconName, const QString& words)
{
    QToolButton* made = iconButton(iconName, words);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

Panel* TrainView::buildRunPanel()
{
    m_panel->setFileName("curves");
    m_twins->setMenu(new QMenu(m_twins));
    m_twins->setPopupMode(QToolButton::InstantPopup);
    m_twins->setText(tr("Twins"));
    m_twins->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    QToolButton* open = command("folder", tr("Open a run, or a folder with event files of another program"));
    QToolButton* explore = command("explore", tr("Explore the network as it is now; the training goes on"));
    m_panel->addControl(m_page);
    m_panel->addControl(open);
    m_panel->addControl(m_twins);
    m_panel->addControl(explore);
    m_panel->addContent(m_controls);
    m_panel->addContent(m_charts, 1);
    m_panel->setNumbers([this] { return PanelNumbers {{}, {}, curvesCsv(m_reader.runs())}; });
    connect(open, &QToolButton::clicked, m_runs, &TrainRuns::askForRun);
    connect(explore, &QToolButton::clicked, this, &TrainView::exploreNow);
    connect(m_twins->menu(), &QMenu::aboutToShow, this, &TrainView::fillTwins);
    return m_panel;
}

QWidget* TrainView::buildRunBelow()
{
    auto* below = new QWidget;
    auto* row = new QHBoxLayout(below);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    m_kernels->setAccessibleName(tr("First kernels of the network that learns"));
    m_kernels->setLeastSide(8);
    m_kernelPanel->setFileName("kernels-now");
    m_kernelPanel->addContent(m_kernels, 1);
    auto* range = new QLabel(tr("each kernel in its own range, grey = 0"));
    range->setObjectName("caption");
    m_kernelPanel->setFoot(range);
    m_samplePanel->setFileName("answers-now");
    m_sampleWords->setObjectName("secondary");
    m_sampleWords->setWordWrap(true);
    m_sampleWords->setText(
        tr("While a run goes on: the same pictures again and again, and what the network takes them for."));
    m_samples->setRows(2);
    m_samples->setMostSide(88);
    m_samplePanel->addContent(m_sampleWords);
    m_samplePanel->addContent(m_samples, 1);
    m_samplePanel->content()->addStretch(0);
    m_samples->hide();
    row->addWidget(m_kernelPanel, 8);
    row->addWidget(m_samplePanel, 5);
    return below;
}

void TrainView::showEvent(QShowEvent* event)
{
    View::showEvent(event);
    if (m_begun)
        return;
    m_begun = true;
    m_setup->begin();
    m_shipped = m_reader.openShipped();
    m_film.openShipped();
}

bool TrainView::isReady() const { return m_begun && m_known && !m_film.isReading() && !m_soon.isActive(); }

/// Where there is no room for both, the set-up is a page of its own.
void TrainView::showPage()
{
    const bool narrow = width() < look().px(860);
    m_page->button(SetupPage)->setVisible(narrow);
    if (!narrow && m_page->current() == SetupPage)
        m_page->setCurrent(RunPage);
    const int page = m_page->current();
    const bool compare = page == ComparePage;
    if (!compare)
        m_runs->hide(); // before the set-up is shown: both at once would widen the window
    m_setup->setVisible(narrow ? page == SetupPage : page == RunPage);
    m_setup->setFixedWidth(
        narrow ? std::max(look().px(280), width() / 2) : look().px(width() >= look().px(1300) ? 320 : 288));
    m_runs->setVisible(compare);
    m_runs->setFixedWidth(look().px(width() >= look().px(1300) ? 460 : 380));
    m_controls->setVisible(!compare);
    m_below->setCurrentIndex(compare ? 1 : 0);
    for (int i = 0; i < m_below->count(); ++i) { // the page out of sight asks for no room
        const auto policy = i == m_below->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_below->widget(i)->setSizePolicy(policy, policy);
    }
    m_below->setMaximumHeight(compare ? QWIDGETSIZE_MAX : std::max(look().px(212), height() * 3 / 10));
    if (compare != m_comparing)
        m_charts->setComparing(compare);
    m_comparing = compare;
    m_column->setStretch(0, compare ? 4 : 5);
    m_column->setStretch(1, compare ? 5 : 2);
    showCurves();
}

void TrainView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    showPage();
}

void TrainView::changeEvent(QEvent* event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_begun)
        showPage();
}

void TrainView::keyPressEvent(QKeyEvent* event)
{
    const RunStatusPointer run = deskRun();
    const bool going = run && (run->state == TrainingState::Running || run->state == TrainingState::Paused);
    if (going && event->key() == Qt::Key_Space)
        return run->state == TrainingState::Paused ? m_desk.goOn() : m_desk.pause();
    if (going && event->key() == Qt::Key_Period)
        return m_desk.stepOnce();
    View::keyPressEvent(event);
}

QString TrainView::help() const
{
    return tr(
        "A network learns here. Choose data, a network and a method, and press Start: the curves grow, the "
        "first kernels take shape, and pictures that were set aside show what the network takes them for. "
        "Space pauses, the full stop makes one mini-batch. The rate may be changed while it runs. Twins "
        "begins two runs with one difference and the same seed, and shades the gap between them. Compare "
        "shows runs beside each other, also those of other programs from TensorBoard's event files, and "
        "which classes are taken for which. Everything is saved: a stopped run can go on.");
}
