#pragma once

#include "engine/core/input_recipe.h"
#include "engine/data/batch_loader.h"
#include "engine/training/initialisation.h"
#include "engine/training/schedule.h"
#include "engine/training/trainer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// Everything needed to repeat a run, as its config.json keeps it. The first three groups are asked for; the last two
/// are found out when the run begins.
struct RunConfig {
    std::string dataset; ///< as openDataset() takes it
    std::string validation; ///< a folder, a share such as "0.1", or empty for what the data set offers
    Augmentation augmentation;

    std::string model; ///< name of the architecture
    std::string weights; ///< file to start from; empty to start from nothing
    Initialisation initialisation = Initialisation::Paper; ///< of what does not come from the file
    std::optional<float> dropout; ///< ratio of all dropout layers, where it is not the architecture's

    int epochs = 90;
    int batch = 128;
    double rate = 0.01;
    ScheduleOptions schedule;
    TrainerOptions trainer; ///< its seed is the seed of everything random in the run

    std::vector<std::string> classes;
    int trainingPictures = 0;
    int validationPictures = 0;
    std::optional<InputRecipe> recipe; ///< the architecture's, or that of the weights

    std::string program; ///< name and version
    std::string device;
    std::string driver;
    std::string operands; ///< how kernels read large buffers: "texels" or "storage"
    bool subgroupKernels = true;
    int subgroupSize = 0;
    Choices::Table kernels; ///< how each piece of work was computed; empty in runs of versions that had no choice
};

/// What `alexscope train` takes for a network unless told otherwise: the paper's settings (section 5) for inputs of
/// AlexNet's size, a shorter training for 32-pixel networks. Throws UsageError for an unknown model.
RunConfig defaultsFor(const std::string& model);

std::string configToJson(const RunConfig& config);

/// The opposite. Throws Error, beginning with `where`, for everything that configToJson does not write.
RunConfig configFromJson(const std::string& json, const std::string& where);

/// Reads and writes config.json of a run's folder.
RunConfig readConfig(const std::filesystem::path& folder);
void writeConfig(const std::filesystem::path& folder, const RunConfig& config);

}
