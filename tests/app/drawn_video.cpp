#include "tests/app/drawn_video.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <cmath>

bool writeDrawnVideo(const QString& file, DrawnThing thing, int frames)
{
    const cv::Size size(160, 120);
    cv::VideoWriter video(
        file.toStdString(), cv::CAP_OPENCV_MJPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 25, size);
    cv::RNG random(std::uint64_t(thing) + 5);
    for (int i = 0; video.isOpened() && i < frames; ++i) {
        cv::Mat picture(size, CV_8UC3, cv::Scalar(100, 95, 90)); // blue, green, red
        const cv::Point centre(int(80 + 20 * std::sin(i * 0.23)), int(60 + 12 * std::cos(i * 0.31)));
        if (thing == DrawnThing::Disc)
            cv::circle(picture, centre, 34, cv::Scalar(40, 60, 210), cv::FILLED);
        for (int stripe = -3; thing == DrawnThing::Stripes && stripe < 4; ++stripe)
            cv::rectangle(picture, cv::Rect(centre.x + stripe * 16 - 4, centre.y - 36, 8, 72),
                cv::Scalar(210, 90, 40), cv::FILLED);
        cv::Mat noise(size, CV_8UC3);
        random.fill(noise, cv::RNG::UNIFORM, 0, 16);
        video.write(picture + noise);
    }
    return video.isOpened();
}
