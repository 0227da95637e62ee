#pragma once

#include "engine/weights/weight_file.h"

#include <cstdint>
#include <span>

namespace engine {

/// Whether a file looks like a .caffemodel: the outermost fields of its protocol buffers, layers among them.
bool isCaffemodel(std::span<const std::uint8_t> bytes);

/// Reads the weights that Caffe keeps with a trained network. BVLC AlexNet and CaffeNet, with any number of classes, are
/// recognised by their layers: the metadata then name the network, and the tensors are called as ours. Throws Error
/// naming the file and the layer when weights are missing, or not as many as their shape asks for.
WeightFile readCaffemodel(MappedFile file);

}
