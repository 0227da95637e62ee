// Runs that are over in a moment.
#pragma once

#include "engine/run/run_config.h"
#include "tests/weights/raw_file.h"

/// Pictures of random pixels in class folders "bird" and "cat" of the folder `name`.
void putPictures(const Folder& folder, const char* name, int perClass);

/// cifar-quick, six steps an epoch, with 8 pictures set aside: putPictures(folder, "pictures", 16) makes them.
engine::RunConfig smallConfig(const Folder& folder);

/// Whether two files have the same bytes and are not empty.
bool areEqual(const std::filesystem::path& first, const std::filesystem::path& second);
