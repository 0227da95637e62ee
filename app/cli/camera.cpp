#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/model_options.h"
#include "engine/camera/devices.h"
#include "engine/camera/feed.h"
#include "engine/camera/steady.h"
#include "engine/core/error.h"
#include "engine/image/prepare.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <numeric>

using Json = nlohmann::ordered_json;
using namespace engine;
using namespace std::chrono_literals;

namespace {

struct CameraOptions {
    ModelOptions model;
    std::string source;
    int frames = 0; ///< 0 for all
    int steady = 1;
    bool mirror = false;
    bool json = false;
    bool list = false;
};

/// Answers frames and prints the answers, one a line, so that another program can follow.
class FrameAnswers {
public:
    FrameAnswers(Model& model, const CameraOptions& options)
        : m_model(model)
        , m_options(options)
    {
        m_steady.setCount(options.steady);
        model.network->run(1, Keep::Answer); // the first run compiles, which is not the network's time
    }

    /// Whether more are wanted.
    bool wanted() const { return std::cout && (m_options.frames == 0 || m_count < m_options.frames); }

    void answer(const Frame& frame)
    {
        if (frame.unrelated) // a folder's next picture: the mean of a cat and a ship would be neither
            m_steady.clear();
        const Image view = frameView(frame.image, m_model.recipe, m_steady.nextView());
        HostTensor input({1, 3, m_model.recipe.crop, m_model.recipe.crop});
        writeView(view, m_model.recipe, input, 0);
        const auto start = std::chrono::steady_clock::now();
        const std::vector<float> probabilities = m_steady.add(m_model.network->forward(input).values);
        const double milliseconds
            = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        require(
            std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return std::isfinite(p); }),
            "the network's numbers grow beyond all bounds with these weights: they are damaged or not "
            "trained");
        if (m_count++ == 0)
            m_start = frame.seconds;
        print(frame.number + 1, frame.seconds - m_start, probabilities, milliseconds);
    }

private:
    void print(
        long number, double seconds, const std::vector<float>& probabilities, double milliseconds) const
    {
        constexpr int top = 5;
        std::vector<std::size_t> order(probabilities.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::stable_sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
        order.resize(std::min(order.size(), std::size_t(top)));
        if (m_options.json)
            printJson(number, seconds, order, probabilities, milliseconds);
        else
            printLine(number, seconds, order, probabilities, milliseconds);
        std::cout.flush();
    }

    void printJson(long number, double seconds, const std::vector<std::size_t>& order,
        const std::vector<float>& probabilities, double milliseconds) const
    {
        Json predictions = Json::array();
        for (const std::size_t index : order)
            predictions.push_back({{"rank", predictions.size() + 1}, {"index", index},
                {"label", m_model.labels[index]}, {"probability", probabilities[index]}});
        const Json line = {{"frame", number}, {"seconds", seconds}, {"milliseconds", milliseconds},
            {"averaged", m_steady.averaged()}, {"predictions", predictions}};
        std::cout << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    }

    void printLine(long number, double seconds, const std::vector<std::size_t>& order,
        const std::vector<float>& probabilities, double milliseconds) const
    {
        char text[100];
        std::snprintf(text, sizeof text, "%6ld %9.3f s %7.1f ms ", number, seconds, milliseconds);
        std::cout << text;
        for (const std::size_t index : order) {
            std::snprintf(text, sizeof text, " %5.1f %% ", 100 * probabilities[index]);
            std::cout << text << m_model.labels[index] << (index == order.back() ? "" : " ");
        }
        std::cout << '\n';
    }

    Model& m_model;
    const CameraOptions& m_options;
    Steady m_steady;
    int m_count = 0;
    double m_start = 0; ///< seconds of the first frame
};

/// A file waits: every one of its frames is answered.
void answerFile(
    FrameSource& source, FrameAnswers& answers, const CameraOptions& options, const std::stop_token& stop)
{
    Frame frame;
    while (answers.wanted() && !stop.stop_requested() && source.read(frame)) {
        if (options.mirror)
            mirror(frame);
        answers.answer(frame);
    }
}

