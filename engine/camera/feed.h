#pragma once

#include "engine/camera/frame_source.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace engine {

enum class FeedState {
    Opening,
    Live, ///< frames come
    Lost, ///< they came, and stopped; it is opened again and again
    Ended, ///< the file is over
    Failed, ///< it could not be opened; cameras are tried again and again, files are not
};

/// What is known of a feed at a moment.
struct FeedStatus {
    FeedState state = FeedState::Opening;
    std::optional<CameraProblem> problem; ///< in Lost and Failed
    std::string sentence; ///< for people; empty while Live
    std::string name; ///< of the source
    FrameSize size; ///< of the newest frame
    double rate = 0; ///< frames a second that the source gave lately
    long read = 0; ///< frames that the source gave
    long taken = 0; ///< of these, handed out
    long dropped = 0; ///< of these, replaced by a newer one, or too old, before anybody took them
    bool over = false; ///< it has ended or failed for good
};

struct FeedOptions {
    std::chrono::milliseconds patience {1900}; ///< without a frame, after which a source counts as lost
    std::chrono::milliseconds openPatience {10000}; ///< the same for opening
    std::chrono::milliseconds firstPause {500}; ///< before it is opened again; doubles, up to 5 s
    std::chrono::milliseconds fresh {1000}; ///< frames of cameras that waited longer are not handed out
    bool paced = true; ///< files give their frames at the rate at which they were recorded
};

/// Reads a source on a thread of its own and keeps its newest frame, only that one: a slow reader gets fewer frames,
/// never old ones. A source that says nothing for two seconds is lost; it is given up and opened anew, until it is back.
/// Everything returns at once, whatever the source does.
class CameraFeed {
public:
    using Maker = std::function<std::unique_ptr<FrameSource>()>;

    /// Starts. `make` is called for every attempt, on the feed's threads, as is `news`: when there is a frame to be taken
    /// after there was none, and when the state changes. `news` must not call back into the feed.
    explicit CameraFeed(Maker make, std::function<void()> news = {}, FeedOptions options = {});
    explicit CameraFeed(
        const SourceChoice& choice, std::function<void()> news = {}, FeedOptions options = {});
    ~CameraFeed();
    CameraFeed(const CameraFeed&) = delete;
    CameraFeed& operator=(const CameraFeed&) = delete;

    /// There are no more frames and no more `news`. Does not wait for a source that hangs: its thread ends when the source
    /// lets go.
    void stop();

    /// The newest frame, unless it was handed out already or is old. Seconds of cameras are counted from the first one.
    std::optional<Frame> take();
    /// The same; waits for one at most that long, shorter when the feed has ended.
    std::optional<Frame> waitForFrame(std::chrono::milliseconds atMost);
    bool hasFrame() const;
    FeedStatus status() const;
    /// Whether frames are handed out with left and right exchanged.
    void setMirrored(bool mirrored);

    struct Shared; ///< with the threads, which may outlive the feed (feed.cpp)

private:
    std::shared_ptr<Shared> m_shared;
};

/// Waits at most that long until no thread of any feed that is gone touches a source any more: before the program ends.
/// False when one hangs.
bool waitForSources(std::chrono::milliseconds atMost);

}
