// A ginger cat on a lawn.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "cat.inc"
View(<-0.4, 1.25, -4.6>, <0.03, 0.80, 0>, 26)
Sun(<-5, 8, -9>, 2.5, 1.05)
Sky(<0.75, 0.75, 0.75>, <0.75, 0.75, 0.75>, 0)
Lawn(<-2, 0, -1.8>, <2, 0, 2.5>, 16000, 0.09, 7)
Blurred(<0.34, 0.42, 0.22>, <0.24, 0.34, 0.15>, 1.5, 0)
object { Cat(<0.83, 0.50, 0.22>, <0.62, 0.30, 0.10>, <0.62, 0.68, 0.22>) rotate 8 * y }
