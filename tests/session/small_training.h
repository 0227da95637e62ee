// Trainings that are over in seconds.
#pragma once

#include "app/session/training.h"
#include "app/session/training_plan.h"

#include <QString>

/// 32-pixel pictures in class folders "blue" and "red" of that folder, which are what they are called, with noise.
void drawClasses(const QString& folder, int perClass);

/// cifar-quick on such a folder of 16 pictures a class: 24 to learn from, six steps an epoch, two epochs, 8 to judge.
TrainingPlan smallPlan(const QString& folder);

/// Waits until the run is in that state; false after a minute.
bool waitForState(const TrainingDesk& desk, TrainingState state, int run = 0);

/// Waits until so many steps are done.
bool waitForSteps(const TrainingDesk& desk, qint64 steps);

/// All bytes; empty when there is no such file.
QByteArray bytesOf(const QString& file);
