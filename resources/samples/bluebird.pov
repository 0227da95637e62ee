// A blue bird on a branch.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "bird.inc"
View(<-0.4, 0.75, -4.2>, <0.08, 0.48, 0>, 31)
Sun(<-20, 40, -35>, 6, 1.3)
Sky(<0.78, 0.86, 0.95>, <0.45, 0.62, 0.88>, 0.5)
blob { threshold 0.5 Limb(<-1.6, -0.16, 0>, <-0.2, -0.07, 0>, 0.08) Limb(<-0.2, -0.07, 0>, <1.6, -0.02, 0.1>, 0.07) Limb(<-0.5, -0.1, 0>, <-1.1, 0.24, 0.15>, 0.035)
       texture { pigment { wood turbulence 0.3 color_map { [0 srgb <0.36, 0.28, 0.21>] [1 srgb <0.24, 0.18, 0.13>] } scale 0.05 } normal { bumps 1 scale <0.15, 0.02, 0.02> } finish { Soft } } }
object { Bird(<0.20, 0.38, 0.68>, <0.72, 0.40, 0.20>, <0.88, 0.86, 0.82>, <0.16, 0.15, 0.16>) scale <-1, 1, 1> }
