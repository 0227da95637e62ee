#include "engine/weights/preprocessing.h"

#include "engine/core/error.h"
#include "engine/network/architecture.h"

namespace engine {

InputRecipe findPreprocessing(const std::string& name, int side)
{
    const bool torchvision = name == "torchvision";
    if (!torchvision && name != "caffe")
        throw UsageError(
            sentence("there is no preprocessing \"", name, "\"; --preprocess takes torchvision or caffe"));
    InputRecipe recipe = findArchitecture(torchvision ? "alexnet-torchvision" : "caffenet").recipe;
    require(side <= recipe.resize, "the preprocessing ", name, " makes pictures of ", recipe.resize,
        " pixels; the network takes ", side);
    recipe.crop = side;
    return recipe;
}

}
