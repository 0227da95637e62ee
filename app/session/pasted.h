#pragma once

#include "app/session/picture.h"

#include <QImage>

/// A decoded picture (from the clipboard or a drag) as an encoded one, PNG. Takes long for a large one: not for the
/// window's thread.
PictureSource encodedPicture(const QImage& picture, const QString& name);
