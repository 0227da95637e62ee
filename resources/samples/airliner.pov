// An airliner climbing in a blue sky.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
#include "wing.inc"
View(<-6, -7, -34>, <0, 0, 0>, 36)
Sun(<-60, 90, -70>, 10, 1.35)
Sky(<0.62, 0.78, 0.93>, <0.22, 0.46, 0.82>, 0.7)
#declare Skin = texture { gradient y texture_map {
    [0.44 pigment { srgb <0.72, 0.74, 0.77> } finish { Paint }] [0.44 pigment { srgb <0.96, 0.96, 0.95> } finish { Paint }] }
    scale 4 translate -2 * y };
#declare Wing = texture { pigment { srgb <0.74, 0.76, 0.79> } finish { Paint } };
#macro Engine(Place)
    union {
        Loft(array[5] { <-1.3, 0.3, -0.3, 0.3>, <-0.9, 0.42, -0.42, 0.42>, <0.2, 0.62, -0.62, 0.62>, <0.9, 0.6, -0.6, 0.6>, <1.05, 0.5, -0.5, 0.5> }, 2, texture { Wing })
        cylinder { <1.0, 0, 0>, <1.07, 0, 0>, 0.48 texture { Rubber } }
        translate Place
    }
#end
union {
    Loft(array[9] { <-10.5, 0.15, 0.75, 1.05>, <-8.5, 0.6, -0.1, 1.15>, <-6, 1.0, -0.85, 1.15>, <-2, 1.15, -1.15, 1.15>, <2, 1.15, -1.15, 1.15>,
                    <6, 1.15, -1.15, 1.15>, <7.8, 0.95, -1.1, 0.95>, <8.9, 0.55, -0.85, 0.35>, <9.4, 0.05, -0.4, -0.25> }, 2, texture { Skin })
    Fin(<2.6, -0.5, -0.8>, <-2.6, 0.5, -9.5>, 4.2, 1.3, 0.22, texture { Wing })
    Fin(<2.6, -0.5, 0.8>, <-2.6, 0.5, 9.5>, 4.2, 1.3, 0.22, texture { Wing })
    Fin(<-7.6, 0.6, -0.3>, <-9.8, 0.9, -3.4>, 2.2, 0.9, 0.12, texture { Wing })
    Fin(<-7.6, 0.6, 0.3>, <-9.8, 0.9, 3.4>, 2.2, 0.9, 0.12, texture { Wing })
    Fin(<-6.8, 0.8, 0>, <-9.6, 4.3, 0.01>, 3.2, 1.5, 0.15, texture { pigment { srgb <0.13, 0.28, 0.62> } finish { Paint } })
    Engine(<1.3, -1.35, -3.4>) Engine(<1.3, -1.35, 3.4>)
    #declare I = 0;
    #while (I < 24)
        sphere { <-5.6 + I * 0.5, 0.32, 0>, 0.15 scale <0.8, 1.1, 1> translate <1, 0, -1.08> texture { Glass } }
        #declare I = I + 1;
    #end
    box { <8.0, 0.25, -0.7>, <8.45, 0.62, 0.7> texture { Glass } }
    rotate <0, 0, 12> rotate <-8, 22, 0>
}
