#pragma once

#include <filesystem>

/// The folder of training and test data: ALEXSCOPE_DATA, or shared/data beside the project. Empty when there is none:
/// tests that need it are then skipped.
std::filesystem::path dataFolder();
