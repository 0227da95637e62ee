#pragma once

#include "engine/reference/reference.h"

#include <optional>
#include <stop_token>

/// What the layer makes of one picture's activation, in double precision by plain loops. Nothing when it was told to
/// stop, which it notices several times a second. Throws engine::Error for a kind of layer that the reference does not
/// know.
std::optional<engine::reference::Array> referenceOutput(const engine::Layer& layer,
    const engine::reference::Array& input, const engine::reference::Parameters& parameters,
    const std::stop_token& stop);
