// A brown frog on leaf litter.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "frog.inc"
View(<0.6, 2.2, -3.0>, <0.05, 0.33, 0>, 25)
Sun(<-20, 40, -25>, 6, 1.2)
Sky(<0.70, 0.72, 0.65>, <0.50, 0.55, 0.45>, 0)
plane { y, 0 texture { pigment { crackle turbulence 0.4 color_map { [0 srgb <0.20, 0.15, 0.10>] [0.3 srgb <0.44, 0.34, 0.22>] [1 srgb <0.60, 0.48, 0.32>] } scale 0.16 } normal { crackle 0.8 scale 0.16 } finish { Soft } } }
object { Frog(<0.44, 0.38, 0.20>, <0.72, 0.67, 0.45>, <0.22, 0.18, 0.09>, 0.25) scale <-1, 1, 1> }
