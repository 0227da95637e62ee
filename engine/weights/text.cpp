#include "engine/weights/text.h"

#include <algorithm>
#include <cstdint>

namespace engine {

namespace {

bool isControl(char byte)
{
    return (static_cast<unsigned char>(byte) < 0x20 && byte != '\t') || byte == 0x7f;
}

/// Bytes of the UTF-8 sequence that `text` starts with, 0 when there is no valid one.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool surrogate = first == 0xed && byte(1) > 0x9f;
    const bool beyondUnicode = first == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || beyondUnicode ? 0 : length;
}

}

std::size_t findInvalidUtf8(std::string_view text)
{
    std::size_t place = 0;
    while (place < text.size()) {
        const std::size_t length = sequenceLength(text.substr(place));
        if (length == 0)
            return place;
        place += length;
    }
    return std::string_view::npos;
}

bool isPrintable(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), isControl);
}

std::string inQuotes(std::string_view text)
{
    constexpr std::size_t longest = 80;
    constexpr char digits[] = "0123456789abcdef";
    std::string shown = "'";
    std::size_t place = 0;
    while (place < text.size() && place < longest) {
        const std::size_t length = sequenceLength(text.substr(place));
        const auto byte = static_cast<std::uint8_t>(text[place]);
        if (length == 0 || isControl(text[place]))
            shown += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        else
            shown += text.substr(place, length);
        place += std::max<std::size_t>(length, 1);
    }
    return shown + (place < text.size() ? "...'" : "'");
}

}
