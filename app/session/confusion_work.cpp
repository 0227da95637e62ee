#include "app/session/confusion_work.h"

#include "app/model/resources.h"
#include "app/session/best_weights.h"
#include "app/session/data_work.h"
#include "app/session/training_work.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/run/checkpoint.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

using namespace engine;

namespace {

constexpr int judgedAtOnce = 64;

std::shared_ptr<ConfusionWork> workFor(
    const RunConfig& config, const std::shared_ptr<const Dataset>& pictures, const QString& title)
{
    require(pictures != nullptr && pictures->size() > 0, title.toStdString(),
        " has no validation pictures to be judged on: begin a run that sets some aside");
    auto work = std::make_shared<ConfusionWork>();
    work->pictures = pictures;
    work->recipe = *config.recipe;
    work->loader = std::make_unique<BatchLoader>(
        pictures, BatchLoader::Options {.recipe = *config.recipe, .batch = judgedAtOnce, .cacheBytes = 0});
    ConfusionMatrix& matrix = work->matrix;
    matrix.title = title;
    for (const std::string& name : config.classes)
        matrix.classes += QFile::decodeName(name.c_str());
    matrix.total = pictures->size();
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

QString confusionText(const char* text) { return QCoreApplication::translate("ConfusionDesk", text); }

/// What a run is judged on.
struct JudgedData {
    std::shared_ptr<const Dataset> pictures;
    QString other; ///< whose they are, where the run's own are not here
};

/// Pictures of the run's classes out of another data set: its test part, from which nobody learned, or what it sets
/// aside. Null where it has other classes.
JudgedData judgedFrom(const RunConfig& config, const QString& dataset)
{
    const std::string where = QFile::encodeName(dataset).toStdString();
    const DataParts parts = openDataset(where);
    if (!parts.training || parts.training->classes() != config.classes)
        return {};
    const QString name = QDir(dataset).dirName();
    if (parts.test)
        return {matchClasses(parts.test, config.classes, where, where),
            confusionText("the test pictures of %1").arg(name)};
    return {openTrainingData(where, config.validation, config.trainer.seed).validation,
        confusionText("pictures of %1").arg(name)};
}

/// The run's own validation pictures where they are on this machine, otherwise those of the data set that was named
/// instead, or of one that people keep.
JudgedData judgedDataOf(const RunConfig& config, const QString& otherData)
{
    if (config.dataset == "synthetic" || std::filesystem::exists(config.dataset)) {
        const TrainingData data = openTrainingData(config.dataset, config.validation, config.trainer.seed);
        require(data.training->classes() == config.classes, config.dataset,
            " has other classes than when the run began: bring back what it began with");
        return {data.validation, {}};
    }
    QStringList others;
    if (!otherData.isEmpty() && otherData != "synthetic")
        others += otherData;
    for (const KnownData& known : findKnownData())
        if (known.present && known.dataset != "synthetic" && !others.contains(known.dataset))
            others += known.dataset;
    for (const QString& other : std::as_const(others))
        if (JudgedData data = judgedFrom(config, other); data.pictures)
            return data;
    throw Error(sentence(config.dataset, ", from which this run learned, is not on this computer: choose a ",
        "folder of pictures of the same classes (", config.classes.front(), ", ", config.classes[1],
        " ...) under Data, and judge again"));
}

}

ConfusionBegin beginConfusionOfRun(EngineState& state, int run)
{
    mayWait("opening a run to judge it");
    const OpenRun* open = findRun(state, run);
    require(open != nullptr, "This run is not open any more: open its folder to see its best weights");
    auto work = workFor(open->run->config(), open->run->data().validation, open->status.name);
    const Network& learning = open->run->network();
    work->network = std::make_unique<Network>(*state.device, learning.layers(), learning.input());
    for (const ParameterShape& shape : learning.parameterShapes())
        work->network->setParameter(shape.name, learning.parameter(shape.name));
    work->matrix.iteration = open->run->progress().iteration;
    return beginWith(state, std::move(work));
}

ConfusionBegin beginConfusionOfFolder(EngineState& state, const QString& folder, const QString& otherData)
{
    mayWait("opening a run to judge it");
    const std::filesystem::path place = QFile::encodeName(folder).toStdString();
    const RunConfig config = readConfig(place);
    const std::filesystem::path weights = bestWeightsOf(place);
    if (!state.device)
        state.device = std::make_unique<Device>(
            DeviceOptions {.selector = state.deviceSelector, .cacheFolder = cacheFolder()});
    const JudgedData data = judgedDataOf(config, otherData);
    auto work = workFor(config, data.pictures, QDir(folder).dirName());
    work->matrix.otherPictures = data.other;
    work->network = openModel(*state.device, {.weights = weights.string()}).network;
    if (const std::optional<Progress> progress = readProgress(place))
        work->matrix.iteration = progress->bestIteration;
    return beginWith(state, std::move(work));
}

ConfusionPointer judgeBatch(EngineState& state)
{
    mayWait("judging pictures");
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
