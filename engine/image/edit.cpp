#include "engine/image/edit.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace engine {

namespace {

/// The pixels where they lie; OpenCV does not write to them here.
cv::Mat matOf(const Image& picture)
{
    return {picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.pixels.data())};
}

Image imageOf(const cv::Mat& mat)
{
    Image image(mat.cols, mat.rows);
    mat.copyTo(matOf(image));
    return image;
}

/// 255 within the radius of the path. Positions are given to an eighth of a pixel.
cv::Mat maskOf(const Image& picture, std::span<const Position> path, double radius)
{
    constexpr int shift = 3, unit = 1 << shift;
    cv::Mat mask = cv::Mat::zeros(picture.height, picture.width, CV_8UC1);
    const auto place = [](const Position& p) {
        return cv::Point(cvRound((p.x - 0.5) * unit), cvRound((p.y - 0.5) * unit));
    };
    for (std::size_t i = 0; i < path.size(); ++i) {
        cv::circle(
            mask, place(path[i]), std::max(1, cvRound(radius * unit)), 255, cv::FILLED, cv::LINE_8, shift);
        if (i > 0)
            cv::line(mask, place(path[i - 1]), place(path[i]), 255, std::max(1, cvRound(2 * radius)),
                cv::LINE_8, shift);
    }
    return mask;
}

Image warped(const Image& picture, const cv::Matx23d& matrix, int interpolation)
{
    cv::Mat result;
    cv::warpAffine(
        matOf(picture), result, matrix, {picture.width, picture.height}, interpolation, cv::BORDER_REPLICATE);
    return imageOf(result);
}

}

Image rotated(const Image& picture, double degrees)
{
    const cv::Point2f centre((picture.width - 1) / 2.0f, (picture.height - 1) / 2.0f);
    return warped(picture, cv::Matx23d(cv::getRotationMatrix2D(centre, -degrees, 1)), cv::INTER_LINEAR);
}

Image shifted(const Image& picture, int right, int down)
{
    return warped(picture, {1, 0, double(right), 0, 1, double(down)}, cv::INTER_NEAREST);
}

Image recoloured(const Image& picture, double brightness, double saturation)
{
    Image result = picture;
    for (std::size_t i = 0; i + 2 < result.pixels.size(); i += 3) {
        std::uint8_t* rgb = result.pixels.data() + i;
        const double grey = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
        for (int c = 0; c < 3; ++c)
            rgb[c] = cv::saturate_cast<std::uint8_t>(grey + saturation * (rgb[c] - grey) + 255 * brightness);
    }
    return result;
}

Image painted(
    const Image& picture, std::span<const Position> path, double radius, std::array<std::uint8_t, 3> colour)
{
    Image result = picture;
    matOf(result).setTo(cv::Scalar(colour[0], colour[1], colour[2]), maskOf(picture, path, radius));
    return result;
}

Image blurred(const Image& picture, std::span<const Position> path, double radius)
{
    cv::Mat soft;
    cv::GaussianBlur(matOf(picture), soft, {}, std::max(1.0, radius / 2), 0, cv::BORDER_REPLICATE);
    Image result = picture;
    soft.copyTo(matOf(result), maskOf(picture, path, radius));
    return result;
}

}
