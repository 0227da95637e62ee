#pragma once

#include <cstdint>

namespace engine {

/// Asks the system to back memory with its large pages where that is left to programs (Linux, "madvise"): what is read
/// in long runs then misses the processor's table of pages less often. A wish only; nothing happens elsewhere, for null
/// and for less than two large pages.
void wishForLargePages(void* memory, std::uint64_t bytes);

}
