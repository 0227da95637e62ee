// A doe in a meadow.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "deer.inc"
View(<-1.0, 1.3, -6.2>, <0.15, 0.92, 0>, 27)
Sun(<-40, 50, -50>, 12, 1.3)
Sky(<0.84, 0.88, 0.90>, <0.50, 0.65, 0.84>, 0.7)
Lawn(<-4, 0, -2.4>, <4, 0, 3>, 18000, 0.18, 8)
Blurred(<0.42, 0.38, 0.24>, <0.30, 0.30, 0.15>, 1.5, 0)
object { Deer(<0.50, 0.38, 0.27>, 0, 0) scale <-1, 1, 1> translate 0.35 * x }
