#include "engine/weights/torch.h"

#include "engine/core/error.h"
#include "engine/weights/safetensors_header.h"
#include "engine/weights/text.h"
#include "engine/weights/torch_archive.h"
#include "engine/weights/unpickle.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

namespace engine {

namespace {

using Kind = PickleObject::Kind;
using Type = WeightEntry::Type;

constexpr std::size_t mostTensors = 4096;
constexpr std::size_t mostDimensions = 64;

struct StorageKind {
    std::string_view storage;
    Type type;
    const char* name;
    std::int64_t bytes;
};

constexpr StorageKind storageKinds[] = {
    {"torch.FloatStorage", Type::F32, "F32", 4},
    {"torch.HalfStorage", Type::F16, "F16", 2},
    {"torch.BFloat16Storage", Type::BF16, "BF16", 2},
    {"torch.DoubleStorage", Type::F64, "F64", 8},
    {"torch.LongStorage", Type::Other, "I64", 8},
    {"torch.IntStorage", Type::Other, "I32", 4},
};

/// A Storage whose bytes are known to be there.
struct Stored {
    const StorageKind& type;
    std::int64_t count;
    std::span<const std::uint8_t> bytes;
};

Stored findStored(const PickleObject& storage, const TorchArchive& archive, const std::string& file)
{
    const std::string& key = storage.items[1]->text;
    const std::int64_t count = storage.items[2]->integer;
    const StorageKind& type = *std::find_if(std::begin(storageKinds), std::end(storageKinds),
        [&](const StorageKind& candidate) { return candidate.storage == storage.items[0]->text; });
    const std::span<const std::uint8_t> bytes = archive.storage(key);
    const auto size = static_cast<std::int64_t>(bytes.size());
    require(count >= 0 && size % type.bytes == 0 && size / type.bytes == count, file, ": storage ",
        inQuotes(key), " is said to hold ", count, " values of ", type.name, ", but its entry has ", size,
        " bytes");
    return {type, count, bytes};
}

/// Every storage is looked at, used or not: an entry that lies about its size makes the whole file suspect.
void checkStorages(const Pickle& pickle, const TorchArchive& archive, const std::string& file)
{
    std::size_t tensors = 0;
    for (const PickleObject& object : pickle.objects) {
        if (object.is(Kind::Storage))
            findStored(object, archive, file);
        tensors += object.is(Kind::Tensor);
    }
    require(tensors <= mostTensors, file, " has more than ", mostTensors, " tensors");
}

WeightEntry makeEntry(
    const std::string& name, const PickleObject& object, const TorchArchive& archive, const std::string& file)
{
    checkTensorName(name, file);
    const std::string tensor = sentence(file, ": tensor ", inQuotes(name));
    const Stored stored = findStored(*object.items[0], archive, file);
    const std::int64_t offset = object.items[1]->integer;
    const std::vector<const PickleObject*>& sizes = object.items[2]->items;
    const std::vector<const PickleObject*>& strides = object.items[3]->items;
    require(sizes.size() == strides.size() && sizes.size() <= mostDimensions, tensor, " has ", sizes.size(),
        " dimensions and ", strides.size(), " strides");

    WeightEntry entry {name, {}, stored.type.type, stored.type.name, {}};
    std::int64_t count = 1;
    bool fits = true;
    bool contiguous = true;
    for (std::size_t i = sizes.size(); i-- > 0;) {
        const std::int64_t extent = sizes[i]->integer;
        fits = fits && extent >= 0
            && (extent == 0 || count <= std::numeric_limits<std::int64_t>::max() / extent);
        require(fits, tensor, " has an impossible shape");
        contiguous = contiguous && (extent == 1 || strides[i]->integer == count);
        count *= extent;
        entry.shape.insert(entry.shape.begin(), extent);
    }
    require(contiguous || count == 0, tensor,
        " is not stored contiguously; save it again after tensor.contiguous()");
    require(offset >= 0 && offset <= stored.count && count <= stored.count - offset, tensor, " of ",
        entry.shapeText(), " values at place ", offset, " lies outside its storage of ", stored.count,
        " values");
    entry.bytes = stored.bytes.subspan(static_cast<std::size_t>(offset * stored.type.bytes),
        static_cast<std::size_t>(count * stored.type.bytes));
    return entry;
}

bool hasTensors(const PickleObject& object)
{
    bool found = false;
    for (std::size_t i = 1; object.is(Kind::Dictionary) && i < object.items.size(); i += 2)
        found = found || object.items[i]->is(Kind::Tensor);
    return found;
}

/// The dictionary of tensors: a checkpoint's, under one of the names that people use, or the root itself.
const PickleObject& stateDict(const PickleObject& root, const std::string& file)
{
    for (const char* key : {"state_dict", "model_state_dict", "model"}) {
        const PickleObject* inner = root.find(key);
        if (inner && hasTensors(*inner))
            return *inner;
    }
    require(hasTensors(root), file,
        " holds no dictionary of tensors; save the state dict, torch.save(model.state_dict(), g)");
    return root;
}

void dropPrefix(std::vector<WeightEntry>& entries)
{
    constexpr std::string_view prefix = "module.";
    const bool all = std::all_of(entries.begin(), entries.end(), [&](const WeightEntry& entry) {
        return entry.name.starts_with(prefix) && entry.name.size() > prefix.size();
    });
    for (WeightEntry& entry : entries)
        entry.name.erase(0, all ? prefix.size() : 0);
}

}

bool isTorch(std::span<const std::uint8_t> bytes)
{
    return bytes.size() > 4 && std::memcmp(bytes.data(), "PK\x03\x04", 4) == 0;
}

WeightFile readTorch(MappedFile file)
{
    const std::string name = file.path().string();
    std::vector<WeightEntry> entries;
    {
        const TorchArchive archive(file);
        const Pickle pickle = unpickle(archive.pickle(), name);
        checkStorages(pickle, archive, name);
        const PickleObject& tensors = stateDict(*pickle.root, name);
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < tensors.items.size(); i += 2) {
            const PickleObject& key = *tensors.items[i];
            if (!tensors.items[i + 1]->is(Kind::Tensor))
                continue;
            require(key.is(Kind::Text), name, ": the tensor with the number ", key.integer, " has no name");
            require(names.insert(key.text).second, name, " names the tensor ", inQuotes(key.text), " twice");
            entries.push_back(makeEntry(key.text, *tensors.items[i + 1], archive, name));
        }
    }
    dropPrefix(entries);
    std::stable_sort(entries.begin(), entries.end(),
        [](const WeightEntry& a, const WeightEntry& b) { return a.bytes.data() < b.bytes.data(); });
    return WeightFile(std::move(file), std::move(entries), {});
}

}
