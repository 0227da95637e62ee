#include "app/views/train_view.h"

#include "app/models/kernel_atlas.h"
#include "app/models/number_text.h"
#include "app/models/train_curve.h"
#include "app/models/training_words.h"
#include "app/views/train_charts.h"
#include "app/views/train_confusion.h"
#include "app/views/train_controls.h"
#include "app/views/train_pictures.h"
#include "app/views/train_runs.h"
#include "app/views/train_setup.h"
#include "app/widgets/panel.h"
#include "app/widgets/segmented.h"
#include "app/widgets/tile_area.h"

#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>

void TrainView::connectDesk()
{
    connect(&m_desk, &TrainingDesk::runsChanged, this, &TrainView::showDesk);
    connect(&m_desk, &TrainingDesk::stateChanged, this, &TrainView::showDesk);
    connect(&m_desk, &TrainingDesk::numbersChanged, this, [this] {
        m_controls->setRun(deskRun());
        followDesk();
    });
    connect(&m_desk, &TrainingDesk::epochClosed, &m_reader, &CurveReader::lookNow);
    connect(&m_desk, &TrainingDesk::kernelsChanged, this, &TrainView::showKernels);
    connect(&m_desk, &TrainingDesk::samplesChanged, this, &TrainView::showSamples);
    connect(&m_desk, &TrainingDesk::saved, this, [this] {
        if (const RunStatusPointer run = deskRun())
            emit pointedAt(savedWords(*run));
    });
    connect(&m_desk, &TrainingDesk::failed, this,
        [this](int, const QString& sentence) { emit failed(sentence); });
    connect(&m_desk, &TrainingDesk::noticed, this,
        [this](int, const QString& sentence) { emit noticed(sentence); });
    connect(&m_desk, &TrainingDesk::rateChanged, this,
        [this](int, qint64, double, double to) { m_setup->showRate(to); });
    connect(&m_desk, &TrainingDesk::closed, this, &TrainView::closed);
    connect(&m_desk, &TrainingDesk::exploring, this, [this] { m_selection.setPlace("explore"); });
}

void TrainView::connectParts()
{
    connect(m_page, &Segmented::chosen, this, &TrainView::showPage);
    connect(m_controls, &TrainControls::startWanted, this, &TrainView::start);
    connect(m_controls, &TrainControls::pauseWanted, &m_desk, &TrainingDesk::pause);
    connect(m_controls, &TrainControls::goOnWanted, &m_desk, &TrainingDesk::goOn);
    connect(m_controls, &TrainControls::stepWanted, &m_desk, &TrainingDesk::stepOnce);
    connect(m_controls, &TrainControls::stopWanted, &m_desk, &TrainingDesk::stop);
    connect(m_controls, &TrainControls::resumeWanted, this, [this] {
        if (const RunStatusPointer run = deskRun())
            m_desk.resume(run->folder);
    });
    connect(m_setup, &TrainSetup::rateChanged, &m_desk, &TrainingDesk::setRate);
    connect(m_setup, &TrainSetup::failed, this, &TrainView::failed);
    const auto later = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&m_reader, &CurveReader::changed, this, later);
    connect(&m_reader, &CurveReader::closed, this, &TrainView::showCurves);
    connect(&m_reader, &CurveReader::opened, this, [this](int id) {
        m_known = m_known || id == m_shipped;
        const RunCurvesPointer run = m_reader.run(id);
        if (m_chosen == 0 || id != m_shipped)
            m_chosen = id;
        if (run)
            showCurves();
    });
    connect(
        &m_reader, &CurveReader::failed, this, [this](int id, const QString& path, const QString& sentence) {
            m_known = m_known || id == m_shipped;
            for (const RunStatusPointer& run : m_desk.runs())
                if (run->folder == path)
                    return; // has written nothing yet: asked for again with its next numbers
            if (id != m_shipped)
                emit failed(sentence);
        });
    connect(m_charts, &TrainCharts::pointed, this,
        [this](std::optional<double> step, const QString& words) { m_runs->model().setStep(step, words); });
    const auto compare = [this] {
        m_runs->model().setKinds(
            m_charts->comparedValidation(), m_charts->comparedTraining(), m_charts->isPercent());
    };
    connect(m_charts, &TrainCharts::quantityChanged, this, compare);
    connect(m_runs, &TrainRuns::chosen, this, &TrainView::choose);
    connect(m_runs, &TrainRuns::openWanted, this, &TrainView::openRun);
    connect(m_runs, &TrainRuns::removeWanted, this, [this](int run) {
        if (run >= 0 && run < int(m_reader.runs().size()))
            m_reader.close(m_reader.runs()[std::size_t(run)]->id);
    });
    connect(m_runs, &TrainRuns::resumeWanted, this, &TrainView::goOnWith);
    const auto colour = [this] { m_confusion->setMap(m_preferences.colourMap()); };
    colour();
    connect(&m_preferences, &Preferences::changed, this, colour);
    connect(m_confusion, &TrainConfusion::pointedAt, this, &View::pointedAt);
    connect(m_confusion, &TrainConfusion::openWanted, this,
        [this](const PictureSource& picture, const QString& folder) {
            for (const RunCurvesPointer& run : m_reader.runs())
                if (run->path == folder)
                    explore(*run);
            m_session.openPicture(picture);
            m_selection.setPlace("explore");
        });
    connect(&m_film, &FilmReader::changed, this, &TrainView::showKernels);
}

