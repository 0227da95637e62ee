#pragma once

#include "engine/core/error.h"
#include "engine/core/image.h"

#include <memory>
#include <string>

namespace engine {

/// Why a source gives no frames.
enum class CameraProblem {
    Absent, ///< there is no such camera, or none at all
    Busy, ///< another program has it
    Forbidden, ///< this user may not open it
    Unreadable, ///< no such file or folder, or it holds nothing that can be shown
    Lost, ///< it was there, and stopped
};

/// what() is one sentence with the remedy.
class CameraError : public Error {
public:
    CameraError(CameraProblem problem, const std::string& what)
        : Error(what)
        , m_problem(problem)
    {
    }
    CameraProblem problem() const { return m_problem; }

private:
    CameraProblem m_problem;
};

/// Width and height in pixels; 0 x 0 where it is not known or does not matter.
struct FrameSize {
    int width = 0;
    int height = 0;
    bool operator==(const FrameSize&) const = default;
};

/// A picture of a source.
struct Frame {
    Image image;
    /// On the source's own clock. It grows from frame to frame; where it does not, the source is giving the same frame
    /// again.
    double seconds = 0;
    long number = 0; ///< frames of this source before this one
    bool unrelated
        = false; ///< shows another thing than the frame before: answers to both have no common mean
};

/// Exchanges left and right.
void mirror(Frame& frame);

/// Where frames come from. Made and used by one thread at a time, which may be another than the one that destroys it.
class FrameSource {
public:
    virtual ~FrameSource() = default;

    /// May take seconds. Throws CameraError.
    virtual void open() = 0;
    /// Waits for the next frame. False at the end of what has an end. Throws CameraError with CameraProblem::Lost.
    virtual bool read(Frame& frame) = 0;
    /// For people: "HD Webcam", "street.mp4".
    virtual std::string name() const = 0;
    /// Of the frames; known once it is open.
    virtual FrameSize size() const { return {}; }
    /// Frames a second that it means to give; 0 where it is not known.
    virtual double rate() const { return 0; }
    /// True for a camera: its frames come when they come, and old ones are worth nothing. False for files, which wait.
    virtual bool isLive() const = 0;
};

/// Which source somebody wants, and how.
struct SourceChoice {
    /// A camera (its number, its node "/dev/video0", or a part of its name; empty: the first), a video file, a folder of
    /// pictures, or a GStreamer pipeline that ends in "appsink" (told by its "!").
    std::string words;
    FrameSize wish; ///< of a camera; it gives the nearest that it has
    double rate = 2; ///< pictures a second of a folder
    bool loop = false; ///< files and folders begin again at their end
};

enum class SourceKind { Camera, Video, Folder, Pipeline };

/// What the words stand for; looks at the disk, opens nothing. Throws CameraError for a file that does not exist or is
/// a picture.
SourceKind kindOf(const std::string& words);

/// The source; it is not open yet. Throws as kindOf() does.
std::unique_ptr<FrameSource> makeFrameSource(const SourceChoice& choice);

/// Tells the libraries behind the sources to give up after two seconds and to print nothing. It changes the program's
/// environment: call it before other threads are made. Sources call it too.
void prepareCameras();

}
