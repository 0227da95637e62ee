#pragma once

#include "engine/camera/feed.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace engine {

using FeedClock = std::chrono::steady_clock;

/// What a feed and its threads have in common. Every member below the mutex is guarded by it.
struct CameraFeed::Shared {
    Maker make;
    FeedOptions options;

    std::mutex mutex;
    std::condition_variable changed;
    std::function<void()> news;
    bool stopped = false;
    bool mirrored = false;
    FeedStatus status;
    std::optional<Frame> slot; ///< the newest frame, not handed out yet
    FeedClock::time_point slotSince, firstFrame;
    std::deque<FeedClock::time_point> lately; ///< when the last frames came
    int readers = 0; ///< threads that have a source in their hands

    /// The attempt that counts; threads of earlier ones are given up and change nothing any more.
    struct Attempt {
        long number = 0;
        bool isLive = true;
        bool opened = false;
        bool finished = false; ///< the thread is done with its source
        bool gaveFrames = false;
        std::optional<CameraError> failure; ///< why it finished; none at the end of a file
        FeedClock::time_point sign; ///< when the source last did something
        std::chrono::milliseconds period {0}; ///< between two frames as the source means it
    } attempt;

    /// All of these with the mutex held.
    void enter(FeedState state, std::optional<CameraProblem> problem, const std::string& sentence);
    void tell() const;
    void put(Frame frame);
    void forgetFrame();
    double rate() const;
};

/// Starts a thread that opens and reads a source for the present attempt, until that one is given up. The mutex must be
/// held.
void startReader(const std::shared_ptr<CameraFeed::Shared>& shared);

}
