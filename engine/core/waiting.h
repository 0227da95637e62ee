#pragma once

#include <functional>

namespace engine {

/// From now on this thread must not wait, because a person looks at what it draws: mayWait() on it hands `report` the
/// words of what was tried, which is then done all the same. An empty function lifts the rule.
void forbidWaiting(std::function<void(const char* what)> report);

/// Said by all that can take long: reading a file, decoding a picture, opening a device, waiting for it. Costs the
/// reading of one variable where waiting is allowed.
void mayWait(const char* what);

}
