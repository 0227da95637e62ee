#include "tests/vulkan/session.h"

#include "engine/network/architecture.h"
#include "tests/support/check_layer.h"

using namespace engine;

SmallNetwork::SmallNetwork(Device& device)
    : m_network(device, findArchitecture("cifar-quick").layers, findArchitecture("cifar-quick").input())
{
    m_network.randomize(1);
}

std::vector<float> SmallNetwork::answer(int batch, Keep keep)
{
    return m_network.forward(noise(m_network.input().withBatch(batch), 2), keep).values;
}

std::vector<float> session(Device& device)
{
    SmallNetwork small(device);
    std::vector<float> answers;
    for (int batch : {1, 3})
        for (Keep keep : {Keep::Answer, Keep::Everything})
            for (const float value : small.answer(batch, keep))
                answers.push_back(value);
    small.network().run(1, Keep::Answer, {}, Timing::Sections); // of the pictures that are there
    return answers;
}
