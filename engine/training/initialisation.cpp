#include "engine/training/initialisation.h"

#include "engine/core/error.h"
#include "engine/core/random.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

/// "conv1" of "conv1.weight"
std::string layerOf(const ParameterShape& parameter)
{
    return parameter.name.substr(0, parameter.name.rfind('.'));
}

/// Whether the paper gives the layer's neurons positive inputs from the start, so that their ReLUs learn.
bool startsPositive(const std::string& layer, bool last)
{
    return layer == "conv2" || layer == "conv4" || layer == "conv5" || (layer.starts_with("fc") && !last);
}

/// The standard deviation of a layer's weights.
double deviation(Initialisation how, const ParameterShape& weights, bool last)
{
    if (how == Initialisation::Paper || last)
        return 0.01;
    const double inputs = double(weights.size()) / double(weights.dimensions.front());
    return std::sqrt(2 / inputs);
}

}

Initialisation initialisationNamed(const std::string& name)
{
    if (name == "paper")
        return Initialisation::Paper;
    if (name == "he")
        return Initialisation::He;
    throw UsageError(sentence("there is no initialisation \"", name, "\"; there are paper and he"));
}

std::string initialisationName(Initialisation how) { return how == Initialisation::Paper ? "paper" : "he"; }

void initialise(Network& network, Initialisation how, std::uint64_t seed, const std::string& onlyLayer)
{
    const std::vector<ParameterShape> shapes = network.parameterShapes();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const std::string layer = layerOf(shapes[i]);
        if (!onlyLayer.empty() && layer != onlyLayer)
            continue;
        const bool last = layer == layerOf(shapes.back());
        std::vector<float> values(static_cast<std::size_t>(shapes[i].size()));
        if (shapes[i].dimensions.size() > 1) {
            Random random(seed, Purpose::Initialisation, 0, std::uint32_t(i));
            const double spread = deviation(how, shapes[i], last);
            for (float& value : values)
                value = float(spread * random.normal());
        } else if (how == Initialisation::Paper && startsPositive(layer, last)) {
            std::fill(values.begin(), values.end(), 1.0f);
        }
        network.setParameter(shapes[i].name, values);
    }
}

}
