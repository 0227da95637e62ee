#pragma once

#include <weights/caffe.pb.h>

#include <string>
#include <vector>

namespace engine {

namespace caffe = alexscope::caffe;

/// The layers of a .caffemodel, both generations brought into the form of the newer one. Throws Error naming the file
/// when there are none, too many, or such as are too old.
std::vector<caffe::Layer> takeLayers(caffe::Net& net, const std::string& file);

/// "alexnet-bvlc" or "caffenet" when layers and options are theirs, however many classes there are; otherwise empty.
std::string recogniseCaffe(const std::vector<caffe::Layer>& layers);

}
