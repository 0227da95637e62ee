#pragma once

#include <filesystem>

/// The best weights of the run in a folder: its best.safetensors or, where the run is kept without them because they lie
/// elsewhere already, the file that its best.sha256 names, a line as `sha256sum` writes it, the path seen from the
/// folder. Throws engine::Error when there are none, and when that file holds other bytes. Not for the window's thread.
std::filesystem::path bestWeightsOf(const std::filesystem::path& folder);
