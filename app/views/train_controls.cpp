#include "app/views/train_controls.h"

#include "app/models/number_text.h"
#include "app/models/training_words.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

TrainControls::TrainControls(QWidget* parent)
    : QWidget(parent)
    , m_hint(new QLabel(tr("Choose data and a network at the left, then start.")))
    , m_step(new QPushButton(icon("step"), tr("One batch")))
    , m_stop(new QPushButton(icon("stop"), tr("Stop")))
    , m_resume(new QPushButton(icon("play"), tr("Resume")))
    , m_main(new QPushButton)
    , m_progress(new QProgressBar)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 6);
    auto* row = new QHBoxLayout;
    keepSpacing(row, 14);
    m_epoch = number(row, tr("Epoch"));
    m_speed = number(row, tr("Images/s"));
    m_left = number(row, tr("Time left"));
    m_rate = number(row, tr("Rate"));
    m_norm = number(row, tr("Gradient"));
    m_hint->setObjectName("secondary");
    m_hint->setWordWrap(true);
    row->addWidget(m_hint, 1);
    row->addStretch();
    m_step->setToolTip(tr("Learn from one mini-batch, then pause (.)"));
    m_stop->setToolTip(tr("Save and stop; the run can be resumed"));
    m_resume->setToolTip(tr("Go on with the stopped run, with momentum and random state"));
    m_main->setProperty("primary", true);
    for (QPushButton* button : {m_step, m_stop, m_resume, m_main})
        row->addWidget(button);
    column->addLayout(row);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of the training is done"));
    keepHeight(m_progress, 3);
    column->addWidget(m_progress);
    connect(m_step, &QPushButton::clicked, this, &TrainControls::stepWanted);
    connect(m_stop, &QPushButton::clicked, this, &TrainControls::stopWanted);
    connect(m_resume, &QPushButton::clicked, this, &TrainControls::resumeWanted);
    connect(m_main, &QPushButton::clicked, this, [this] {
        if (!m_run || !isGoing(m_run->state))
            emit startWanted();
        else if (m_run->state == TrainingState::Paused)
            emit goOnWanted();
        else
            emit pauseWanted();
    });
    keepLeastWidth(this, 400); // what does not fit gives way: see showBoxes()
    dress();
    setRun(nullptr);
}

void TrainControls::dress()
{
    QFont font = look().font(Look::Type::Number);
    font.setPixelSize(look().px(16));
    for (QLabel* value : {m_epoch, m_speed, m_left, m_norm, m_rate})
        value->setFont(font);
    for (QPushButton* button : {m_step, m_stop, m_resume, m_main})
        button->setIconSize({look().px(16), look().px(16)});
}

void TrainControls::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange)
        return;
    dress();
    showBoxes();
}

QLabel* TrainControls::number(QHBoxLayout* row, const QString& name)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* title = new QLabel(name);
    title->setObjectName("caption");
    auto* value = new QLabel;
    value->setAccessibleName(name);
    column->addWidget(title);
    column->addWidget(value);
    row->addWidget(box);
    return value;
}

void TrainControls::setRun(const RunStatusPointer& run)
{
    m_run = run;
    showButtons();
    showNumbers();
}

void TrainControls::setResumable(bool resumable)
{
    m_resumable = resumable;
    showButtons();
}

void TrainControls::showButtons()
{
    const bool going = m_run && isGoing(m_run->state);
    const bool steerable
        = going && (m_run->state == TrainingState::Running || m_run->state == TrainingState::Paused);
    m_step->setVisible(going);
    m_stop->setVisible(going);
    m_resume->setVisible(!going && m_resumable);
    m_step->setEnabled(steerable);
    m_stop->setEnabled(going && m_run->state != TrainingState::Stopping);
    m_main->setEnabled(!going || steerable);
    const bool paused = going && m_run->state == TrainingState::Paused;
    const QString words = !going ? tr("Start") : paused ? tr("Go on") : tr("Pause");
    if (m_main->text() == words)
        return;
    m_main->setText(words);
    m_main->setIcon(icon(going && !paused ? "pause" : "play", "onAccent"));
    m_main->setToolTip(!going ? tr("Begin a run with this set-up") : tr("%1 (Space)").arg(words));
}

void TrainControls::showNumbers()
{
    const QString nothing = QString::fromUtf8("–");
    m_hint->setVisible(!m_run);
    showBoxes();
    const bool known = m_run && m_run->numbers.epochs > 0;
    m_epoch->setText(
        known ? QString("%1 / %2").arg(m_run->numbers.epoch).arg(m_run->numbers.epochs) : nothing);
    const bool going = known && isGoing(m_run->state);
    m_speed->setText(going && m_run->numbers.imagesPerSecond > 0
            ? countText(qint64(std::llround(m_run->numbers.imagesPerSecond)))
            : nothing);
    const bool running = m_run && m_run->state == TrainingState::Running;
    m_left->setText(
        running && m_run->numbers.secondsLeft ? durationText(*m_run->numbers.secondsLeft) : nothing);
    m_norm->setText(known && m_run->numbers.iteration > 0 ? valueText(m_run->numbers.gradientNorm) : nothing);
    m_rate->setText(
        known ? valueText(m_run->numbers.iteration > 0 ? m_run->numbers.rate : m_run->plan.rate) : nothing);
    m_progress->setValue(known ? int(std::lround(1000 * m_run->numbers.share())) : 0);
}

/// The gradient's norm is also a curve: it gives way first, then the rate.
void TrainControls::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showBoxes();
}

void TrainControls::showBoxes()
{
    for (QLabel* value : {m_epoch, m_speed, m_left})
        value->parentWidget()->setVisible(m_run != nullptr);
    m_norm->parentWidget()->setVisible(m_run && width() >= look().px(660));
    m_rate->parentWidget()->setVisible(m_run && width() >= look().px(600));
}
