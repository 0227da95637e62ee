#include "engine/weights/file_kind.h"

#include "engine/weights/text.h"

#include <algorithm>
#include <string_view>

namespace engine {

namespace {

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    const char* kind;
};

using namespace std::string_view_literals;

constexpr Signature signatures[] = {
    {0, "\x89HDF\r\n\x1a\n"sv, "an HDF5 file (Keras)"},
    {0, "\x93NUMPY"sv, "a NumPy array"},
    {0, "GGUF"sv, "a GGUF file"},
    {0, "\x1f\x8b"sv, "a gzip archive that must be unpacked first"},
    {0, "\xff\xd8\xff"sv, "a JPEG picture"},
    {0, "\x89PNG\r\n\x1a\n"sv, "a PNG picture"},
    {0, "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv,
        "a PyTorch file from before version 1.6: save it again with that or a later one, "
        "torch.save(torch.load(f), g)"},
    {257, "ustar"sv,
        "a tar archive; if it is a PyTorch file from before version 0.4, save it again with 1.6 or later, "
        "torch.save(torch.load(f), g)"},
};

constexpr std::size_t sampleSize = 512;

std::string textKind(std::string_view start)
{
    if (start.starts_with("version https://git-lfs"))
        return "a Git LFS pointer, not the file itself (\"git lfs pull\" fetches it)";
    const std::size_t first = std::min(start.find_first_not_of(" \t\r\n"), start.size());
    return start.substr(first).starts_with('<') ? "a web page (the download went wrong)" : "a text file";
}

bool isText(std::string_view start)
{
    const bool plain = std::all_of(start.begin(), start.end(), [](char byte) {
        return byte == '\n' || byte == '\r' || isPrintable({&byte, 1});
    });
    // A sample may end within a character.
    const std::size_t cut = start.size() == sampleSize ? 3 : 0;
    return plain && std::min(findInvalidUtf8(start), start.size()) + cut >= start.size();
}

/// Protocol buffers have no signature: these are the fields that come first in practice.
const char* protobufKind(std::string_view start)
{
    const auto byte = [&](std::size_t index) { return static_cast<std::uint8_t>(start[index]); };
    if (start.size() < 16)
        return nullptr;
    const bool version = byte(0) == 0x08 && byte(1) > 0 && byte(1) < 0x20;
    if (version && (byte(2) == 0x12 || byte(2) == 0x3a))
        return "an ONNX file";
    const std::string_view name
        = byte(0) == 0x0a && byte(1) > 0 && byte(1) < 0x7f ? start.substr(2, byte(1)) : ""sv;
    if (!name.empty() && isText(name))
        return "a file of protocol buffers (Caffe models are)";
    return nullptr;
}

}

std::string fileKind(std::span<const std::uint8_t> bytes)
{
    const std::string_view start(
        reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), sampleSize));
    if (start.empty())
        return "empty";
    for (const Signature& signature : signatures) {
        if (start.size() > signature.offset && start.substr(signature.offset).starts_with(signature.bytes))
            return signature.kind;
    }
    if (start.size() > 1 && start[0] == '\x80' && start[1] >= 2 && start[1] <= 5)
        return "a Python pickle, which could run anything: AlexScope loads data only";
    if (isText(start))
        return textKind(start);
    if (const char* kind = protobufKind(start))
        return kind;
    return "in no format AlexScope knows";
}

}
