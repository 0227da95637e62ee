#include "engine/weights/weights.h"

#include "engine/core/error.h"
#include "engine/weights/caffemodel.h"
#include "engine/weights/file_kind.h"
#include "engine/weights/onnx.h"
#include "engine/weights/safetensors.h"
#include "engine/weights/torch.h"

#include <string>

namespace engine {

namespace {

struct Format {
    const char* name;
    bool (*recognises)(std::span<const std::uint8_t> bytes);
    WeightFile (*read)(MappedFile file, const std::vector<std::int64_t>& input);
};

/// For formats that know weights only, whatever network they are for.
template <WeightFile (*read)(MappedFile)>
WeightFile weightsOnly(MappedFile file, const std::vector<std::int64_t>&)
{
    return read(std::move(file));
}

/// Asked in this order. A new format is one line here.
constexpr Format formats[] = {
    {"safetensors", isSafetensors, weightsOnly<readSafetensors>},
    {"PyTorch", isTorch, weightsOnly<readTorch>},
    {"ONNX", isOnnx, readOnnx},
    {"Caffe", isCaffemodel, weightsOnly<readCaffemodel>},
};

}

WeightFile openWeights(const std::filesystem::path& path, const std::vector<std::int64_t>& input)
{
    MappedFile file(path);
    std::string names;
    for (const Format& format : formats) {
        if (format.recognises(file.bytes()))
            return format.read(std::move(file), input);
        if (!names.empty())
            names += ", ";
        names += format.name;
    }
    throw Error(sentence(path.string(), " is ", fileKind(file.bytes()), "; AlexScope reads ", names));
}

}
