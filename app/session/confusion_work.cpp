#include "app/session/confusion_work.h"

#include "app/model/resources.h"
#include "app/session/training_work.h"
#include "engine/core/error.h"
#include "engine/run/checkpoint.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace engine;

namespace {

constexpr int judgedAtOnce = 64;

std::shared_ptr<ConfusionWork> workFor(
    const RunConfig& config, const TrainingData& data, const QString& title)
{
    require(data.validation != nullptr && data.validation->size() > 0, title.toStdString(),
        " has no validation pictures to be judged on: begin a run that sets some aside");
    auto work = std::make_shared<ConfusionWork>();
    work->pictures = data.validation;
    work->recipe = *config.recipe;
    work->loader = std::make_unique<BatchLoader>(data.validation,
        BatchLoader::Options {.recipe = *config.recipe, .batch = judgedAtOnce, .cacheBytes = 0});
    ConfusionMatrix& matrix = work->matrix;
    matrix.title = title;
    for (const std::string& name : config.classes)
        matrix.classes += QFile::decodeName(name.c_str());
    matrix.total = data.validation->size();
    matrix.cells.resize(config.classes.size() * config.classes.size());
    return work;
}

ConfusionBegin beginWith(EngineState& state, std::shared_ptr<ConfusionWork> work)
{
    state.confusion = std::move(work);
    return {state.confusion->matrix, state.confusion->pictures};
}

void place(ConfusionMatrix& matrix, int label, int answer, ConfusedPicture picture)
{
    ++matrix.pictures;
    matrix.wrong += label != answer;
    auto& cell = matrix.cells[std::size_t(label) * std::size_t(matrix.size()) + std::size_t(answer)];
    const auto surer = [&](const ConfusedPicture& other) { return other.probability >= picture.probability; };
    cell.insert(std::find_if_not(cell.begin(), cell.end(), surer), std::move(picture));
}

}

ConfusionBegin beginConfusionOfRun(EngineState& state, int run)
{
    const OpenRun* open = findRun(state, run);
    require(open != nullptr, "This run is not open any more: open its folder to see its best weights");
    auto work = workFor(open->run->config(), open->run->data(), open->status.name);
    const Network& learning = open->run->network();
    work->network = std::make_unique<Network>(*state.device, learning.layers(), learning.input());
    for (const ParameterShape& shape : learning.parameterShapes())
        work->network->setParameter(shape.name, learning.parameter(shape.name));
    work->matrix.iteration = open->run->progress().iteration;
    return beginWith(state, std::move(work));
}

ConfusionBegin beginConfusionOfFolder(EngineState& state, const QString& folder)
{
    const std::filesystem::path place = QFile::encodeName(folder).toStdString();
    const RunConfig config = readConfig(place);
    const std::filesystem::path weights = place / "best.safetensors";
    require(std::filesystem::exists(weights), place.string(),
        " has no best.safetensors: a run writes it when its first epoch is closed");
    if (!state.device)
        state.device = std::make_unique<Device>(
            DeviceOptions {.selector = state.deviceSelector, .cacheFolder = cacheFolder()});
    const TrainingData data = openTrainingData(config.dataset, config.validation, config.trainer.seed);
    require(data.training->classes() == config.classes, config.dataset,
        " has other classes than when the run began: bring back what it began with");
    auto work = workFor(config, data, QDir(folder).dirName());
    work->network = openModel(*state.device, {.weights = weights.string()}).network;
    if (const std::optional<Progress> progress = readProgress(place))
        work->matrix.iteration = progress->bestIteration;
    return beginWith(state, std::move(work));
}

ConfusionPointer judgeBatch(EngineState& state)
{
    if (!state.confusion)
        return nullptr;
    ConfusionWork& work = *state.confusion;
    ConfusionMatrix& matrix = work.matrix;
    if (work.batches == 0)
        work.loader->start(0, 0);
    const engine::Batch batch = work.loader->next();
    if (!batch.labels.empty()) {
        const HostTensor probabilities = work.network->forward(batch.images, Keep::Answer);
        const auto classes = std::ptrdiff_t(probabilities.shape.imageSize());
        for (std::size_t i = 0; i < batch.labels.size(); ++i) {
            const auto begin = probabilities.values.begin() + std::ptrdiff_t(i) * classes;
            const auto best = std::max_element(begin, begin + classes);
            const int index = int(batch.samples[i]);
            place(matrix, batch.labels[i], int(best - begin),
                {index, QFile::decodeName(work.pictures->name(index).c_str()), *best});
        }
    }
    matrix.unreadable = int(work.loader->skipped().size());
    matrix.complete = ++work.batches == work.loader->batchesPerEpoch();
    auto result = std::make_shared<const ConfusionMatrix>(matrix);
    if (matrix.complete)
        state.confusion.reset();
    return result;
}
