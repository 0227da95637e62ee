#pragma once

#include "tests/weights/raw_file.h"

#include <algorithm>

/// A tensor of these values, to be written.
inline engine::NamedTensor tensor(
    const std::string& name, std::vector<std::int64_t> shape, std::vector<float> values)
{
    return {name, std::move(shape),
        [values](std::span<float> out) { std::copy(values.begin(), values.end(), out.begin()); }};
}

inline constexpr char former[] = "former.safetensors";

/// A folder with one written file, and the bytes it has.
inline QByteArray putFormer(const Folder& folder)
{
    engine::writeSafetensors(folder.path(former), {}, {{tensor("old", {2}, {1, 2})}});
    return folder.bytes(former);
}

inline bool holdsOnlyFormer(const Folder& folder, const QByteArray& bytes)
{
    return folder.names() == std::vector<std::string> {former} && folder.bytes(former) == bytes;
}
