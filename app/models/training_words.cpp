#include "app/models/training_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

static QString trainingWords(const char* words) { return QCoreApplication::translate("Training", words); }

QString durationText(double seconds)
{
    const qint64 whole = qint64(std::llround(std::max(0.0, seconds)));
    const qint64 days = whole / 86400, hours = whole / 3600, minutes = whole / 60;
    if (days > 0)
        return trainingWords("%1 d %2 h").arg(days).arg(hours % 24);
    if (hours > 0)
        return trainingWords("%1 h %2 min").arg(hours).arg(minutes % 60);
    return minutes > 0 ? trainingWords("%1 min %2 s").arg(minutes).arg(whole % 60)
                       : trainingWords("%1 s").arg(whole);
}

QString stateWords(TrainingState state)
{
    switch (state) {
    case TrainingState::Preparing:
        return trainingWords("opening data and network…");
    case TrainingState::Running:
        return trainingWords("running");
    case TrainingState::Paused:
        return trainingWords("paused");
    case TrainingState::Stopping:
        return trainingWords("saving…");
    case TrainingState::Stopped:
        return trainingWords("stopped, can be resumed");
    case TrainingState::Finished:
        return trainingWords("finished");
    case TrainingState::Failed:
        return trainingWords("failed");
    }
    return {};
}

bool isGoing(TrainingState state)
{
    return state == TrainingState::Preparing || state == TrainingState::Running
        || state == TrainingState::Paused || state == TrainingState::Stopping;
}

bool isResumable(const RunStatus& run)
{
    return (run.state == TrainingState::Stopped || run.state == TrainingState::Failed) && run.saved.isValid();
}

QString savedWords(const RunStatus& run)
{
    if (!run.saved.isValid())
        return trainingWords("not saved yet");
    return trainingWords(
        "saved at %1 · can be resumed with momentum and random state") // stays right while it stands
        .arg(QLocale().toString(run.saved.toLocalTime().time(), QLocale::ShortFormat));
}
