// A yellow tipper lorry at a gravel pit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "truck.inc"
View(<6.5, 3.0, -12>, <0.2, 1.55, 0>, 37)
Sun(<-40, 70, -80>, 12, 1.3)
Sky(<0.82, 0.88, 0.94>, <0.36, 0.57, 0.85>, 0.6)
Road(<0.62, 0.56, 0.47>)
Trees(18, 4.2, 90, <0.42, 0.40, 0.27>, 15)
#declare Yellow = texture { pigment { srgb <0.93, 0.66, 0.05> } finish { Paint } };
union {
    Cab(<0.93, 0.66, 0.05>)
    difference {
        prism { linear_spline -1.25, 1.25, 5, <-4.3, 2.9>, <-3.9, 1.0>, <1.7, 1.0>, <1.95, 2.75>, <-4.3, 2.9> rotate -90 * x }
        prism { linear_spline -1.15, 1.15, 5, <-4.5, 3.2>, <-3.8, 1.1>, <1.6, 1.1>, <1.85, 3.0>, <-4.5, 3.2> rotate -90 * x }
        texture { Yellow }
    }
    prism { linear_spline -1.25, 1.25, 5, <1.6, 2.7>, <1.95, 2.7>, <3.2, 3.1>, <3.2, 3.2>, <1.6, 2.85> rotate -90 * x texture { Yellow } }
    #declare I = 0;
    #while (I < 6) box { <-3.6 + I * 1.0, 1.05, -1.33>, <-3.42 + I * 1.0, 2.75, 1.33> texture { Yellow } } #declare I = I + 1; #end
    box { <-4.2, 2.6, -1.34>, <1.93, 2.78, 1.34> texture { Yellow } }
    blob { threshold 0.5
        Ball(<-2.8, 2.3, 0>, 1.1) Ball(<-1.3, 2.5, 0>, 1.1) Ball(<0.3, 2.4, 0>, 1.1)
        texture { pigment { granite color_map { [0 srgb <0.45, 0.38, 0.30>] [1 srgb <0.68, 0.60, 0.49>] } scale 0.5 } normal { bumps 1.5 scale 0.1 } finish { Soft } } scale <1, 1, 0.95> }
    Wheels(-2.0) Wheels(-3.2)
    rotate 10 * y
}
