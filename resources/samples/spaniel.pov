// A white dog with brown ears, indoors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "room.inc"
#include "dog.inc"
View(<0.3, 1.5, -3.3>, <0, 1.05, 0>, 27)
Sun(<5, 8, -9>, 2.5, 1.0)
Sky(<0.75, 0.75, 0.75>, <0.75, 0.75, 0.75>, 0)
Room(<0.50, 0.46, 0.44>, <0.62, 0.55, 0.48>, 0)
object { Dog(<0.86, 0.82, 0.77>, <0.42, 0.24, 0.13>, <0.93, 0.91, 0.88>) rotate -10 * y }
