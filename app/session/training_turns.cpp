#include "app/session/session.h"
#include "app/session/training.h"
#include "app/session/training_work.h"

#include <algorithm>

// The desk's turns: how steps are asked for, and how it ends.

bool TrainingDesk::wantsSteps() const
{
    return std::any_of(m_runs.begin(), m_runs.end(), [this](const RunStatusPointer& run) {
        return run->state == TrainingState::Running
            || (run->state == TrainingState::Paused && m_singleSteps > 0);
    });
}

void TrainingDesk::askForSteps()
{
    for (std::size_t slot = 0; slot < m_stepLanes.size(); ++slot) {
        if (m_asked[slot] || !wantsSteps())
            continue;
        m_asked[slot] = true;
        m_session.engine().run(
            m_stepLanes[slot], this,
            [](EngineState& state, std::stop_token stop) { return takeSteps(state, stop); },
            [this, slot](const TrainingNews& news) {
                m_asked[slot] = false;
                takeNews(news);
                askForSteps();
            },
            [this, slot](const QString& sentence) {
                m_asked[slot] = false;
                pause();
                emit failed(0, sentence);
            },
            Urgency::Patient);
    }
}

void TrainingDesk::takeNews(const TrainingNews& news)
{
    if (news.closed && wantsSteps()) {
        const QString sentence
            = tr("The training was saved when another device was opened: resume it to go on.");
        change({TrainingState::Running, TrainingState::Paused}, TrainingState::Stopped);
        emit noticed(m_runs.front()->id, sentence);
    }
    if (news.idle)
        return;
    const int id = news.run;
    m_singleSteps = std::max(0, m_singleSteps - news.singleStepsDone);
    update(id, [&](RunStatus& status) {
        status.numbers = news.numbers;
        status.skippedFiles = news.skippedFiles;
        if (news.saved)
            status.saved = QDateTime::currentDateTime();
        if (news.finished)
            status.state = TrainingState::Finished;
        if (news.failure.isEmpty())
            return;
        status.state = TrainingState::Failed;
        status.problem = news.failure;
    });
    emit numbersChanged(id);
    if (news.epochClosed)
        emit epochClosed(id, news.isBest);
    if (news.saved)
        emit saved(id);
    takeLook(news.kernels, news.samples);
    if (news.finished || !news.failure.isEmpty())
        emit stateChanged(id);
    if (!news.failure.isEmpty())
        emit failed(id, news.failure);
}

void TrainingDesk::takeLook(const LiveKernelsPointer& kernels, const SampleBatchPointer& samples)
{
    const auto replace = [](auto& all, const auto& news) {
        const auto found
            = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one->run == news->run; });
        if (found == all.end())
            all.push_back(news);
        else
            *found = news;
    };
    if (kernels && run(kernels->run)) {
        replace(m_kernels, kernels);
        emit kernelsChanged(kernels->run);
    }
    if (samples && run(samples->run)) {
        replace(m_samples, samples);
        emit samplesChanged(samples->run);
    }
}

void TrainingDesk::takeSaved(const std::vector<SavedRun>& runs)
{
    for (const SavedRun& one : runs) {
        if (!one.problem.isEmpty()) {
            emit failed(one.run, one.problem);
            continue;
        }
        update(one.run, [](RunStatus& status) { status.saved = QDateTime::currentDateTime(); });
        emit saved(one.run);
    }
}

void TrainingDesk::save()
{
    m_session.engine().run(
        m_saveLane, this, [](EngineState& state, std::stop_token) { return saveRuns(state); },
        [this](const std::vector<SavedRun>& runs) { takeSaved(runs); },
        [this](const QString& sentence) { emit failed(0, sentence); });
}

void TrainingDesk::stop()
{
    for (Lane& lane : m_stepLanes)
        lane.cancel();
    m_asked = {};
    m_singleSteps = 0;
    m_beginLane.cancel();
    m_refreshLane.cancel();
    change(
        {TrainingState::Preparing, TrainingState::Running, TrainingState::Paused}, TrainingState::Stopping);
    m_session.engine().run(
        m_stopLane, this, [](EngineState& state, std::stop_token) { return closeRuns(state); },
        [this](const std::vector<SavedRun>& runs) { stopped(runs); },
        [this](const QString& sentence) {
            emit failed(0, sentence);
            stopped({});
        });
}

void TrainingDesk::stopped(const std::vector<SavedRun>& runs)
{
    takeSaved(runs);
    change({TrainingState::Stopping}, TrainingState::Stopped);
    if (!m_closing)
        return;
    m_closing = false;
    emit closed();
}

void TrainingDesk::close()
{
    if (!isBusy()) {
        emit closed();
        return;
    }
    m_closing = true;
    stop();
}

double TrainingNumbers::share() const
{
    const double steps = double(stepsPerEpoch) * epochs;
    return steps > 0 ? std::min(1.0, double(iteration) / steps) : 0;
}
