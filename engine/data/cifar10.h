#pragma once

#include "engine/data/dataset.h"

#include <filesystem>

namespace engine {

/// True when the folder holds a batch of CIFAR-10, in its binary version or another.
bool holdsCifar10(const std::filesystem::path& folder);

/// CIFAR-10's binary version (Krizhevsky 2009): data_batch_1.bin to data_batch_5.bin, of which some may be missing, are
/// the training part, test_batch.bin is the test part, and batches.meta.txt names the ten classes. A file is a row of
/// pictures, of 3073 bytes each: the label, then 32 x 32 reds, greens and blues. Throws Error for a file of another
/// length, a label above 9, names that are not ten, and a folder without training files.
DataParts openCifar10(const std::filesystem::path& folder, bool withTest);

}
