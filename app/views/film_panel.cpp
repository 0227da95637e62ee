#include "app/views/film_panel.h"

#include "app/models/kernel_atlas.h"
#include "app/models/number_text.h"
#include "app/session/session.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/tile_area.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSlider>

static constexpr int millisecondsPerFrame = 180;

FilmPanel::FilmPanel(Session& session, QWidget* parent)
    : Panel(tr("Film of the kernels"), parent)
    , m_session(session)
    , m_reader(session)
    , m_tiles(new TileArea)
    , m_missing(new QLabel)
    , m_play(iconButton("play", tr("Play (Space)")))
    , m_slider(new QSlider(Qt::Horizontal))
    , m_start(new QLabel)
    , m_end(new QLabel)
    , m_step(new QLabel)
    , m_bar(bar())
{
    setFileName("film-of-the-kernels");
    auto* open = new QPushButton(tr("Open a run…"));
    open->setToolTip(tr("The folder of a training run, which has a folder \"snapshots\" in it"));
    addControl(open);
    m_missing->setWordWrap(true);
    m_missing->setObjectName("secondary");
    m_tiles->setAccessibleName(tr("Kernels of the snapshot"));
    m_tiles->setLeastSide(8);
    m_tiles->setFullRows(true);
    addContent(m_missing);
    addContent(m_tiles, 1);
    addContent(m_bar);
    content()->addStretch(0);
    m_tiles->hide();
    m_bar->hide();
    m_timer.setInterval(millisecondsPerFrame);
    connect(open, &QPushButton::clicked, this, &FilmPanel::askForRun);
    connect(&m_timer, &QTimer::timeout, this, &FilmPanel::advance);
    connect(m_tiles, &TileArea::chosen, this, [this](int filter) {
        if (isOfOpenNetwork())
            emit chosen(filter);
    });
    connect(&m_session, &Session::networkChanged, this, &FilmPanel::showWhose);
    connect(&m_reader, &FilmReader::changed, this, &FilmPanel::showFilm);
    connect(&m_reader, &FilmReader::failed, this, [this](const QString& sentence) {
        m_missing->setText(sentence);
        m_missing->show();
    });
    follow(m_step, [this] { fitStep(); });
    setCaption(tr("how the first kernels were learned"));
    m_reader.openShipped();
}

QWidget* FilmPanel::bar()
{
    auto* made = new QWidget;
    auto* row = new QHBoxLayout(made);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    m_slider->setAccessibleName(tr("Snapshot of the training run"));
    m_slider->setPageStep(1);
    m_step->setObjectName("number");
    m_start->setToolTip(tr("Mini-batches before the first snapshot"));
    m_end->setToolTip(tr("Mini-batches before the last snapshot"));
    for (QLabel* end : {m_start, m_end})
        end->setObjectName("caption");
    row->addWidget(m_play);
    row->addWidget(m_start);
    row->addWidget(m_slider, 1);
    row->addWidget(m_end);
    row->addWidget(m_step);
    m_play->setFocusPolicy(Qt::StrongFocus);
    connect(m_play, &QToolButton::clicked, this, [this] { play(!m_timer.isActive()); });
    connect(m_slider, &QSlider::valueChanged, this, &FilmPanel::showFrame);
    connect(m_slider, &QSlider::sliderPressed, this, [this] { play(false); });
    return made;
}

void FilmPanel::askForRun()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Open a run"), {}, QFileDialog::ShowDirsOnly | QFileDialog::DontUseNativeDialog);
    if (!folder.isEmpty())
        openRun(folder);
}

/// Nothing moves while the film runs.
void FilmPanel::fitStep()
{
    if (!m_reader.film())
        return;
    const QString widest = tr("after %1 mini-batches").arg(countText(m_reader.film()->frames.back().step));
    m_step->setMinimumWidth(
        QFontMetrics(look().font(Look::Type::Number)).horizontalAdvance(widest) + look().px(4));
}

void FilmPanel::showFilm()
{
    const RunFilm& film = *m_reader.film();
    play(false);
    m_missing->hide();
    m_tiles->show();
    m_bar->show();
    m_start->setText(countText(film.frames.front().step));
    m_end->setText(countText(film.frames.back().step));
    showWhose();
    fitStep();
    setNumbers([this]() -> PanelNumbers {
        const engine::HostTensor& kernels = m_reader.film()->frames[std::size_t(m_slider->value())].kernels;
        return {{kernels.shape.batch, kernels.shape.channels, kernels.shape.height, kernels.shape.width},
            kernels.values, {}};
    });
    m_slider->setRange(0, int(film.frames.size()) - 1);
    m_slider->setValue(m_slider->maximum());
    showFrame(m_slider->value());
}

/// Whether the film ends in the kernels of the open network: only then a kernel here is a kernel there.
bool FilmPanel::isOfOpenNetwork() const
{
    const NetworkPointer network = m_session.network();
    if (!network || network->layers.empty() || network->weights.isEmpty() || !m_reader.film())
        return false;
    const RunFilm& film = *m_reader.film();
    const bool same = film.network.isEmpty() || film.network == network->name;
    return same && film.frames.front().kernels.shape.batch == network->layers.front().output.channels
        && film.frames.front().kernels.shape.height == network->layers.front().window;
}

void FilmPanel::showWhose()
{
    if (!m_reader.film())
        return;
    const RunFilm& film = *m_reader.film();
    const QString name = film.network.isEmpty() ? film.folder.section('/', -1) : film.network;
    const engine::Shape& shape = film.frames.front().kernels.shape;
    const QString facts = tr("conv1, %1 kernels, %2 snapshots").arg(shape.batch).arg(film.frames.size());
    const NetworkPointer network = m_session.network();
    const bool other = network && !isOfOpenNetwork();
    if (other && network->name == name)
        setTitle(tr("Film of the trained network"));
    else
        setTitle(other ? tr("Film of another network: %1").arg(name) : tr("Film of the kernels"));
    setCaption(other && network->name != name ? facts : QString::fromUtf8("%1 · %2").arg(name, facts));
    mark();
}

void FilmPanel::mark()
{
    const bool there = isOfOpenNetwork() && m_current < m_tiles->sheet().count;
    m_tiles->setCurrent(there ? m_current : -1);
}

void FilmPanel::showFrame(int frame)
{
    const FilmPointer& film = m_reader.film();
    if (!film || frame < 0 || frame >= int(film->frames.size()))
        return;
    const FilmFrame& shown = film->frames[std::size_t(frame)];
    m_tiles->setSheet(colourKernels(shown.kernels, KernelRange::EachKernel, 1));
    mark();
    m_step->setText(
        shown.step == 0 ? tr("before the first") : tr("after %1 mini-batches").arg(countText(shown.step)));
}

void FilmPanel::setCurrent(int filter)
{
    m_current = filter;
    mark();
}

void FilmPanel::play(bool on)
{
    if (on && m_slider->value() == m_slider->maximum())
        m_slider->setValue(0);
    if (on)
        m_timer.start();
    else
        m_timer.stop();
    m_play->setIcon(icon(on ? "pause" : "play"));
    m_play->setToolTip(on ? tr("Pause (Space)") : tr("Play (Space)"));
    m_play->setAccessibleName(on ? tr("Pause") : tr("Play"));
}

void FilmPanel::advance()
{
    if (m_slider->value() >= m_slider->maximum())
        return play(false);
    m_slider->setValue(m_slider->value() + 1);
}

void FilmPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && m_reader.film())
        play(!m_timer.isActive());
    else
        Panel::keyPressEvent(event);
}
