#pragma once

#include "engine/vulkan/device.h"

#include <string>

/// Runs small layers until every kernel of this device has been used, on shapes that are multiples of no tile,
/// into plain and into bordered outputs. Writes outside of the outputs, in words; empty when all is well.
/// `usualOnly` leaves out those that the device does not take by itself.
std::string runEveryKernel(engine::Device& device, bool usualOnly = false);
