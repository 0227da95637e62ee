// A black cat with a white bib.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "cat.inc"
View(<-0.4, 1.25, -4.6>, <0.03, 0.80, 0>, 26)
Sun(<-5, 8, -9>, 2.5, 1.05)
Sky(<0.75, 0.75, 0.75>, <0.75, 0.75, 0.75>, 0)
Blurred(<0.90, 0.88, 0.86>, <0.84, 0.81, 0.78>, 1.5, 1)
object { Cat(<0.085, 0.085, 0.085>, <0.06, 0.06, 0.06>, <0.62, 0.68, 0.22>) rotate 8 * y }
