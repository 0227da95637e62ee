#include "tests/fuzz/targets.h"

#include "app/model/npy.h"
#include "app/download/catalogue.h"
#include "engine/core/error.h"
#include "engine/weights/caffemodel.h"
#include "engine/weights/file_kind.h"
#include "engine/weights/labels.h"
#include "engine/weights/model_file.h"
#include "engine/weights/onnx.h"
#include "engine/weights/recipe_text.h"
#include "engine/weights/safetensors.h"
#include "engine/weights/torch.h"
#include "engine/weights/unpickle.h"
#include "engine/weights/weights.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace engine;

namespace {

constexpr std::size_t mostValues = 1 << 16; ///< that are read: large tensors only take time

/// A file that exists in memory only, as long as this object.
class MemoryFile {
public:
    explicit MemoryFile(std::span<const std::uint8_t> bytes)
        : m_descriptor(memfd_create("fuzz", 0))
    {
        if (write(m_descriptor, bytes.data(), bytes.size()) != ssize_t(bytes.size()))
            std::abort();
    }
    ~MemoryFile() { close(m_descriptor); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

/// Reads all that a caller would.
void readAll(const WeightFile& file)
{
    for (const WeightEntry& entry : file.entries()) {
        if (entry.size() > mostValues || entry.type == WeightEntry::Type::Other)
            continue;
        std::vector<float> values(entry.size());
        file.read(entry, values);
    }
    describeModel(file);
}

template <WeightFile (*read)(MappedFile)>
bool weights(std::span<const std::uint8_t> bytes)
{
    const MemoryFile file(bytes);
    readAll(read(MappedFile(file.path())));
    return true;
}

bool onnx(std::span<const std::uint8_t> bytes)
{
    const MemoryFile file(bytes);
    const WeightFile model = readOnnx(MappedFile(file.path()));
    if (model.network()->input.size() < std::int64_t(1) << 24)
        summarize(model.network()->layers, model.network()->input);
    readAll(model);
    return true;
}

bool any(std::span<const std::uint8_t> bytes)
{
    const MemoryFile file(bytes);
    fileKind(bytes);
    readAll(openWeights(file.path(), {2, 3, 8, 8}));
    return true;
}

std::string textOf(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

bool pickle(std::span<const std::uint8_t> bytes) { return unpickle(textOf(bytes), "file").root != nullptr; }

bool npy(std::span<const std::uint8_t> bytes)
{
    const MemoryFile file(bytes);
    readNpy(file.path());
    return true;
}

bool labels(std::span<const std::uint8_t> bytes)
{
    const MemoryFile file(bytes);
    return !labelsFromJson(labelsToJson(readLabels(file.path())), "labels").empty();
}

bool recipe(std::span<const std::uint8_t> bytes)
{
    const InputRecipe read = recipeFromJson(textOf(bytes), "recipe");
    if (!(recipeFromJson(recipeToJson(read), "recipe") == read))
        std::abort(); // what is written must come back
    return true;
}

bool catalogue(std::span<const std::uint8_t> bytes)
{
    const MemoryFile file(bytes);
    return !readCatalogue(file.path()).empty();
}

}

const std::vector<FuzzTarget>& fuzzTargets()
{
    static const std::vector<FuzzTarget> targets = {
        {"safetensors", weights<readSafetensors>},
        {"torch", weights<readTorch>},
        {"pickle", pickle},
        {"onnx", onnx},
        {"caffemodel", weights<readCaffemodel>},
        {"weights", any},
        {"npy", npy},
        {"labels", labels},
        {"recipe", recipe},
        {"catalogue", catalogue},
    };
    return targets;
}

bool runTarget(const FuzzTarget& target, std::span<const std::uint8_t> bytes)
{
    try {
        return target.run(bytes);
    } catch (const Error&) {
        return false;
    }
}
