// A sailing boat on a lake.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.inc"
View(<-4, 2.2, -15>, <0.2, 3.1, 0>, 36)
Sun(<-40, 60, -60>, 10, 1.3)
Sky(<0.80, 0.88, 0.95>, <0.32, 0.54, 0.84>, 0.8)
Water(<0.07, 0.24, 0.34>, 1.0, 0.3)
Trees(70, 5, 110, <0.30, 0.40, 0.32>, 12)
// A sail: a bellied triangle between the corners A, B and C.
#macro Sail(A, B, C, Belly)
    mesh {
        #local N = 14;
        #macro At(U, V) (A * (1 - U - V) + B * U + C * V - z * Belly * 4 * (U + V) * (1 - U - V) - z * Belly * 3 * U * V) #end
        #local I = 0;
        #while (I < N)
            #local J = 0;
            #while (J < N - I)
                triangle { At(I / N, J / N), At((I + 1) / N, J / N), At(I / N, (J + 1) / N) }
                #if (J < N - I - 1) triangle { At((I + 1) / N, J / N), At((I + 1) / N, (J + 1) / N), At(I / N, (J + 1) / N) } #end
                #local J = J + 1;
            #end
            #local I = I + 1;
        #end
        texture { pigment { srgb <0.96, 0.95, 0.91> } finish { ambient 0.06 diffuse 0.85 } }
    }
#end
#declare White = texture { pigment { srgb 0.95 } finish { Paint } };
union {
    Loft(array[6] { <-3.2, 0.75, 0.1, 0.85>, <-2.5, 0.95, -0.2, 0.82>, <-0.5, 1.1, -0.4, 0.82>, <1.2, 0.9, -0.4, 0.9>, <2.6, 0.4, -0.2, 1.02>, <3.4, 0.02, 0.45, 1.1> }, 2.6,
         texture { gradient y texture_map { [0.28 pigment { srgb <0.65, 0.10, 0.08> } finish { Paint }] [0.28 pigment { srgb 0.95 } finish { Paint }] [0.72 pigment { srgb 0.95 } finish { Paint }] [0.72 pigment { srgb <0.50, 0.33, 0.18> } finish { Paint }] } scale 1.1 })
    Loft(array[5] { <-1.4, 0.5, 0.7, 1.2>, <-1.2, 0.6, 0.7, 1.38>, <0, 0.55, 0.7, 1.34>, <1.0, 0.42, 0.7, 1.2>, <1.5, 0.25, 0.7, 0.98> }, 4, texture { White })
    box { <-1.0, 1.02, -0.612>, <0.5, 1.2, 0.612> texture { Glass } }
    cylinder { <0.35, 0.8, 0>, <0.35, 7.2, 0>, 0.06 texture { Chrome } }
    cylinder { <0.35, 1.65, 0>, <-3.0, 1.7, -0.5>, 0.05 texture { Chrome } }
    cylinder { <3.35, 1.1, 0>, <0.35, 6.6, 0>, 0.012 texture { Rubber } }
    Sail(<0.28, 1.72, 0>, <-2.95, 1.78, -0.5>, <0.30, 7.05, 0>, 0.10)
    Sail(<0.65, 1.25, -0.25>, <3.2, 1.25, 0>, <0.45, 6.3, 0>, 0.08)
    rotate 10 * y rotate -4 * x
}
