#pragma once

#include "engine/network/network.h"

#include <opencv2/dnn.hpp>

#include <map>
#include <string>
#include <vector>

/// Parameters by name, in file order.
using NamedParameters = std::map<std::string, std::vector<float>>;

/// Fills the network with seeded random parameters and returns them.
NamedParameters randomParameters(engine::Network& network, unsigned seed);

/// The same layers with the same parameters in OpenCV's DNN module: the independent oracle. Layer names are ours;
/// dropout is left out, since it changes nothing at test time.
cv::dnn::Net opencvNetwork(
    const engine::LayerList& layers, const engine::Shape& input, const NamedParameters& parameters);

/// What OpenCV computes for a layer, as NCHW values.
std::vector<double> opencvActivation(
    cv::dnn::Net& net, const engine::HostTensor& input, const std::string& layer);
