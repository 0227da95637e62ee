#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace engine {

/// The content of a file, or a part of it, owned by somebody else.
using Bytes = std::span<const std::uint8_t>;

/// True when `count` bytes from offset `at` on lie inside.
inline bool holds(Bytes bytes, std::size_t at, std::size_t count)
{
    return at <= bytes.size() && count <= bytes.size() - at;
}

/// The unsigned number in `count` (1 to 4) bytes at offset `at`, lowest byte first. The bytes must lie
/// inside.
inline std::uint32_t littleEndian(Bytes bytes, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | bytes[at + i];
    return value;
}

/// The same with the highest byte first.
inline std::uint32_t bigEndian(Bytes bytes, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | bytes[at + i];
    return value;
}

/// True when the characters of `text` stand at offset `at`; false when they do not fit.
inline bool textAt(Bytes bytes, std::size_t at, std::string_view text)
{
    return holds(bytes, at, text.size())
        && std::equal(text.begin(), text.end(), bytes.begin() + std::ptrdiff_t(at),
            [](char letter, std::uint8_t byte) { return std::uint8_t(letter) == byte; });
}

}
