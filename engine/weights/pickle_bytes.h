#pragma once

#include "engine/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace engine {

/// The bytes of a pickle, taken from the front. Throws Error when there are not as many as asked for.
class PickleBytes {
public:
    PickleBytes(std::string_view bytes, const std::string& file)
        : m_bytes(bytes)
        , m_file(file)
    {
    }

    std::size_t place() const { return m_place; }
    bool atEnd() const { return m_place == m_bytes.size(); }

    std::string_view take(std::size_t count)
    {
        require(count <= m_bytes.size() - m_place, m_file,
            ": data.pkl is cut off or damaged: it ends at byte ", m_bytes.size(), ", but more must follow");
        m_place += count;
        return m_bytes.substr(m_place - count, count);
    }

    /// Little endian, of 0 to 8 bytes.
    std::uint64_t number(std::size_t count)
    {
        std::uint64_t value = 0;
        const std::string_view bytes = take(count);
        for (std::size_t i = 0; i < count; ++i)
            value |= std::uint64_t(static_cast<std::uint8_t>(bytes[i])) << 8 * i;
        return value;
    }

    /// The same in two's complement.
    std::int64_t signedNumber(std::size_t count)
    {
        if (count == 0)
            return 0;
        const std::size_t unused = 64 - 8 * count;
        return static_cast<std::int64_t>(number(count) << unused) >> unused;
    }

    /// The text before the next line feed, which is taken too.
    std::string_view line()
    {
        const std::size_t end = m_bytes.find('\n', m_place);
        const std::size_t length = (end == m_bytes.npos ? m_bytes.size() : end) - m_place;
        return take(length + 1).substr(0, length);
    }

private:
    std::string_view m_bytes;
    const std::string& m_file;
    std::size_t m_place = 0;
};

}
