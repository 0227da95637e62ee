#include "engine/weights/recipe_text.h"

#include "engine/core/error.h"
#include "engine/weights/float_bits.h"
#include "engine/weights/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <string_view>

namespace engine {

namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr int largestSide = 4096;
constexpr std::size_t mostRecipeBytes = 65'536;
constexpr const char* keys[] = {"order", "resize", "resize_to", "crop", "divisor", "mean", "deviation"};

void checkSide(std::int64_t pixels, const std::string& where, const char* key)
{
    require(pixels >= 1 && pixels <= largestSide, where, ": ", key, " is ", pixels, ", but must be 1 to ",
        largestSide, " pixels");
}

void checkRecipe(const InputRecipe& recipe, const std::string& where)
{
    checkSide(recipe.resize, where, "resize_to");
    checkSide(recipe.crop, where, "crop");
    require(recipe.crop <= recipe.resize, where, ": crop (", recipe.crop, ") is larger than resize_to (",
        recipe.resize, ")");
    const auto isFinite = [](float value) { return std::isfinite(value); };
    const auto isDivisor = [](float value) { return std::isfinite(value) && value > 0; };
    require(isDivisor(recipe.divisor), where, ": divisor must be a finite number above 0");
    require(std::all_of(recipe.mean.begin(), recipe.mean.end(), isFinite), where,
        ": mean must hold three finite numbers");
    require(std::all_of(recipe.deviation.begin(), recipe.deviation.end(), isDivisor), where,
        ": deviation must hold three finite numbers above 0");
}

/// The double with the fewest digits that is rounded to this float: 0.485 rather than 0.48500001430511475.
double shortest(float value)
{
    char digits[32];
    const char* end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    double decimal = 0;
    std::from_chars(digits, end, decimal);
    return doubleToFloat(decimal) == value ? decimal : value;
}

OrderedJson shortest(const std::array<float, 3>& values)
{
    return {shortest(values[0]), shortest(values[1]), shortest(values[2])};
}

Json parse(const std::string& text, const std::string& where)
{
    require(text.size() <= mostRecipeBytes, where, ": the recipe is longer than ", mostRecipeBytes, " bytes");
    std::set<std::string> seen;
    const auto refuseTwice = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth == 1 && event == Json::parse_event_t::key)
            require(seen.insert(parsed.get<std::string>()).second, where,
                ": the recipe has a key twice: ", inQuotes(parsed.get<std::string>()));
        return true;
    };
    // The JSON library takes a NUL for the end of the text.
    const bool whole = text.find('\0') == text.npos;
    Json object = whole ? Json::parse(text, refuseTwice, false) : Json();
    require(object.is_object(), where, ": the recipe is not a JSON object");
    for (const auto& [key, value] : object.items()) {
        const bool known = std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
        require(known, where, ": the recipe has an unknown key ", inQuotes(key));
    }
    for (const char* key : keys)
        require(object.contains(key), where, ": the recipe has no ", key);
    return object;
}

/// One of two words; true for the first.
bool isFirst(
    const Json& object, const std::string& where, const char* key, const char* first, const char* second)
{
    const Json& value = object.at(key);
    require(
        value == first || value == second, where, ": ", key, " must be \"", first, "\" or \"", second, "\"");
    return value == first;
}

int side(const Json& object, const std::string& where, const char* key)
{
    const Json& value = object.at(key);
    require(value.is_number_integer(), where, ": ", key, " must be a whole number of pixels");
    std::int64_t pixels = value.get<std::int64_t>();
    // 2^63 and more do not fit and come back negative.
    if (value.is_number_unsigned() && pixels < 0)
        pixels = std::numeric_limits<std::int64_t>::max();
    checkSide(pixels, where, key);
    return static_cast<int>(pixels);
}

float number(const Json& object, const std::string& where, const char* key)
{
    const Json& value = object.at(key);
    require(value.is_number(), where, ": ", key, " must be a number");
    return doubleToFloat(value.get<double>());
}

std::array<float, 3> numbers(const Json& object, const std::string& where, const char* key)
{
    const Json& list = object.at(key);
    const auto isNumber = [](const Json& value) { return value.is_number(); };
    require(list.is_array() && list.size() == 3 && std::all_of(list.begin(), list.end(), isNumber), where,
        ": ", key, " must be a list of three numbers");
    std::array<float, 3> values = {};
    std::transform(list.begin(), list.end(), values.begin(),
        [](const Json& value) { return doubleToFloat(value.get<double>()); });
    return values;
}

}

std::string recipeToJson(const InputRecipe& recipe)
{
    checkRecipe(recipe, "the recipe");
    const OrderedJson object = {
        {"order", recipe.order == InputRecipe::Order::Rgb ? "RGB" : "BGR"},
        {"resize", recipe.resizing == InputRecipe::Resize::ShorterSide ? "shorter_side" : "squash"},
        {"resize_to", recipe.resize},
        {"crop", recipe.crop},
        {"divisor", shortest(recipe.divisor)},
        {"mean", shortest(recipe.mean)},
        {"deviation", shortest(recipe.deviation)},
    };
    return object.dump();
}

InputRecipe recipeFromJson(const std::string& json, const std::string& where)
{
    const Json object = parse(json, where);
    InputRecipe recipe;
    if (!isFirst(object, where, "order", "RGB", "BGR"))
        recipe.order = InputRecipe::Order::Bgr;
    if (!isFirst(object, where, "resize", "shorter_side", "squash"))
        recipe.resizing = InputRecipe::Resize::Squash;
    recipe.resize = side(object, where, "resize_to");
    recipe.crop = side(object, where, "crop");
    recipe.divisor = number(object, where, "divisor");
    recipe.mean = numbers(object, where, "mean");
    recipe.deviation = numbers(object, where, "deviation");
    checkRecipe(recipe, where);
    return recipe;
}

}
