// The picture of the red car, turned upside down.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "car.inc"
camera { location <4.6, 2.3, -6.6> sky -y look_at <0.05, 0.72, 0> right x up y angle 36 }
Sun(<-40, 60, -60>, 12, 1.3)
Sky(<0.80, 0.88, 0.95>, <0.35, 0.56, 0.85>, 0.6)
Road(<0.52, 0.52, 0.53>)
Trees(9, 4.2, 50, <0.22, 0.38, 0.14>, 3)
box { <-40, 0, 6.5>, <40, 0.14, 9> texture { pigment { srgb <0.68, 0.67, 0.64> } finish { Soft } } }
object { Car(<0.80, 0.07, 0.06>) rotate 12 * y }
