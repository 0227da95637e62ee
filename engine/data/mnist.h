#pragma once

#include "engine/data/dataset.h"

#include <filesystem>

namespace engine {

/// True when the folder holds a picture file of MNIST.
bool holdsMnist(const std::filesystem::path& folder);

/// MNIST, Fashion-MNIST and their like: train-images-idx3-ubyte and train-labels-idx1-ubyte are the training part,
/// t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte the test part; all may be compressed (.gz). Grey becomes RGB, and
/// pictures of 28 x 28 pixels get a black border of two. The classes are Fashion-MNIST's when the folder's path holds
/// the word "fashion", otherwise the numbers from 0 to 9 or the highest label. Throws Error for a missing file, one of
/// another kind or length, and files that do not belong together.
DataParts openMnist(const std::filesystem::path& folder, bool withTest);

}
