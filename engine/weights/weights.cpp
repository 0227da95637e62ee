#include "engine/weights/weights.h"

#include "engine/core/error.h"
#include "engine/weights/file_kind.h"
#include "engine/weights/safetensors.h"
#include "engine/weights/torch.h"

#include <string>

namespace engine {

namespace {

struct Format {
    const char* name;
    bool (*recognises)(std::span<const std::uint8_t> bytes);
    WeightFile (*read)(MappedFile file);
};

/// Asked in this order. A new format is one line here.
constexpr Format formats[] = {
    {"safetensors", isSafetensors, readSafetensors},
    {"PyTorch", isTorch, readTorch},
};

}

WeightFile openWeights(const std::filesystem::path& path)
{
    MappedFile file(path);
    std::string names;
    for (const Format& format : formats) {
        if (format.recognises(file.bytes()))
            return format.read(std::move(file));
        if (!names.empty())
            names += ", ";
        names += format.name;
    }
    throw Error(sentence(path.string(), " is ", fileKind(file.bytes()), "; AlexScope reads ", names));
}

}
