// A green frog on a mossy stone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "frog.inc"
View(<1.2, 2.1, -3.0>, <0.05, 0.32, 0>, 25)
Sun(<-20, 40, -25>, 6, 1.3)
Sky(<0.70, 0.80, 0.70>, <0.45, 0.60, 0.50>, 0)
plane { y, 0 texture { pigment { bozo turbulence 0.8 color_map { [0 srgb <0.20, 0.24, 0.12>] [0.5 srgb <0.33, 0.34, 0.20>] [1 srgb <0.48, 0.45, 0.34>] } scale 0.3 } normal { bumps 1.2 scale 0.06 } finish { Soft } } }
object { Frog(<0.36, 0.58, 0.14>, <0.78, 0.80, 0.55>, <0.20, 0.34, 0.08>, 0.45) }
