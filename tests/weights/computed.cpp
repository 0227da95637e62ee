#include "tests/weights/computed.h"

#include "engine/weights/model_file.h"
#include "tests/support/gpu.h"

using namespace engine;

Computed compute(const WeightFile& file, std::vector<float> input, const std::string& name)
{
    const StoredNetwork& stored = *file.network();
    Network network(testDevice(), stored.layers, stored.input);
    loadParameters(file, network);
    HostTensor images(stored.input);
    if (stored.inputTransposed) {
        const std::size_t rows = std::size_t(stored.inputDimensions[0]), columns = std::size_t(stored.inputDimensions[1]);
        std::vector<float> turned(input.size());
        for (std::size_t i = 0; i < input.size(); ++i)
            turned[i % columns * rows + i / columns] = input[i];
        input = turned;
    }
    images.values = std::move(input);
    network.setInput(images, Keep::Everything);
    network.run(images.shape.batch, Keep::Everything);
    const StoredNetwork::Activation& wanted = stored.activations.at(name.empty() ? stored.output : name);
    return {wanted.dimensions, network.activation(wanted.layer, images.shape.batch, Keep::Everything).values};
}
