#pragma once

#include "engine/camera/frame_source.h"

#include <filesystem>
#include <string>
#include <vector>

namespace engine {

/// A camera of this machine.
struct CameraDevice {
    int number = 0; ///< of its node
    std::string node; ///< "/dev/video0"
    std::string name; ///< "HD Webcam: HD Webcam"; where two are alike, with their numbers
    std::vector<FrameSize> sizes; ///< that it offers, small to large; empty where it does not tell

    bool operator==(const CameraDevice&) const = default;
};

/// The cameras, in the order of their numbers; nodes that give no pictures are left out. Looks into `system` for their
/// names and into `nodes` for the devices themselves. Takes milliseconds.
std::vector<CameraDevice> listCameras(const std::filesystem::path& system = "/sys/class/video4linux",
    const std::filesystem::path& nodes = "/dev");

/// The camera that the words mean: a number, a node, a part of a name in any case, or the first for no words. Throws
/// CameraError with CameraProblem::Absent, naming those there are.
CameraDevice chooseCamera(const std::vector<CameraDevice>& cameras, const std::string& words);

/// Why a camera that should be there does not open: never returns. Throws CameraError.
[[noreturn]] void explainCamera(const CameraDevice& camera);

}
