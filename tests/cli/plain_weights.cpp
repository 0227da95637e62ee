#include "tests/cli/plain_weights.h"

#include "engine/network/architecture.h"

#include <algorithm>

const Metadata named = {{"alexscope.network", "cifar-quick"}};

engine::NamedTensor filled(const std::string& name, std::vector<std::int64_t> shape, float value)
{
    return {name, std::move(shape),
        [value](std::span<float> values) { std::fill(values.begin(), values.end(), value); }};
}

Tensors plainWeights()
{
    const engine::Architecture& quick = engine::findArchitecture("cifar-quick");
    Tensors tensors;
    engine::Shape shape = quick.input();
    for (const engine::LayerList::Entry& entry : quick.layers.entries()) {
        for (const engine::ParameterShape& parameter : entry.layer->parameterShapes(shape))
            tensors.push_back(filled(entry.name + "." + parameter.name, parameter.dimensions, 0));
        shape = entry.layer->outputShape(shape);
    }
    tensors.back().fill = [](std::span<float> biases) {
        for (std::size_t i = 0; i < biases.size(); ++i)
            biases[i] = float(i) / 2;
    };
    return tensors;
}

void write(const Workplace& place, const Tensors& tensors, const Metadata& metadata)
{
    engine::writeSafetensors(place.path("weights.safetensors"), metadata, tensors);
}

Answer classified(const Workplace& place, const QStringList& more)
{
    place.put("cat.png", picture(1));
    return place.run(QStringList {"classify", "cat.png", "--weights", "weights.safetensors"} + more);
}
