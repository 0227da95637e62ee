// A blue car on a country road.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "car.inc"
View(<-2.2, 1.9, -7.6>, <0, 0.75, 0>, 36)
Sun(<-40, 60, -60>, 12, 1.3)
Sky(<0.82, 0.89, 0.95>, <0.38, 0.58, 0.85>, 0.7)
Road(<0.46, 0.46, 0.47>)
box { <-60, 0, 3.2>, <60, 0.03, 90> texture { pigment { GrassPigment scale 0.6 } normal { bumps 0.8 scale 0.1 } finish { Soft } } }
box { <-60, 0, -2.6>, <60, 0.004, -2.4> texture { pigment { srgb 0.85 } finish { Soft } } }
Trees(45, 5, 62, <0.26, 0.40, 0.20>, 8)
object { Car(<0.10, 0.25, 0.62>) rotate -8 * y }
