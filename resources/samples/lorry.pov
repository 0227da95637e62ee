// A red lorry with a white box on a road.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "truck.inc"
View(<8.5, 3.4, -11>, <0.2, 1.75, 0>, 37)
Sun(<-40, 70, -80>, 12, 1.3)
Sky(<0.80, 0.88, 0.95>, <0.33, 0.55, 0.85>, 0.6)
Road(<0.50, 0.50, 0.51>)
Trees(16, 4.0, 80, <0.24, 0.38, 0.17>, 5)
union {
    Cab(<0.78, 0.08, 0.06>)
    box { <-4.1, 0.95, -1.25>, <1.95, 3.55, 1.25> texture { pigment { srgb <0.93, 0.93, 0.91> } finish { Paint } } }
    box { <-4.12, 0.9, -1.27>, <1.97, 1.05, 1.27> texture { Chrome } }
    box { <-4.12, 3.45, -1.27>, <1.97, 3.58, 1.27> texture { Chrome } }
    box { <-4.12, 0.9, -1.27>, <-4.0, 3.58, 1.27> texture { Chrome } }
    box { <-4.0, 1.9, -1.256>, <1.9, 2.25, 1.256> texture { pigment { srgb <0.78, 0.08, 0.06> } finish { Paint } } }
    Wheels(-2.3) Wheels(-3.4)
    rotate 10 * y
}
