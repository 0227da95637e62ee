#pragma once

#include "engine/camera/frame_source.h"

#include <memory>
#include <string>

namespace cv {
class VideoCapture;
}

namespace engine {

/// OpenCV's reader of cameras and videos, for the sources: frames come out as 8-bit RGB, and what it throws is caught.
class Capture {
public:
    Capture();
    ~Capture();

    /// Each says whether it worked.
    bool openCamera(int number, FrameSize wish);
    bool openVideo(const std::string& file);
    bool openPipeline(const std::string& words);
    bool read(Image& image);
    void close();

    FrameSize size() const;
    double rate() const; ///< frames a second, 0 where it is not known
    double seconds()
        const; ///< of the frame that was read last, on the driver's or the file's clock; 0 where not known

private:
    std::unique_ptr<cv::VideoCapture> m_capture;
};

}
