#pragma once

#include <string>
#include <vector>

/// Whether these words ask for the window: none at all, or names of existing files and folders alone.
bool asksForWindow(const std::vector<std::string>& words);

/// Becomes alexscope-gui, the program beside this one (or the one that ALEXSCOPE_WINDOW names), with the same words. Throws
/// engine::Error when there is none, or no display to show it on.
[[noreturn]] void becomeWindow(const std::vector<std::string>& words);
