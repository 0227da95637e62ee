#pragma once

#include "engine/vulkan/device.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

/// What all subcommands share. Options stand before or after the subcommand's name.
struct CommonOptions {
    std::string device; ///< empty for the best
    bool halfWeights = false; ///< of fully connected layers
};

/// What to do once the command line is read; the exit code.
using Action = std::function<int()>;

/// Each adds its subcommand with its options, and says through `chosen` what to do when it is the one.
void addDevices(CLI::App& app, const CommonOptions& common, Action& chosen);
void addModels(CLI::App& app, const CommonOptions& common, Action& chosen);
void addSummary(CLI::App& app, const CommonOptions& common, Action& chosen);
void addClassify(CLI::App& app, const CommonOptions& common, Action& chosen);
void addCamera(CLI::App& app, const CommonOptions& common, Action& chosen);
void addActivations(CLI::App& app, const CommonOptions& common, Action& chosen);
void addSelftest(CLI::App& app, const CommonOptions& common, Action& chosen);
void addTrain(CLI::App& app, const CommonOptions& common, Action& chosen);
void addEvaluate(CLI::App& app, const CommonOptions& common, Action& chosen);
void addLearn(CLI::App& app, const CommonOptions& common, Action& chosen);
void addBench(CLI::App& app, const CommonOptions& common, Action& chosen);
void addTune(CLI::App& app, const CommonOptions& common, Action& chosen);
void addRun(CLI::App& app, const CommonOptions& common, Action& chosen);
void addDownload(CLI::App& app, const CommonOptions& common, Action& chosen);
void addConvert(CLI::App& app, const CommonOptions& common, Action& chosen);

/// For all options that take text: the word as it was typed, unless it is empty.
CLI::Validator plainWord();

/// The device that --device names, with the pipelines of the last run.
engine::DeviceOptions deviceOptions(const CommonOptions& common);
/// The same for what learns. Throws UsageError where weights were to be halves.
engine::DeviceOptions learningDeviceOptions(const CommonOptions& common);
