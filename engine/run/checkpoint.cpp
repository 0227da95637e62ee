#include "engine/run/checkpoint.h"

#include "engine/core/error.h"
#include "engine/weights/safetensors.h"
#include "engine/weights/weights.h"

#include <algorithm>
#include <functional>

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr const char* newest = "checkpoint.safetensors";
constexpr const char* previous = "checkpoint.previous.safetensors";
constexpr const char* damaged
    = "checkpoint.damaged.safetensors"; ///< put aside for whoever wants to look at it
constexpr const char* complete = ".alexscope-checkpoint.part"; ///< written, but not yet the newest
constexpr const char* linked = ".alexscope-previous.part";
constexpr const char* progressKey = "alexscope.progress";
constexpr const char* velocity = "velocity.";

/// A tensor whose values come from the device when their turn comes.
NamedTensor tensor(
    const std::string& name, const ParameterShape& shape, std::function<std::vector<float>()> values)
{
    return {name, shape.dimensions,
        [values = std::move(values)](std::span<float> out) { std::ranges::copy(values(), out.begin()); }};
}

std::vector<NamedTensor> weightsOf(const Network& network)
{
    std::vector<NamedTensor> tensors;
    for (const ParameterShape& shape : network.parameterShapes())
        tensors.push_back(
            tensor(shape.name, shape, [&network, name = shape.name] { return network.parameter(name); }));
    return tensors;
}

/// By a second name for the newest file; where the file system knows none, by renaming it.
void keepPrevious(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder / newest, error))
        return;
    fs::remove(folder / linked, error);
    fs::create_hard_link(folder / newest, folder / linked, error);
    if (error)
        fs::rename(folder / newest, folder / previous, error);
    else
        fs::rename(folder / linked, folder / previous, error);
    require(!error, (folder / previous).string(), " cannot be written: ", error.message());
}

/// Those that are not frozen and so have a velocity.
std::vector<ParameterShape> trainedParameters(const Trainer& trainer)
{
    std::vector<ParameterShape> shapes = trainer.network().parameterShapes();
    const std::string& last = trainer.options().freezeUntil;
    if (last.empty())
        return shapes;
    for (const LayerList::Entry& entry : trainer.network().layers().entries()) {
        std::erase_if(
            shapes, [&](const ParameterShape& shape) { return shape.name.starts_with(entry.name + "."); });
        if (entry.name == last)
            break;
    }
    return shapes;
}

Progress progressOf(const WeightFile& file)
{
    const std::string name = file.path().string();
    const auto found = file.metadata().find(progressKey);
    require(found != file.metadata().end(), name, " is not a checkpoint of a run");
    return progressFromJson(found->second, name);
}

std::vector<float> valuesOf(const WeightFile& file, const std::string& name, const ParameterShape& shape)
{
    const WeightEntry* entry = file.find(name);
    require(entry && entry->shape == shape.dimensions, file.path().string(), " has no tensor ", name,
        " of the network's shape: it belongs to another run");
    std::vector<float> values(entry->size());
    file.read(*entry, values);
    return values;
}

Progress restore(const fs::path& path, Trainer& trainer)
{
    const WeightFile file = openWeights(path);
    const Progress progress = progressOf(file);
    for (const ParameterShape& shape : trainer.network().parameterShapes())
        trainer.network().setParameter(shape.name, valuesOf(file, shape.name, shape));
    for (const ParameterShape& shape : trainedParameters(trainer))
        trainer.setVelocity(shape.name, valuesOf(file, velocity + shape.name, shape));
    return progress;
}

/// Tries the newest checkpoint, then the one before. `read` makes a Progress of a file.
template <class Read>
std::optional<Restored> readFirstWhole(const fs::path& folder, Read read)
{
    std::string damage;
    for (const char* name : {newest, previous}) {
        std::error_code error;
        if (!fs::exists(folder / name, error))
            continue;
        try {
            const Progress progress = read(folder / name);
            const std::string instead = sentence(
                damage, "; going on from the checkpoint before it, iteration ", progress.iteration);
            return Restored {progress, damage.empty() ? "" : instead};
        } catch (const OutOfMemoryError&) {
            throw;
        } catch (const DeviceLostError&) {
            throw;
        } catch (const Error& problem) {
            if (damage.empty())
                damage = problem.what();
        }
    }
    require(damage.empty(), damage);
    return {};
}

}

void writeCheckpoint(
    const fs::path& folder, const ModelDescription& model, const Progress& progress, const Trainer& trainer)
{
    const Network& network = trainer.network();
    std::vector<NamedTensor> tensors = weightsOf(network);
    for (const ParameterShape& shape : trainedParameters(trainer))
        tensors.push_back(tensor(
            velocity + shape.name, shape, [&trainer, name = shape.name] { return trainer.velocity(name); }));
    std::map<std::string, std::string> metadata = metadataFor(model);
    metadata[progressKey] = progressToJson(progress);
    writeSafetensors(folder / complete, metadata, tensors);
    keepPrevious(folder);
    std::error_code error;
    fs::rename(folder / complete, folder / newest, error);
    require(!error, (folder / newest).string(), " cannot be written: ", error.message());
}

void writeBest(const fs::path& folder, const ModelDescription& model, const Network& network)
{
    writeSafetensors(folder / "best.safetensors", metadataFor(model), weightsOf(network));
}

std::optional<Restored> restoreCheckpoint(const fs::path& folder, Trainer& trainer)
{
    const auto restored
        = readFirstWhole(folder, [&](const fs::path& path) { return restore(path, trainer); });
    std::error_code error;
    // Otherwise the next checkpoint would keep the damaged one in the place of the good one.
    if (restored && !restored->notice.empty())
        fs::rename(folder / newest, folder / damaged, error);
    return restored;
}

std::optional<Progress> readProgress(const fs::path& folder)
{
    const auto found
        = readFirstWhole(folder, [](const fs::path& path) { return progressOf(openWeights(path)); });
    return found ? std::optional(found->progress) : std::nullopt;
}

}
