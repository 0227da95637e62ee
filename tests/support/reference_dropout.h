#pragma once

#include "engine/reference/reference.h"

/// Dropout in training, of values or of gradients: keeps what Philox says for the images' keys and the layer's number,
/// divided by the chance to stay where that is not made up for at test time.
engine::reference::Array droppedOut(const engine::DropoutOptions& options,
    const engine::reference::Array& values, const std::vector<std::uint64_t>& keys, std::uint32_t layer);
