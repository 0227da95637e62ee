// A dog of a colour that no dog has.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "dog.inc"
View(<-0.3, 1.25, -4.4>, <0, 0.85, 0>, 25)
Sun(<-20, 30, -35>, 6, 1.3)
Sky(<0.80, 0.86, 0.92>, <0.45, 0.62, 0.84>, 0.5)
Lawn(<-2, 0, -1.8>, <2, 0, 2.5>, 16000, 0.10, 7)
Trees(7, 4.0, 26, <0.22, 0.34, 0.14>, 21)
object { Dog(<0.10, 0.30, 0.80>, <0.06, 0.18, 0.55>, <0.25, 0.50, 0.92>) rotate 10 * y }
