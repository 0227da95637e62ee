#pragma once

#include "app/session/camera.h"
#include "engine/camera/feed.h"
#include "engine/camera/steady.h"

struct EngineState;

/// What the engine's thread keeps from frame to frame.
struct CameraWork {
    engine::Steady steady;
    std::weak_ptr<engine::CameraFeed> feed; ///< of the answers that are averaged
    NetworkPointer network; ///< the same
    ClassificationPointer displaced; ///< whose activations on the device the frames have written over
};

/// How a frame is to be answered.
struct FrameWishes {
    int steady = 1;
    int mapsPerLayer = 0;
    double notSureAbove = 0.4;
    QString kept; ///< layer
};

/// Answers the newest frame of the feed. Null when there is none, or stopped on the way. Throws engine::Error.
CameraAnswerPointer answerFrame(EngineState& state, CameraWork& work,
    const std::shared_ptr<engine::CameraFeed>& feed, const FrameWishes& wishes, const std::stop_token& stop);

/// Computes the picture under the microscope once more, so that its activations are on the device again.
void giveBack(EngineState& state, CameraWork& work, const std::stop_token& stop);
