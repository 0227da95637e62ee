#include "engine/core/printable.h"

#include <algorithm>
#include <cstdint>

namespace engine {

/// Bytes of the UTF-8 sequence that the text starts with; 0 when there is no valid one.
static std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t index) { return std::uint8_t(text[index]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool surrogate = first == 0xed && byte(1) > 0x9f;
    const bool beyondUnicode = first == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || beyondUnicode ? 0 : length;
}

std::string printable(std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string shown;
    for (std::size_t place = 0; place < text.size();) {
        const std::size_t length = sequenceLength(text.substr(place));
        const auto byte = std::uint8_t(text[place]);
        // The controls of Latin-1, which terminals obey too, are 0xc2 and a byte up to 0x9f.
        const bool control = byte < 0x20 || byte == 0x7f
            || (length == 2 && byte == 0xc2 && std::uint8_t(text[place + 1]) < 0xa0);
        const std::size_t count = std::max<std::size_t>(length, 1);
        for (std::size_t i = place; i < place + count; ++i)
            if (length == 0 || control)
                shown += {'\\', 'x', digits[std::uint8_t(text[i]) >> 4], digits[std::uint8_t(text[i]) & 15]};
            else
                shown += text[i];
        place += count;
    }
    return shown;
}

}
