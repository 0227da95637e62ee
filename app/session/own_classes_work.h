#pragma once

#include "app/session/results.h"

#include <QImage>
#include <QString>

/// The picture with its shorter side as short as `side`; never larger than it was. 8-bit RGB.
QImage smallerPicture(const QImage& picture, int side);

/// The layer of a network whose activation its last learned layer reads; empty when there is none.
QString featuresLayer(const NetworkInfo& network);
