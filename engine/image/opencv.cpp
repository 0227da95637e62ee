#include "engine/image/codecs.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace engine {

Image decodeWithOpenCv(Bytes bytes, int width, int height, const std::string& name, const char* format)
{
    try {
        const cv::Mat file(1, int(bytes.size()), CV_8U, const_cast<std::uint8_t*>(bytes.data()));
        const cv::Mat decoded = cv::imdecode(file, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
        if (decoded.cols != width || decoded.rows != height || decoded.type() != CV_8UC3)
            refuseDamaged(name, format, "its pixels do not decode");
        Image picture(width, height);
        cv::Mat pixels(height, width, CV_8UC3, picture.pixels.data());
        cv::cvtColor(decoded, pixels, cv::COLOR_BGR2RGB);
        return picture;
    } catch (const cv::Exception& failure) {
        if (failure.code == cv::Error::StsNoMem)
            throw std::bad_alloc();
        refuseDamaged(name, format, "its pixels do not decode");
    }
}

}
