#pragma once

#include "app/model/model.h"
#include "app/session/alterations.h"
#include "app/session/picture.h"
#include "app/session/results.h"
#include "engine/core/image.h"
#include "engine/vulkan/device.h"

#include <map>
#include <memory>
#include <optional>

struct StackScene;
struct TrainingWork;
struct ConfusionWork;

/// What lives on the engine's thread: the device, the open network and the picture under it. Only work given to
/// EngineThread touches it.
struct EngineState {
    std::unique_ptr<engine::Device> device; ///< before all that lives on it
    std::string deviceSelector; ///< what it was asked for by
    ModelOptions options; ///< what was asked for
    Model model; ///< with a network once one is open
    engine::LayerList layers; ///< as the network was before any alteration
    NetworkPointer network;
    Alterations alterations; ///< in force
    std::map<std::string, std::vector<float>> originals; ///< of the parameters that they have changed
    std::optional<engine::Image> picture; ///< as decoded
    QString pictureName;
    QSize pictureSize;
    QImage shown; ///< of the picture, for people
    PictureEdits edits;
    ClassificationPointer last; ///< the newest answer; its activations are on the device
    std::shared_ptr<StackScene> stack; ///< what draws the layers in space (stack_drawer.cpp), once asked for
    std::shared_ptr<TrainingWork> training; ///< the runs on the desk (training_work.h)
    std::shared_ptr<ConfusionWork> confusion; ///< what is being judged (confusion_work.h)

    /// Throws engine::Error unless a network is open.
    engine::Network& openNetwork();
};
