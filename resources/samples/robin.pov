// A robin on a lawn.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "bird.inc"
View(<0.5, 0.95, -4.2>, <-0.08, 0.56, 0>, 32)
Sun(<-20, 40, -35>, 6, 1.3)
Sky(<0.80, 0.86, 0.90>, <0.45, 0.62, 0.84>, 0)
Blurred(<0.50, 0.56, 0.34>, <0.42, 0.52, 0.28>, 0.8, 1)
object { Bird(<0.40, 0.34, 0.25>, <0.80, 0.36, 0.12>, <0.86, 0.83, 0.78>, <0.22, 0.17, 0.14>) }
