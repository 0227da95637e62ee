// A small propeller airplane in a blue sky.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "wing.inc"
View(<-7, 4, -16>, <0.2, 0.1, 0>, 37)
Sun(<-50, 90, -60>, 10, 1.35)
Sky(<0.74, 0.85, 0.95>, <0.24, 0.48, 0.82>, 0.7)
#declare White = texture { pigment { srgb <0.95, 0.95, 0.93> } finish { Paint } };
#declare Red = texture { pigment { srgb <0.78, 0.10, 0.08> } finish { Paint } };
#declare Wing = texture {
    function { select(abs(z) - 4.5, 0, 1) }
    texture_map { [0.5 pigment { srgb <0.84, 0.84, 0.83> } finish { Soft }] [0.5 Red] } };
#declare Skin = texture { function { select(abs(y + 0.12) - 0.13, 1, 0) } texture_map { [0.5 White] [0.5 Red] } };
union {
    Loft(array[7] { <-4.6, 0.06, 0.15, 0.45>, <-3.2, 0.28, -0.1, 0.55>, <-1.4, 0.55, -0.55, 0.65>, <0.4, 0.65, -0.7, 0.68>, <1.8, 0.6, -0.68, 0.5>, <2.7, 0.48, -0.55, 0.35>, <3.0, 0.3, -0.35, 0.2> }, 2.4, texture { Skin })
    Loft(array[5] { <-1.5, 0.25, 0.45, 0.62>, <-0.8, 0.48, 0.45, 1.02>, <0.2, 0.52, 0.45, 1.15>, <0.9, 0.48, 0.45, 0.95>, <1.5, 0.35, 0.4, 0.5> }, 2.6, texture { Glass })
    Fin(<1.2, -0.45, -0.4>, <0.9, -0.05, -5.6>, 1.7, 1.1, 0.11, texture { Wing })
    Fin(<1.2, -0.45, 0.4>, <0.9, -0.05, 5.6>, 1.7, 1.1, 0.11, texture { Wing })
    Fin(<-3.5, 0.3, -0.1>, <-3.9, 0.35, -1.9>, 1.1, 0.7, 0.06, texture { White })
    Fin(<-3.5, 0.3, 0.1>, <-3.9, 0.35, 1.9>, 1.1, 0.7, 0.06, texture { White })
    Fin(<-3.3, 0.4, 0>, <-4.2, 1.75, 0.01>, 1.4, 0.7, 0.07, texture { Red })
    cone { <3.0, -0.08, 0>, 0.26, <3.45, -0.08, 0>, 0.03 texture { Red } }
    cylinder { <3.16, 0, 0>, <3.18, 0, 0>, 1.25 translate -0.08 * y texture { pigment { srgbt <0.6, 0.6, 0.62, 0.82> } finish { Soft } } no_shadow }
    #declare Side = -1;
    #while (Side < 2)
        cylinder { <0.5, -0.5, Side * 0.6>, <0.6, -1.25, Side * 1.0>, 0.06 texture { Chrome } }
        cylinder { <0.6, -1.3, Side * 1.08>, <0.6, -1.3, Side * 0.92>, 0.28 texture { Rubber } }
        #declare Side = Side + 2;
    #end
    rotate 6 * z rotate <-10, 40, 0>
}
