// Videos for the tests of the camera's place.
#pragma once

#include <QString>

/// What a drawn video shows: a red disc that wanders, blue stripes that wander, or nothing but a grey ground.
enum class DrawnThing { Disc, Stripes, Nothing };

/// Writes a video of 160 × 120 pixels with that many frames, 25 a second. False when it could not be written.
bool writeDrawnVideo(const QString& file, DrawnThing thing, int frames = 60);
