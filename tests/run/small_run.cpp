#include "tests/run/small_run.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

using namespace engine;

void putPictures(const Folder& folder, const char* name, int perClass)
{
    cv::RNG random(7);
    for (const char* label : {"bird", "cat"}) {
        const std::filesystem::path place = folder.path(name) / label;
        std::filesystem::create_directories(place);
        for (int i = 0; i < perClass; ++i) {
            cv::Mat pixels(32, 32, CV_8UC3);
            random.fill(pixels, cv::RNG::UNIFORM, 0, 256);
            cv::imwrite((place / (std::to_string(i) + ".png")).string(), pixels);
        }
    }
}

RunConfig smallConfig(const Folder& folder)
{
    RunConfig config = defaultsFor("cifar-quick");
    config.dataset = folder.path("pictures").string();
    config.validation = "0.25";
    config.batch = 4;
    config.epochs = 2;
    config.rate = 0.001;
    config.schedule.warmUpSteps = 0;
    return config;
}

bool areEqual(const std::filesystem::path& first, const std::filesystem::path& second)
{
    const MappedFile a(first), b(second);
    return !a.bytes().empty() && std::ranges::equal(a.bytes(), b.bytes());
}
