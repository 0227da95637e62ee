#pragma once

#include "engine/scene/scene_renderer.h"

/// Draws with the device under test.
engine::Drawing draw(const engine::Scene& scene, const engine::Camera& camera, int width, int height);
/// The same from where everything is seen.
engine::Drawing drawFitted(const engine::Scene& scene, int width = 1200, int height = 230);

/// The red, green, blue and opacity of a pixel.
const std::uint8_t* pixel(const engine::Drawing& drawing, int x, int y);
const std::uint8_t* pixel(const engine::Drawing& drawing, engine::Point place);
