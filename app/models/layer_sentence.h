#pragma once

#include "app/session/results.h"

/// What a layer does, in the few words that the last row of a room can read: "96 patterns looked for at 55 × 55 places".
QString layerSentence(const LayerInfo& layer);
