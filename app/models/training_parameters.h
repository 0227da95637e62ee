#pragma once

#include "app/session/training_plan.h"

#include <functional>

/// One number or choice of a training plan, as the set-up lists it.
struct TrainingParameter {
    QString name; ///< "Weight decay"
    QString words; ///< one line: "pulls towards 0"
    QStringList choices; ///< what it may be; empty: a number is written
    std::function<QString(const TrainingPlan&)> read;
    /// False, and the plan as it was, for words that are out of place.
    std::function<bool(TrainingPlan&, const QString&)> write;
    QString range; ///< what is allowed, for people: "above 0, up to 10"
    QString paper {}; ///< what the AlexNet paper says (sections 3 and 5); empty where it says nothing
    QStringList schedules {}; ///< that use it, by their terms; empty: it has nothing to do with the schedule

    bool isUsed(const TrainingPlan& plan) const
    {
        return schedules.isEmpty() || schedules.contains(plan.schedule);
    }
};

/// All of them, the most used ones first; the first is the rate.
std::vector<TrainingParameter> trainingParameters();
