#pragma once

#include "engine/core/image.h"
#include "engine/core/random.h"

#include <array>
#include <vector>

namespace engine {

/// The directions in which the colours of a set of pictures vary most, largest variance first: eigenvectors (red, green,
/// blue) and eigenvalues of the covariance of their pixels, with colours from 0 to 1.
struct PrincipalColours {
    std::array<std::array<float, 3>, 3> directions = {};
    std::array<float, 3> variances = {};
};

/// Adds up to 1024 pixels of a picture, evenly spread over it, to a list of colours: three numbers from 0 to 1 a pixel.
void sampleColours(const Image& picture, std::vector<float>& colours);

/// From such a list. Throws Error when it is empty.
PrincipalColours principalColours(std::vector<float>& colours);

/// Noise to be added to all pixels of a picture, red, green and blue on the scale from 0 to 255: the sum of the
/// directions p_i times a_i l_i, where l_i are the variances and a_i is drawn from N(0, 0.1^2) (Krizhevsky et al. 2012,
/// section 4.1). The paper's product of a variance and a number makes sense with colours from 0 to 1 only, so it is
/// formed there, and then scaled.
std::array<float, 3> principalNoise(const PrincipalColours& colours, Random& random);

}
