// alexscope: the command line. Results go to standard output, everything else to standard error.
// Exit codes: 0 done, 1 failed, 2 not understood, 3 no usable Vulkan device.
#include "app/cli/commands.h"
#include "app/cli/window.h"
#include "app/model/resources.h"
#include "engine/core/error.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <iostream>
#include <new>

/// In front of a word that CLI11 shall not interpret.
static constexpr char mark = '\x01';

CLI::Validator plainWord()
{
    const auto check = [](std::string& word) {
        if (word.starts_with(mark))
            word.erase(0, 1);
        return std::string(word.empty() ? "the word is empty" : "");
    };
    return {check, ""};
}

engine::DeviceOptions deviceOptions(const CommonOptions& common)
{
    return {.selector = common.device,
        .halfWeights = common.halfWeights,
        .cacheFolder = cacheFolder(),
        .note = [](const std::string& note) { std::cerr << "alexscope: " << note << '\n'; }};
}

engine::DeviceOptions learningDeviceOptions(const CommonOptions& common)
{
    if (common.halfWeights)
        throw engine::UsageError(
            "what learns needs its weights in single precision: leave out --fp16-weights");
    return deviceOptions(common);
}

namespace {

/// A closed stream's number would go to the next file that is opened, and the results into that file. Opened the wrong
/// way round, using it is an error as before.
void fillStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(stream, F_GETFD) < 0)
            open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/// The words, last first as CLI11 wants them. It takes "[a,b]" for a list and loses count at a "--" between pictures;
/// such words are marked, and plainWord() has them as they were.
std::vector<std::string> words(int argc, char** argv)
{
    std::vector<std::string> list;
    bool plain = false;
    for (int i = 1; i < argc; ++i) {
        std::string word = argv[i];
        if (!plain && word == "--") {
            plain = true;
            continue;
        }
        if (plain || word.starts_with(mark) || (word.starts_with('[') && word.ends_with(']')))
            word.insert(word.begin(), mark);
        list.push_back(word);
    }
    std::reverse(list.begin(), list.end());
    return list;
}

/// One sentence in the form of all others.
std::string usageMessage(const CLI::App* app, const CLI::Error& error)
{
    std::string message = error.what();
    std::erase(message, mark);
    std::string command = "alexscope";
    for (const CLI::App* chosen : app->get_subcommands())
        command += " " + chosen->get_name();
    return "alexscope: " + message + "; " + command + " --help tells what there is\n";
}

int finish(int code)
{
    std::cout.flush();
    engine::require(bool(std::cout), "the results could not be written to standard output");
    return code;
}

int run(int argc, char** argv)
{
    const std::vector<std::string> plain(argv + 1, argv + argc);
    CLI::App app("AlexScope: a microscope for AlexNet.", "alexscope");
    app.set_version_flag("--version", "alexscope " ALEXSCOPE_VERSION);
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.failure_message(usageMessage);
    CommonOptions common;
    app.add_option(
           "--device", common.device, "Vulkan device: index, UUID or part of the name (default: the best)")
        ->transform(plainWord());
    app.add_flag("--fp16-weights", common.halfWeights,
        "Keep the weights of fully connected layers in half precision: half the memory, rounded to 11 bits");
    Action chosen = [&app] {
        std::cout << app.help();
        return 0;
    };
    for (const auto add :
        {addDevices, addModels, addSummary, addClassify, addCamera, addActivations, addTrain, addEvaluate,
            addLearn, addSelftest, addBench, addTune, addRun, addConvert, addDownload})
        add(app, common, chosen);
    const auto named = [&plain](const CLI::App* command) { return command->check_name(plain.front()); };
    const bool isCommand = !plain.empty() && !app.get_subcommands(named).empty();
    if (!isCommand && asksForWindow(plain))
        becomeWindow(plain);
    try {
        app.parse(words(argc, argv));
    } catch (const CLI::ParseError& error) {
        return finish(app.exit(error) == 0 ? 0 : 2);
    }
    return finish(chosen());
}

}

int main(int argc, char** argv)
{
    fillStandardStreams();
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error to report, not a death
    const auto say = [](const char* what) { std::cerr << "alexscope: " << what << '\n'; };
    try {
        return run(argc, argv);
    } catch (const engine::UsageError& error) {
        say(error.what());
        return 2;
    } catch (const engine::NoDeviceError& error) {
        say(error.what());
        return 3;
    } catch (const std::bad_alloc&) {
        say("the memory is full: close other programs or use a smaller batch");
        return 1;
    } catch (const std::exception& error) {
        say(error.what());
        return 1;
    }
}
