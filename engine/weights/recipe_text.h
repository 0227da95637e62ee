#pragma once

#include "engine/core/input_recipe.h"

#include <string>

namespace engine {

/// The recipe as one line of JSON, as weight files keep it under "alexscope.preprocessing":
///
///     {"order":"RGB","resize":"shorter_side","resize_to":256,"crop":224,"divisor":255.0,
///      "mean":[0.485,0.456,0.406],"deviation":[0.229,0.224,0.225]}
///
/// Numbers are as short as they can be and still come back as the same floats. Throws Error for a recipe that
/// recipeFromJson would refuse.
std::string recipeToJson(const InputRecipe& recipe);

/// The opposite. Every key must be there once, and no other: a recipe that is only half understood would make
/// the network answer nonsense. "order" is RGB or BGR, "resize" is shorter_side or squash, "resize_to" and
/// "crop" are 1 to 4096 pixels with crop <= resize_to, "divisor" and "deviation" are above 0, all numbers
/// finite. Throws Error, beginning with `where`, otherwise.
InputRecipe recipeFromJson(const std::string& json, const std::string& where);

}
