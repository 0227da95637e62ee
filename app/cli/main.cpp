// alexscope: the command line. Results go to standard output, everything else to standard error.
// Exit codes: 0 done, 1 failed, 2 not understood, 3 no usable Vulkan device.
#include "app/cli/commands.h"
#include "app/cli/resources.h"
#include "engine/core/error.h"

#include <csignal>
#include <iostream>
#include <new>

engine::DeviceOptions deviceOptions(const CommonOptions& common)
{
    return { .selector = common.device, .cacheFolder = cacheFolder() };
}

namespace {

int run(int argc, char** argv)
{
    CLI::App app("AlexScope: a microscope for AlexNet.", "alexscope");
    app.set_version_flag("--version", "alexscope " ALEXSCOPE_VERSION);
    app.require_subcommand(0, 1);
    app.fallthrough();
    CommonOptions common;
    app.add_option("--device", common.device, "Vulkan device: index, UUID or part of the name (default: the best)");
    Action chosen = [&app] {
        std::cout << app.help();
        return 0;
    };
    for (const auto add : { addDevices, addModels, addSummary, addClassify, addActivations, addSelftest, addBench })
        add(app, common, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const int code = chosen();
    std::cout.flush();
    engine::require(bool(std::cout), "the results could not be written to standard output");
    return code;
}

}

int main(int argc, char** argv)
{
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
        say("out of memory");
        return 1;
    } catch (const std::exception& error) {
        say(error.what());
        return 1;
    }
}
