// alexscope-bench: times a network with random weights. Links the engine's core only.
#include "engine/bench/bench.h"
#include "engine/core/error.h"
#include "engine/network/architecture.h"

#include <cstdlib>
#include <iostream>

namespace {

const char* usage
    = "usage: alexscope-bench [--train 0|1] [--model NAME] [--batch N] [--repeat R] [--winograd 0|1] "
      "[--device INDEX|UUID|NAME]\n";

int number(const std::string& word)
{
    char* end = nullptr;
    const long value = std::strtol(word.c_str(), &end, 10);
    if (word.empty() || *end || value < 1 || value > 100000)
        throw engine::UsageError("\"" + word + "\" is not a number from 1 to 100000");
    return int(value);
}

int run(const std::vector<std::string>& words)
{
    std::string model = "caffenet";
    engine::DeviceOptions options;
    int batch = 1, repeats = 20;
    bool train = false;
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (words[i] == "--help") {
            std::cout << usage;
            return 0;
        }
        if (i + 1 == words.size())
            throw engine::UsageError(words[i] + " needs a value\n" + usage);
        const std::string& value = words[i + 1];
        if (words[i] == "--model")
            model = value;
        else if (words[i] == "--device")
            options.selector = value;
        else if (words[i] == "--train")
            train = value == "1";
        else if (words[i] == "--winograd")
            options.winograd = value == "1";
        else if (words[i] == "--batch")
            batch = number(value);
        else if (words[i] == "--repeat")
            repeats = number(value);
        else
            throw engine::UsageError("unknown word \"" + words[i] + "\"\n" + usage);
    }
    const engine::Architecture& architecture = engine::findArchitecture(model);
    engine::Device device(options);
    engine::Network network(device, architecture.layers, architecture.input());
    network.randomize(1);
    const engine::BenchResult result
        = (train ? engine::benchTraining : engine::bench)(network, batch, repeats, [] { return true; });
    std::cout << model << " on " << device.info().name << '\n' << engine::benchText(result);
    return 0;
}

}

int main(int argc, char** argv)
{
    try {
        return run({argv + 1, argv + argc});
    } catch (const engine::UsageError& error) {
        std::cerr << "alexscope-bench: " << error.what() << '\n';
        return 2;
    } catch (const engine::NoDeviceError& error) {
        std::cerr << "alexscope-bench: " << error.what() << '\n';
        return 3;
    } catch (const std::exception& error) {
        std::cerr << "alexscope-bench: " << error.what() << '\n';
        return 1;
    }
}
