// How much memory the program has asked `new` for: what a reader allocates by itself.
#pragma once

#include <cstddef>

namespace allocations {

/// Bytes in use now.
std::size_t current();
/// The most that were in use since the last call of forgetPeak().
std::size_t peak();
void forgetPeak();

}
