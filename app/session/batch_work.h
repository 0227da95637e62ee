#pragma once

#include "app/session/batch.h"

struct EngineState;

/// The picture files of a folder. Runs on the engine's thread. Throws engine::Error when there is none.
std::vector<QString> filesOf(const QString& folder);

/// Answers one file with the open network; what is wrong with the file is in the row. Runs on the engine's thread. Throws
/// engine::Error when no network is open or the device is lost.
BatchRow answerFile(EngineState& state, const QString& file, const QString& name);
