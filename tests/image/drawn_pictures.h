// Pictures and files of pictures for the tests of engine/image.
#pragma once

#include "engine/core/error.h"
#include "engine/image/decode.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace drawn {

using File = std::vector<std::uint8_t>;

/// fixtures/image/make_fixtures.py draws the same.
inline engine::Image noisy(int width, int height)
{
    engine::Image picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < 3; ++c)
                picture.pixel(x, y)[c]
                    = std::uint8_t(x * x * 5 + y * y * 3 + x * y * 7 + c * 71 + (x / 8 + y / 8) % 2 * 90);
        }
    }
    return picture;
}

/// As above; it survives JPEG, with a few values' difference.
inline engine::Image smooth(int width, int height)
{
    engine::Image picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < 3; ++c)
                picture.pixel(x, y)[c] = std::uint8_t(x * (c + 1) / 4 + y);
        }
    }
    return picture;
}

/// A view of the picture's pixels as OpenCV sees them, with red and blue exchanged in name.
inline cv::Mat matrix(const engine::Image& picture)
{
    return cv::Mat(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.pixels.data()));
}

/// The picture written in the format of an extension such as ".png".
inline File encode(const char* extension, const engine::Image& picture, const std::vector<int>& options = {})
{
    cv::Mat swapped;
    cv::cvtColor(matrix(picture), swapped, cv::COLOR_RGB2BGR);
    File file;
    cv::imencode(extension, swapped, file, options);
    return file;
}

inline engine::Image decode(const File& file) { return engine::decodeBytes(file, "drawn"); }

/// The sentence of the error that opening the file throws, or nothing when it opens.
inline std::string refusal(const File& file, const std::string& name = "drawn")
{
    try {
        engine::decodeBytes(file, name);
        return {};
    } catch (const engine::Error& error) {
        return error.what();
    }
}

/// True when opening the file throws an error whose sentence holds the words.
inline bool refuses(const File& file, const std::string& words)
{
    return refusal(file).find(words) != std::string::npos;
}

inline engine::Image fixture(const std::string& name)
{
    return engine::decodeFile(SOURCE_DIR "/tests/fixtures/image/" + name);
}

/// The largest difference of two values at the same place, 256 when the sizes differ.
inline int worstDifference(const engine::Image& a, const engine::Image& b)
{
    if (a.width != b.width || a.height != b.height)
        return 256;
    int worst = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        worst = std::max(worst, std::abs(int(a.pixels[i]) - int(b.pixels[i])));
    return worst;
}

}
