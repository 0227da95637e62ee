#include "engine/bench/bench.h"

#include "app/cli/commands.h"
#include "app/cli/model_options.h"
#include "app/cli/peer_opencv.h"
#include "engine/bench/ceilings.h"
#include "engine/core/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

using Json = nlohmann::ordered_json;
using namespace engine;

namespace {

struct BenchOptions {
    ModelOptions model;
    int batch = 1;
    int repeat = 20;
    std::string peer;
    bool train = false;
    bool ceilings = false;
    bool json = false;
    std::string winograd = "auto";
};

Json spread(std::vector<double> times)
{
    const std::vector<double> all = times;
    std::sort(times.begin(), times.end());
    return {{"median", times[times.size() / 2]}, {"min", times.front()}, {"max", times.back()}, {"all", all}};
}

Json peerJson(const OpenCvPeer& peer, double difference)
{
    return {{"name", peer.name()}, {"milliseconds", spread(peer.times())}, {"difference", difference}};
}

/// The largest difference between the two answers to the same pictures; large when the peer computes something else.
double differenceOf(const OpenCvPeer& peer, Network& network)
{
    const std::vector<float> ours = network.forward(peer.input()).values, theirs = peer.answer();
    require(ours.size() == theirs.size(), "OpenCV gives ", theirs.size(), " numbers for ", ours.size(),
        " of ours");
    double largest = 0;
    for (std::size_t i = 0; i < ours.size(); ++i)
        largest = std::max(largest, std::abs(double(ours[i]) - double(theirs[i])));
    return largest;
}

int runCeilings(const BenchOptions& options, const CommonOptions& common)
{
    Device device(deviceOptions(common));
    const Ceilings found = measureCeilings(device);
    const DeviceInfo& info = device.info();
    if (options.json) {
        std::cout << Json {{"device", info.name}, {"driver", info.driver}, {"type", info.type},
            {"gflops", found.gflops}, {"copy_gigabytes_per_second", found.copyGigabytes},
            {"copied_bytes", found.copiedBytes}}
                         .dump(2)
                  << '\n';
        return 0;
    }
    char line[200];
    std::snprintf(line, sizeof line, "%s: %.1f GFLOP/s, copies %.1f GB/s\n", info.name.c_str(), found.gflops,
        found.copyGigabytes);
    std::cout << line;
    return 0;
}

Json benchJson(const BenchResult& result, const std::string& model, const Device& device)
{
    Json layers = Json::array();
    for (const BenchResult::Layer& layer : result.layers)
        layers.push_back({{"name", layer.name}, {"direction", layer.direction},
            {"milliseconds", layer.milliseconds}, {"gflops", layer.gflops}});
    return {{"model", model}, {"device", device.info().name},
        {"fully_connected_weights", device.halfWeights() ? "fp16" : "fp32"}, {"batch", result.batch},
        {"repeats", result.repeats}, {"first_milliseconds", result.firstMilliseconds},
        {"milliseconds", spread(result.all)}, {"images_per_second", result.imagesPerSecond},
        {"peak_device_bytes", result.peakDeviceBytes}, {"layers", layers}};
}

int runBench(const BenchOptions& options, const CommonOptions& common)
{
    if (options.ceilings)
        return runCeilings(options, common);
    if (options.train && !options.peer.empty())
        throw UsageError("OpenCV cannot train: leave out --peer or --train");
    if (!options.model.model.empty())
        findArchitecture(options.model.model);
    DeviceOptions opening = options.train ? learningDeviceOptions(common) : deviceOptions(common);
    if (options.winograd != "auto")
        opening.winograd = options.winograd == "always";
    Device device(opening);
    const Model model = openModel(device, options.model);
    std::optional<OpenCvPeer> peer;
    if (!options.peer.empty()) {
        peer.emplace(*model.network, options.batch);
        for (int i = 0; i < 3; ++i) // two to warm up, one for our first
            peer->runOnce();
    }
    const auto takeTurns = [&peer] {
        if (peer)
            peer->runOnce();
        return true;
    };
    const BenchResult result
        = (options.train ? benchTraining : bench)(*model.network, options.batch, options.repeat, takeTurns);
    const double difference = peer ? differenceOf(*peer, *model.network) : 0;
    if (!options.json) {
        std::cout << model.name << " on " << device.info().name
                  << (device.halfWeights() ? ", fp16 weights in fully connected layers" : "") << '\n'
                  << benchText(result);
        if (peer) {
            const Json times = spread(peer->times());
            char line[200];
            std::snprintf(line, sizeof line,
                "%s: median %.2f ms, min %.2f; %.2f x ours; answers differ by %.1e\n", peer->name().c_str(),
                times["median"].get<double>(), times["min"].get<double>(),
                times["min"].get<double>() / result.min, difference);
            std::cout << line;
        }
        return 0;
    }
    Json object = benchJson(result, model.name, device);
    if (options.train)
        object["update_milliseconds"] = result.updateMilliseconds;
    if (peer)
        object["peer"] = peerJson(*peer, difference);
    std::cout << object.dump(2) << '\n';
    return 0;
}

}

void addBench(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command = app.add_subcommand("bench", "Time the forward pass, or a training step");
    auto options = std::make_shared<BenchOptions>();
    options->model.forPictures = false;
    addModelOptions(*command, options->model);
    command->add_option("--batch", options->batch, "Images at once")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    command->add_option("--repeat", options->repeat, "Measured runs")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    command->add_flag("--train", options->train, "A training step: forward, loss, backward, update");
    command
        ->add_option("--winograd", options->winograd,
            "Convolutions the quicker way of Winograd: where it pays (auto), always where it can be gone, or "
            "never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    command
        ->add_option("--peer", options->peer, "Take turns with the same network in another program: opencv")
        ->check(CLI::IsMember({"opencv"}));
    command->add_flag(
        "--ceilings", options->ceilings, "Instead: the most the device can compute and copy in a second");
    command->add_flag("--json", options->json, "As JSON");
    command->callback(
        [options, &common, &chosen] { chosen = [options, &common] { return runBench(*options, common); }; });
}
