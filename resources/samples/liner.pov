// A white passenger ship on a calm sea.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "ship.inc"
View(<-9, 5, -30>, <0, 3.2, 0>, 36)
Sun(<-60, 70, -70>, 10, 1.3)
Sky(<0.78, 0.87, 0.95>, <0.28, 0.50, 0.82>, 0.8)
Water(<0.05, 0.20, 0.33>, 1.6, 0.35)
object { Liner rotate 14 * y }
