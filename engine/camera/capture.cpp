#include "engine/camera/capture.h"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <cmath>
#include <cstdlib>

namespace engine {

namespace {

/// What `work` says; false where OpenCV throws.
template <class Work>
bool succeeds(Work work)
{
    try {
        return work();
    } catch (const cv::Exception& failure) {
        if (failure.code == cv::Error::StsNoMem)
            throw std::bad_alloc();
        return false;
    }
}

double finite(double value) { return std::isfinite(value) && value > 0 ? value : 0; }

}

void prepareCameras()
{
    constexpr int keep = 0; // what the user has set stays
    setenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2", keep);
    setenv("OPENCV_FFMPEG_DEBUG", "1", keep); // without it the next one is not looked at
    setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", keep); // nothing
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
}

Capture::Capture()
    : m_capture(std::make_unique<cv::VideoCapture>())
{
    prepareCameras();
}

Capture::~Capture() = default;

bool Capture::openCamera(int number, FrameSize wish)
{
    return succeeds([&] {
        if (!m_capture->open(number, cv::CAP_V4L2))
            return false;
        if (wish.width > 0 && wish.height > 0) {
            constexpr int plain = 640; // beyond it cameras are slow unless they compress
            if (wish.width > plain)
                m_capture->set(cv::CAP_PROP_FOURCC, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'));
            m_capture->set(cv::CAP_PROP_FRAME_WIDTH, wish.width);
            m_capture->set(cv::CAP_PROP_FRAME_HEIGHT, wish.height);
        }
        return m_capture->isOpened();
    });
}

bool Capture::openVideo(const std::string& file)
{
    return succeeds([&] { return m_capture->open(file, cv::CAP_FFMPEG); });
}

bool Capture::openPipeline(const std::string& words)
{
    return succeeds([&] { return m_capture->open(words, cv::CAP_GSTREAMER); });
}

bool Capture::read(Image& image)
{
    return succeeds([&] {
        cv::Mat frame;
        if (!m_capture->read(frame) || frame.empty() || frame.depth() != CV_8U)
            return false;
        const int channels = frame.channels();
        image = Image(frame.cols, frame.rows);
        cv::Mat pixels(frame.rows, frame.cols, CV_8UC3, image.pixels.data());
        cv::cvtColor(frame, pixels,
            channels == 1       ? cv::COLOR_GRAY2RGB
                : channels == 4 ? cv::COLOR_BGRA2RGB
                                : cv::COLOR_BGR2RGB);
        return true;
    });
}

void Capture::close()
{
    succeeds([&] {
        m_capture->release();
        return true;
    });
}

FrameSize Capture::size() const
{
    return {int(m_capture->get(cv::CAP_PROP_FRAME_WIDTH)), int(m_capture->get(cv::CAP_PROP_FRAME_HEIGHT))};
}

double Capture::rate() const { return finite(m_capture->get(cv::CAP_PROP_FPS)); }

double Capture::seconds() const { return finite(m_capture->get(cv::CAP_PROP_POS_MSEC) / 1000); }

}
