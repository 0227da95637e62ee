#pragma once

#include "engine/core/input_recipe.h"

#include <QSize>
#include <QString>

/// What becomes of a picture of that many pixels on its way into the network: "480 × 320, middle square, shrunk to
/// 32 × 32", "480 × 480, shrunk to 256 × 256, of which the middle 227 × 227".
QString preparationWords(QSize size, const engine::InputRecipe& recipe);
