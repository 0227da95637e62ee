#include "engine/image/principal_colours.h"

#include "engine/core/error.h"

#include <opencv2/core.hpp>

#include <algorithm>

namespace engine {

void sampleColours(const Image& picture, std::vector<float>& colours)
{
    const std::size_t pixels = picture.pixels.size() / 3;
    const std::size_t count = std::min<std::size_t>(pixels, 1024);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t* pixel = picture.pixels.data() + i * pixels / count * 3;
        for (int c = 0; c < 3; ++c)
            colours.push_back(float(pixel[c]) / 255);
    }
}

PrincipalColours principalColours(std::vector<float>& colours)
{
    require(!colours.empty(),
        "The principal colours of a data set without readable pictures are unknown: leave pca out");
    const cv::Mat rows(int(colours.size() / 3), 3, CV_32F, colours.data());
    const cv::PCA pca(rows, cv::noArray(), cv::PCA::DATA_AS_ROW);
    PrincipalColours principal;
    for (int i = 0; i < 3; ++i) {
        principal.variances[std::size_t(i)] = pca.eigenvalues.at<float>(i);
        for (int c = 0; c < 3; ++c)
            principal.directions[std::size_t(i)][std::size_t(c)] = pca.eigenvectors.at<float>(i, c);
    }
    return principal;
}

std::array<float, 3> principalNoise(const PrincipalColours& colours, Random& random)
{
    std::array<float, 3> noise = {};
    for (std::size_t i = 0; i < 3; ++i) {
        const float length = 255 * float(0.1 * random.normal()) * colours.variances[i];
        for (std::size_t c = 0; c < 3; ++c)
            noise[c] += colours.directions[i][c] * length;
    }
    return noise;
}

}
