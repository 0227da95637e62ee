#include "engine/run/run_config.h"

#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/weights/atomic_file.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/recipe_text.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* fileName = "config.json";

/// The dropout ratio with few digits: 0.4, not 0.40000000596046448.
Json dropoutJson(const std::optional<float>& ratio)
{
    return ratio ? Json(std::round(double(*ratio) * 1e6) / 1e6) : Json(nullptr);
}

Json scheduleJson(const ScheduleOptions& schedule)
{
    return {{"kind", scheduleName(schedule.kind)}, {"divisor", schedule.divisor},
        {"step_epochs", schedule.stepEpochs}, {"patience", schedule.patience},
        {"warm_up_steps", schedule.warmUpSteps}};
}

ScheduleOptions scheduleFrom(const Json& json)
{
    ScheduleOptions schedule;
    schedule.kind = scheduleNamed(json.at("kind").get<std::string>());
    json.at("divisor").get_to(schedule.divisor);
    json.at("step_epochs").get_to(schedule.stepEpochs);
    json.at("patience").get_to(schedule.patience);
    json.at("warm_up_steps").get_to(schedule.warmUpSteps);
    return schedule;
}

Json trainerJson(const TrainerOptions& trainer)
{
    return {{"momentum", trainer.momentum}, {"weight_decay", trainer.weightDecay},
        {"decay_biases", trainer.decayBiases}, {"bias_rate", trainer.biasRate}, {"clip", trainer.clip},
        {"freeze_until", trainer.freezeUntil}, {"micro_batch", trainer.microBatch}};
}

TrainerOptions trainerFrom(const Json& json)
{
    TrainerOptions trainer;
    json.at("momentum").get_to(trainer.momentum);
    json.at("weight_decay").get_to(trainer.weightDecay);
    json.at("decay_biases").get_to(trainer.decayBiases);
    json.at("bias_rate").get_to(trainer.biasRate);
    json.at("clip").get_to(trainer.clip);
    json.at("freeze_until").get_to(trainer.freezeUntil);
    json.at("micro_batch").get_to(trainer.microBatch);
    return trainer;
}

RunConfig configFrom(const Json& json, const std::string& where)
{
    RunConfig config;
    json.at("program").get_to(config.program);
    const Json& data = json.at("data");
    data.at("dataset").get_to(config.dataset);
    data.at("validation").get_to(config.validation);
    config.augmentation = augmentationNamed(data.at("augmentation").get<std::string>());
    data.at("classes").get_to(config.classes);
    data.at("training_pictures").get_to(config.trainingPictures);
    data.at("validation_pictures").get_to(config.validationPictures);
    const Json& network = json.at("network");
    network.at("model").get_to(config.model);
    network.at("weights").get_to(config.weights);
    config.initialisation = initialisationNamed(network.at("initialisation").get<std::string>());
    if (!network.at("dropout").is_null())
        config.dropout = network.at("dropout").get<float>();
    if (!network.at("preprocessing").is_null())
        config.recipe = recipeFromJson(network.at("preprocessing").dump(), where);
    const Json& training = json.at("training");
    training.at("epochs").get_to(config.epochs);
    training.at("batch_size").get_to(config.batch);
    training.at("learning_rate").get_to(config.rate);
    config.schedule = scheduleFrom(training.at("schedule"));
    config.trainer = trainerFrom(training);
    json.at("seed").get_to(config.trainer.seed);
    const Json& device = json.at("device");
    device.at("name").get_to(config.device);
    device.at("driver").get_to(config.driver);
    device.at("operands").get_to(config.operands);
    device.at("subgroup_kernels").get_to(config.subgroupKernels);
    device.at("subgroup_size").get_to(config.subgroupSize);
    if (device.contains("kernels"))
        device.at("kernels").get_to(config.kernels);
    require(config.epochs > 0 && config.batch > 0 && config.schedule.stepEpochs > 0, where,
        ": epochs, batch_size and step_epochs must be above 0");
    return config;
}

}

RunConfig defaultsFor(const std::string& model)
{
    const Architecture& architecture = findArchitecture(model);
    RunConfig config;
    config.model = model;
    config.augmentation = {.crop = true, .mirror = true};
    // Weights of 0.01 suit inputs of about 100; scaled to about 1 they would be lost on the way.
    config.initialisation = architecture.recipe.divisor == 1 ? Initialisation::Paper : Initialisation::He;
    if (architecture.recipe.crop >= 200) {
        config.augmentation.pca = true;
        config.schedule.kind = Schedule::Plateau;
    } else {
        config.epochs = 20;
        config.rate = 0.02;
        config.schedule.kind = Schedule::Cosine;
        config.schedule.warmUpSteps
            = 100; // the full rate at once puts many of the drawn neurons out for good
    }
    return config;
}

std::string configToJson(const RunConfig& config)
{
    Json training = {{"epochs", config.epochs}, {"batch_size", config.batch}, {"learning_rate", config.rate},
        {"schedule", scheduleJson(config.schedule)}};
    training.update(trainerJson(config.trainer));
    const Json json = {{"program", config.program},
        {"data",
            {{"dataset", config.dataset}, {"validation", config.validation},
                {"augmentation", augmentationName(config.augmentation)}, {"classes", config.classes},
                {"training_pictures", config.trainingPictures},
                {"validation_pictures", config.validationPictures}}},
        {"network",
            {{"model", config.model}, {"weights", config.weights},
                {"initialisation", initialisationName(config.initialisation)},
                {"dropout", dropoutJson(config.dropout)},
                {"preprocessing",
                    config.recipe ? Json::parse(recipeToJson(*config.recipe)) : Json(nullptr)}}},
        {"training", training}, {"seed", config.trainer.seed},
        {"device",
            {{"name", config.device}, {"driver", config.driver}, {"operands", config.operands},
                {"subgroup_kernels", config.subgroupKernels}, {"subgroup_size", config.subgroupSize},
                {"kernels", config.kernels}}}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

RunConfig configFromJson(const std::string& json, const std::string& where)
{
    try {
        return configFrom(Json::parse(json), where);
    } catch (const Json::exception& error) {
        throw Error(sentence(where, " is damaged (", error.what(), "): restore it, or begin a new run"));
    } catch (const UsageError& error) {
        throw Error(sentence(where, ": ", error.what()));
    }
}

RunConfig readConfig(const std::filesystem::path& folder)
{
    const std::filesystem::path path = folder / fileName;
    require(std::filesystem::exists(path), folder.string(), " is not a run: it has no ", fileName);
    const MappedFile file(path);
    const auto bytes = file.bytes();
    return configFromJson({bytes.begin(), bytes.end()}, path.string());
}

void writeConfig(const std::filesystem::path& folder, const RunConfig& config)
{
    const std::string text = configToJson(config);
    AtomicFile file(folder / fileName);
    file.write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    file.commit();
}

}
