// A brown horse on a pasture.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "horse.inc"
View(<1.6, 1.5, -7.2>, <0.22, 1.15, 0>, 27)
Sun(<-40, 60, -60>, 12, 1.35)
Sky(<0.80, 0.88, 0.95>, <0.38, 0.58, 0.86>, 0.7)
Lawn(<-4, 0, -2.4>, <4, 0, 2.5>, 18000, 0.11, 5)
Trees(26, 5.0, 40, <0.24, 0.38, 0.16>, 4)
#declare Coat = texture { pigment { bozo turbulence 0.4 color_map { [0 srgb <0.44, 0.23, 0.11>] [1 srgb <0.55, 0.31, 0.16>] } scale 0.3 }
                          finish { ambient 0 diffuse 0.8 specular 0.12 roughness 0.06 } };
#declare Hair = texture { pigment { srgb <0.13, 0.09, 0.07> } finish { Soft } };
object { Horse(Coat, Hair) }
