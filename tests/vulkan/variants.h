#pragma once

#include "tests/support/gpu.h"

/// The rows of a test that runs once per device variant; its number is in the column "variant".
void addVariantRows();

/// How to open a device of a variant for oneself, under validation.
engine::DeviceOptions variantOptions(int variant);
