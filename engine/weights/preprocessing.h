#pragma once

#include "engine/core/input_recipe.h"

#include <string>

namespace engine {

/// How well-known programs prepare pictures for their AlexNets, by the word for it:
///   torchvision  RGB, shorter side 256, values 0..1, normalized by ImageNet's mean and deviation
///   caffe        BGR, squashed to 256 x 256, values 0..255 minus the mean colour
/// `side` is the width and height of the network's input, cut from the centre. Throws UsageError for another word, Error
/// when the input is larger than 256 pixels.
InputRecipe findPreprocessing(const std::string& name, int side);

}
