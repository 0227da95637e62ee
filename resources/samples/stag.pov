// A stag in an autumn meadow.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "deer.inc"
View(<1.2, 1.5, -6.6>, <0.2, 1.15, 0>, 27)
Sun(<-40, 50, -50>, 12, 1.3)
Sky(<0.80, 0.86, 0.90>, <0.45, 0.62, 0.84>, 0.7)
#declare GrassPigment = pigment {
    bozo turbulence 0.7 octaves 4
    color_map { [0.0 srgb <0.26, 0.30, 0.12>] [0.5 srgb <0.40, 0.42, 0.19>] [1.0 srgb <0.55, 0.52, 0.28>] }
};
Lawn(<-4, 0, -2.4>, <4, 0, 3>, 18000, 0.16, 7)
Blurred(<0.42, 0.38, 0.24>, <0.30, 0.30, 0.15>, 1.5, 0)
object { Deer(<0.52, 0.34, 0.19>, 1, 0) }