/// Of two names what is not the same at their beginnings and ends, word by word: "with-lrn" and "without-lrn".
static std::pair<QString, QString> differentWords(const QString& name, const QString& otherName)
{
    QStringList words = name.split('-'), others = otherName.split('-');
    while (words.size() > 1 && others.size() > 1 && words.front() == others.front()) {
        words.removeFirst();
        others.removeFirst();
    }
    static const QRegularExpression number("^\\d+$");
    while (words.size() > 1 && others.size() > 1 && words.back() == others.back()
        && words.back().contains(number)) {
        words.removeLast();
        others.removeLast();
    }
    return {words.join('-'), others.join('-')};
}

void TrainView::openRun(const QString& path)
{
    m_reader.open(path);
    m_page->setCurrent(ComparePage);
    showPage();
}

/// The first one, or the twin that goes on, or could, when that has ended: so that nobody starts another run over it.
RunStatusPointer TrainView::deskRun() const
{
    for (const RunStatusPointer& run : m_desk.runs())
        if (isGoing(run->state))
            return run;
    for (const RunStatusPointer& run : m_desk.runs())
        if (isResumable(*run))
            return run;
    return m_desk.run();
}

/// The shipped run was the example of the first start: from now on there is an own one.
void TrainView::start()
{
    if (m_reader.runs().size() == 1 && m_reader.runs().front()->id == m_shipped)
        m_reader.close(m_shipped);
    m_desk.begin(m_setup->plan());
}

void TrainView::startTwins(TwinDifference difference)
{
    if (m_reader.runs().size() == 1 && m_reader.runs().front()->id == m_shipped)
        m_reader.close(m_shipped);
    m_desk.beginTwins(m_setup->plan(), difference);
}

void TrainView::fillTwins()
{
    m_twins->menu()->clear();
    for (const TwinDifference difference : twinDifferencesOf(m_setup->plan()))
        m_twins->menu()->addAction(
            twinTitle(difference), this, [this, difference] { startTwins(difference); });
}

void TrainView::goOnWith(int run)
{
    if (run < 0 || run >= int(m_reader.runs().size()))
        return;
    m_page->setCurrent(RunPage);
    m_desk.resume(m_reader.runs()[std::size_t(run)]->path);
    showPage();
}

/// The curves of the runs on the desk are read from their folders, as soon as there are any.
void TrainView::followDesk()
{
    for (const RunStatusPointer& run : m_desk.runs()) {
        bool open = run->folder.isEmpty() || run->numbers.iteration == 0;
        for (const RunCurvesPointer& curves : m_reader.runs())
            open = open || curves->path == run->folder;
        if (!open)
            m_reader.open(run->folder);
    }
}

void TrainView::showDesk()
{
    const RunStatusPointer run = deskRun();
    m_setup->setRun(run);
    m_controls->setRun(run);
    m_controls->setResumable(run && isResumable(*run));
    followDesk();
    m_reader.lookNow();
    showKernels();
    showSamples();
    showCurves();
}

