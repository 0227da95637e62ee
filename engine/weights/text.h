#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine {

/// The place of the first byte that is not part of valid UTF-8 (no overlong forms, no surrogates, nothing
/// above U+10FFFF), or std::string_view::npos when all of it is.
std::size_t findInvalidUtf8(std::string_view text);

/// Whether a UTF-8 text has no control character other than a tab: such a text may be shown on one line.
bool isPrintable(std::string_view text);

/// The text in single quotes as it may be shown in a message: control characters written as \x1b, and cut
/// after about 80 bytes, because names come from files that nobody vouches for.
std::string inQuotes(std::string_view text);

}
