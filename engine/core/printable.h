#pragma once

#include <string>
#include <string_view>

namespace engine {

/// The text as it may be shown on one line: control characters, and bytes that are not UTF-8, written as \x1b. Names of
/// files may hold any byte.
std::string printable(std::string_view text);

}