/// A camera does not wait: the newest frame is answered, those between are left out.
void answerCamera(FrameAnswers& answers, const CameraOptions& options, const std::stop_token& stop)
{
    CameraFeed feed({.words = options.source});
    feed.setMirrored(options.mirror);
    bool lost = false;
    while (answers.wanted() && !stop.stop_requested()) {
        if (const std::optional<Frame> frame = feed.waitForFrame(100ms))
            answers.answer(*frame);
        const FeedStatus status = feed.status();
        if (status.state == FeedState::Failed)
            throw CameraError(*status.problem, status.sentence);
        if (status.state == FeedState::Lost && !lost)
            std::cerr << "alexscope: " << status.sentence << '\n';
        if (status.state == FeedState::Live && lost)
            std::cerr << "alexscope: " << status.name << " is back\n";
        lost = status.state == FeedState::Lost;
    }
}

int listFrameSources(bool json)
{
    Json list = Json::array();
    for (const CameraDevice& camera : listCameras()) {
        Json sizes = Json::array();
        std::string words;
        for (const FrameSize& size : camera.sizes) {
            sizes.push_back({size.width, size.height});
            words += sentence("  ", size.width, " x ", size.height);
        }
        list.push_back({{"node", camera.node}, {"name", camera.name}, {"sizes", sizes}});
        if (!json)
            std::cout << camera.node << "  " << camera.name << words << '\n';
    }
    if (json)
        std::cout << Json {{"cameras", list}}.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    else if (list.empty())
        std::cerr
            << "alexscope: there is no camera: plug one in, or name a video or a folder with --source\n";
    return 0;
}

int camera(const CameraOptions& options, const CommonOptions& common)
{
    prepareCameras();
    if (options.list)
        return listFrameSources(options.json);
    const Interrupts interrupts;
    if (!options.model.model.empty())
        findArchitecture(options.model.model); // an unknown word is told before a device is looked for
    std::unique_ptr<FrameSource> source = makeFrameSource({.words = options.source});
    if (!source->isLive())
        source->open();
    else if (kindOf(options.source) == SourceKind::Camera)
        chooseCamera(listCameras(), options.source); // the same
    Device device(deviceOptions(common));
    Model model = openModel(device, options.model);
    FrameAnswers answers(model, options);
    if (source->isLive())
        answerCamera(answers, options, interrupts.wish());
    else
        answerFile(*source, answers, options, interrupts.wish());
    waitForSources(2s);
    return 0;
}

}

void addCamera(CLI::App& app, const CommonOptions& common, Action& chosen)
{
    CLI::App* command
        = app.add_subcommand("camera", "Say what a camera sees, or a video or a folder of pictures");
    auto options = std::make_shared<CameraOptions>();
    options->model.forLabels = true;
    command
        ->add_option("--source", options->source,
            "Camera by number, node or part of its name, a video file, or a folder (default: the first "
            "camera)")
        ->transform(plainWord());
    addModelOptions(*command, options->model);
    command->add_option("--labels", options->model.labels, "Text file with one class name a line")
        ->transform(plainWord());
    command->add_option("--frames", options->frames, "End after so many answers")
        ->check(CLI::Range(1, 1'000'000'000));
    command
        ->add_option("--steady", options->steady,
            "Average the last so many answers, each of another view. The pictures of a folder are answered "
            "one by "
            "one: nothing is averaged")
        ->check(CLI::Range(1, Steady::most))
        ->capture_default_str();
    command->add_flag("--mirror", options->mirror, "Exchange left and right");
    command->add_flag("--json", options->json, "A line of JSON for each answer");
    command->add_flag("--list", options->list, "List the cameras of this machine");
    command->callback(
        [options, &common, &chosen] { chosen = [options, &common] { return camera(*options, common); }; });
}
