#pragma once

#include "engine/run/progress.h"
#include "engine/weights/model_file.h"

#include <filesystem>
#include <optional>
#include <string>

namespace engine {

/// Writes checkpoint.safetensors: the weights under our names, "velocity.<name>" for each that learns, the model's description and
/// the progress. The one before becomes checkpoint.previous.safetensors; at no instant is there neither. Equal states
/// give equal bytes. Throws Error, and leaves what was there, when the disk is full or a value is not finite.
void writeCheckpoint(const std::filesystem::path& folder, const ModelDescription& model,
    const Progress& progress, const Trainer& trainer);

/// Writes best.safetensors: weights and description alone, as every subcommand opens them.
void writeBest(const std::filesystem::path& folder, const ModelDescription& model, const Network& network);

/// What a checkpoint said.
struct Restored {
    Progress progress;
    std::string notice; ///< one sentence when the newest checkpoint was damaged; otherwise empty
};

/// Puts the newest checkpoint that is whole into the trainer and its network. Nothing when the folder has none yet.
/// Throws Error when all there are cannot be used.
std::optional<Restored> restoreCheckpoint(const std::filesystem::path& folder, Trainer& trainer);

/// The progress that the newest readable checkpoint tells, without a device.
std::optional<Progress> readProgress(const std::filesystem::path& folder);

}
