#pragma once

#include "app/session/picture.h"

#include <QImage>
#include <QSize>

/// A picture made small: its middle, filling `size`. Decodes it; not for the window's thread. Throws engine::Error naming
/// the picture.
QImage thumbnailOf(const PictureSource& source, QSize size);

/// The same of a picture that is decoded already.
QImage thumbnailOf(const QImage& picture, QSize size);
