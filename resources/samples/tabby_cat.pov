// A brown tabby cat that looks to the side.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "cat.inc"
View(<-0.4, 1.25, -4.6>, <0.03, 0.80, 0>, 26)
Sun(<-5, 8, -9>, 2.5, 1.05)
Sky(<0.75, 0.75, 0.75>, <0.75, 0.75, 0.75>, 0)
Blurred(<0.90, 0.88, 0.86>, <0.84, 0.81, 0.78>, 1.5, 1)
object { Cat(<0.44, 0.36, 0.30>, <0.15, 0.12, 0.10>, <0.62, 0.62, 0.25>) rotate 40 * y }