int TrainView::deskRunOf(const RunCurves& curves) const
{
    for (const RunStatusPointer& run : m_desk.runs())
        if (run->folder == curves.path)
            return run->id;
    return 0;
}

/// A stopped run has closed its network: its folder is read instead.
int TrainView::openRunOf(const RunCurves& curves) const
{
    const int id = deskRunOf(curves);
    const RunStatusPointer run = id ? m_desk.run(id) : nullptr;
    const bool isOpen = run && run->state != TrainingState::Stopped && run->state != TrainingState::Failed;
    return isOpen ? id : 0;
}

/// Of the twin whose kernels and answers are shown; empty for one run.
QString TrainView::twinLetter() const
{
    const RunStatusPointer run = deskRun();
    if (m_desk.runs().size() > 1)
        for (const RunCurvesPointer& curves : m_reader.runs())
            if (curves->path == run->folder)
                return runLetter(curves->letter);
    return {};
}

/// Those compared are all; otherwise the ones on the desk, or the chosen one.
std::vector<RunCurvesPointer> TrainView::shownRuns() const
{
    if (m_page->current() == ComparePage)
        return m_reader.runs();
    std::vector<RunCurvesPointer> shown;
    for (const RunCurvesPointer& run : m_reader.runs())
        if (deskRunOf(*run))
            shown.push_back(run);
    if (shown.empty() && m_desk.runs().empty())
        if (const RunCurvesPointer run = m_reader.run(m_chosen))
            shown.push_back(run);
    return shown;
}

void TrainView::choose(int run)
{
    if (run < 0 || run >= int(m_reader.runs().size()))
        return;
    m_chosen = m_reader.runs()[std::size_t(run)]->id;
    openFilm();
    showCurves();
}

void TrainView::openFilm()
{
    const RunCurvesPointer run = m_reader.run(m_chosen);
    if (run && run->source == RunCurves::Source::Run)
        m_film.open(run->path);
}

void TrainView::showCurves()
{
    if (!m_reader.run(m_chosen))
        m_chosen = m_reader.runs().empty() ? 0 : m_reader.runs().back()->id;
    const std::vector<RunCurvesPointer> shown = shownRuns();
    int current = 0;
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (shown[i]->id == m_chosen)
            current = int(i);
    m_charts->setRuns(shown, current);
    int row = -1;
    for (std::size_t i = 0; i < m_reader.runs().size(); ++i)
        if (m_reader.runs()[i]->id == m_chosen)
            row = int(i);
    m_runs->setRuns(m_reader.runs(), row);
    const RunStatusPointer run = deskRun();
    const RunCurvesPointer chosen = m_reader.run(m_chosen);
    if (chosen)
        m_confusion->setSubject(chosen->name, openRunOf(*chosen),
            chosen->source == RunCurves::Source::Run ? chosen->path : QString(), m_setup->plan().dataset);
    else
        m_confusion->setSubject({}, 0, {}, {});
    QHash<QString, QString> letters; // as the list of runs has them
    if (m_reader.runs().size() > 1)
        for (const RunCurvesPointer& one : m_reader.runs())
            letters[one->path] = runLetter(one->letter);
    m_confusion->setLetters(letters);
    if (m_page->current() == ComparePage) {
        m_panel->setTitle(shown.size() == 1 ? tr("1 run") : tr("%1 runs").arg(shown.size()));
        m_panel->setCaption({});
    } else if (shown.size() == 2) {
        m_panel->setTitle(run ? tr("Twins: %1").arg(stateWords(run->state)) : tr("Twins"));
        const auto [one, other] = differentWords(shown[0]->name, shown[1]->name);
        m_panel->setCaption(
            tr("%1 %2 · %3 %4").arg(runLetter(shown[0]->letter), one, runLetter(shown[1]->letter), other));
    } else {
        const QString name = run ? run->name : chosen ? chosen->name : tr("No run");
        m_panel->setTitle(name.size() > 26 ? name.left(12) + QString::fromUtf8("…") + name.right(12) : name);
        m_panel->setCaption(run                   ? stateWords(run->state)
                : m_chosen == m_shipped && chosen ? tr("a finished example, not your set-up")
                                                  : QString());
    }
}
