// The ship of liner.pov as a toy on a lawn.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "ship.inc"
View(<-0.9, 1.0, -3.0>, <0, 0.33, 0>, 36)
Sun(<-20, 30, -30>, 5, 1.3)
Sky(<0.78, 0.87, 0.95>, <0.28, 0.50, 0.82>, 0)
Lawn(<-2, 0, -1.6>, <2, 0, 2.5>, 16000, 0.10, 7)
Trees(6, 3.6, 24, <0.24, 0.36, 0.16>, 29)
object { Liner translate y scale 0.1 rotate 14 * y }
