#include "engine/core/half.h"

#include <glm/gtc/packing.hpp>

namespace engine {

float halfToFloat(std::uint16_t bits) { return glm::unpackHalf1x16(bits); }

std::uint16_t floatToHalf(float value) { return glm::packHalf1x16(value); }

}
