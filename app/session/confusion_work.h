#pragma once

#include "app/session/confusion.h"
#include "app/session/engine_state.h"
#include "engine/data/batch_loader.h"
#include "engine/run/training_data.h"

/// A network that is being judged, with its own copy of the weights. EngineState keeps it.
struct ConfusionWork {
    std::unique_ptr<engine::Network> network;
    std::shared_ptr<const engine::Dataset> pictures;
    std::unique_ptr<engine::BatchLoader> loader;
    engine::InputRecipe recipe;
    int batches = 0; ///< judged
    ConfusionMatrix matrix; ///< title, iteration, classes; pictures as they come
};

/// What is to be judged, before the first picture.
struct ConfusionBegin {
    ConfusionMatrix matrix; ///< empty cells
    std::shared_ptr<const engine::Dataset> pictures;
};

/// Copies the weights of a run at the desk. Throws engine::Error when it is not there, or has no validation pictures.
ConfusionBegin beginConfusionOfRun(EngineState& state, int run);
/// Opens the best weights of the run in a folder; `otherData` as ConfusionDesk::startFolder() takes it. Throws
/// engine::Error.
ConfusionBegin beginConfusionOfFolder(
    EngineState& state, const QString& folder, const QString& otherData = {});
/// Judges the next batch; a matrix that is complete comes last, and what is on the device goes. Null when there is nothing
/// to judge. Throws engine::Error.
ConfusionPointer judgeBatch(EngineState& state);
