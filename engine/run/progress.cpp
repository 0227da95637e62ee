#include "engine/run/progress.h"

#include "engine/core/error.h"

#include <nlohmann/json.hpp>

namespace engine {

using Json = nlohmann::ordered_json;

std::string progressToJson(const Progress& progress)
{
    const PlateauState& plateau = progress.plateau;
    const Score& training = progress.training;
    return Json {{"iteration", progress.iteration}, {"epoch", progress.epoch}, {"batch", progress.batch},
        {"rate", progress.rate},
        {"plateau", {{"best", plateau.best}, {"waited", plateau.waited}, {"divisions", plateau.divisions}}},
        {"best", progress.best ? Json(*progress.best) : Json(nullptr)},
        {"best_iteration", progress.bestIteration},
        {"training",
            {{"images", training.images}, {"loss_sum", training.lossSum}, {"top1_right", training.top1Right},
                {"top5_right", training.top5Right}}}}
        .dump();
}

Progress progressFromJson(const std::string& text, const std::string& where)
{
    try {
        const Json json = Json::parse(text);
        Progress progress;
        json.at("iteration").get_to(progress.iteration);
        json.at("epoch").get_to(progress.epoch);
        json.at("batch").get_to(progress.batch);
        json.at("rate").get_to(progress.rate);
        const Json& plateau = json.at("plateau");
        plateau.at("best").get_to(progress.plateau.best);
        plateau.at("waited").get_to(progress.plateau.waited);
        plateau.at("divisions").get_to(progress.plateau.divisions);
        if (!json.at("best").is_null())
            progress.best = json.at("best").get<double>();
        json.at("best_iteration").get_to(progress.bestIteration);
        const Json& training = json.at("training");
        training.at("images").get_to(progress.training.images);
        training.at("loss_sum").get_to(progress.training.lossSum);
        training.at("top1_right").get_to(progress.training.top1Right);
        training.at("top5_right").get_to(progress.training.top5Right);
        return progress;
    } catch (const Json::exception& error) {
        throw Error(sentence(where, ": the progress of the run is damaged (", error.what(), ")"));
    }
}

}
