#pragma once

#include <vector>

namespace engine {

/// A plane wave: cycles per pixel to the right and downwards, each from -0.5 to 0.5.
struct PlaneWave {
    double right = 0;
    double down = 0;
};

/// Height x width values, row by row, with their mean left out.
struct CentredPlane {
    int height = 0;
    int width = 0;
    std::vector<double> values;
};

/// The wave that explains most of a plane's variation, with half a cycle in height or width at least; of its two
/// directions the one to the right. Zero for a plane without variation.
PlaneWave dominantWave(const CentredPlane& plane);

/// How much the energy of the plane's spectrum keeps to one direction, 0 to 1.
double orientedness(const CentredPlane& plane);

}
