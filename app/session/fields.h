#pragma once

#include "app/session/results.h"

#include <QPoint>
#include <QRect>

/// The box of pixels of what the network sees that reach (x, y) of a layer's maps, cut to the picture: what reaches
/// beyond it is padding. Empty for a layer that does not exist.
QRect fieldOf(const NetworkInfo& network, int layer, QPoint position);

/// The position in a layer's maps whose box has its middle nearest to a pixel.
QPoint positionAt(const NetworkInfo& network, int layer, QPoint pixel);
