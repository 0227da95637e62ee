// A white horse in front of a paddock's fence.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "horse.inc"
View(<-1.4, 1.5, -7.4>, <0.22, 1.15, 0>, 27)
Sun(<-30, 60, -70>, 12, 1.25)
Sky(<0.78, 0.86, 0.94>, <0.38, 0.58, 0.86>, 0.7)
Lawn(<-4, 0, -2.4>, <4, 0, 2.5>, 18000, 0.10, 6)
Trees(22, 6.0, 36, <0.20, 0.33, 0.15>, 14)
#declare Wood = texture { pigment { wood turbulence 0.2 color_map { [0 srgb <0.45, 0.34, 0.24>] [1 srgb <0.36, 0.26, 0.18>] } scale 0.1 rotate 90 * y } finish { Soft } };
#declare I = -3;
#while (I < 4) box { <I * 2.2 - 0.07, 0, 3.0>, <I * 2.2 + 0.07, 1.35, 3.14> texture { Wood } } #declare I = I + 1; #end
box { <-9, 0.55, 2.95>, <9, 0.68, 3.0> texture { Wood } }
box { <-9, 1.1, 2.95>, <9, 1.23, 3.0> texture { Wood } }
#declare Coat = texture { pigment { bozo turbulence 0.4 color_map { [0 srgb <0.84, 0.82, 0.79>] [1 srgb <0.93, 0.92, 0.90>] } scale 0.3 } finish { Soft } };
#declare Hair = texture { pigment { srgb <0.80, 0.77, 0.71> } finish { Soft } };
object { Horse(Coat, Hair) scale <-1, 1, 1> translate 0.4 * x }
