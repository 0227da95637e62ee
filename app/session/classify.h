#pragma once

#include "app/session/picture.h"
#include "app/session/results.h"

#include <stop_token>

struct EngineState;

/// Decodes the picture and puts it under the microscope, without edits; the one before stays when this throws. Throws
/// engine::Error naming the picture.
void decodePicture(EngineState& state, const PictureSource& source);

/// Runs the open network on the picture with the edits and alterations in force, and reads every activation. Null when
/// stopped on the way. Throws engine::Error.
ClassificationPointer classify(EngineState& state, const std::stop_token& stop);
