#pragma once

#include "app/session/training_work.h"

/// What is shown of a network while it learns. On the engine's thread.

/// Some pictures of the validation set, or of the training set where nothing is set aside, evenly spread over it.
SamplePictures chooseSamples(const engine::TrainingRun& run);

/// Their answers now. Null without pictures.
SampleBatchPointer answerSamples(OpenRun& open);

/// The first kernels now. Null where the network begins with none.
LiveKernelsPointer liveKernels(OpenRun& open);
