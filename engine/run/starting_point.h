#pragma once

#include "engine/network/architecture.h"
#include "engine/run/run_config.h"
#include "engine/weights/weight_file.h"

#include <optional>
#include <string>

namespace engine {

/// The file of weights that a run starts from; none when it starts from nothing. Throws Error when they are those of
/// another network.
std::optional<WeightFile> openStartingWeights(const RunConfig& config);

/// The configuration's architecture, with as many classes as it names and its dropout. The recipe is the
/// configuration's, which is set first where it is not: to that of the weights, or the architecture's.
Architecture architectureFor(RunConfig& config, const WeightFile* weights);

/// Gives all parameters their first values: drawn, or from the file. A last layer of another shape than the file's,
/// for other classes, is drawn; the answer then is a sentence that says so, and empty otherwise. Throws Error naming
/// the tensor that does not fit.
std::string setStartingPoint(Network& network, const RunConfig& config, const WeightFile* weights);

}
