#include "engine/weights/labels.h"

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace engine {

namespace {

constexpr std::size_t mostBytes = 1 << 20;
constexpr std::size_t mostLabels = 100'000;

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t") == text.npos;
}

/// `place` names the line of a file or the entry of an array.
void checkLabel(std::string_view label, const std::string& place)
{
    require(!isBlank(label), place, " is empty; every class needs a label");
    require(isPrintable(label), place, " has a control character: ", inQuotes(label));
}

void checkCount(std::size_t count, const std::string& where)
{
    require(count > 0, where, " has no labels");
    require(count <= mostLabels, where, " has more than ", mostLabels, " labels");
}

std::string_view withoutBlankEnd(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return text.substr(0, last == text.npos ? 0 : last + 1);
}

}

std::vector<std::string> readLabels(const std::filesystem::path& path)
{
    const MappedFile file(path);
    const std::string name = path.string();
    require(
        file.bytes().size() <= mostBytes, name, " is longer than ", mostBytes, " bytes, too long for labels");
    std::string_view text(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    const std::size_t invalid = findInvalidUtf8(text);
    require(invalid == text.npos, name, " is not UTF-8 text at its byte ", invalid);
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());

    text = withoutBlankEnd(text);
    std::vector<std::string> labels;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        checkLabel(line, sentence("line ", labels.size() + 1, " of ", name));
        labels.emplace_back(line);
        checkCount(labels.size(), name);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    checkCount(labels.size(), name);
    return labels;
}

std::string labelsToJson(std::span<const std::string> labels)
{
    checkCount(labels.size(), "the list of labels");
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::string place = sentence("label ", i);
        require(findInvalidUtf8(labels[i]) == std::string::npos, place,
            " is not UTF-8 text: ", inQuotes(labels[i]));
        checkLabel(labels[i], place);
    }
    std::string json = nlohmann::json(std::vector<std::string>(labels.begin(), labels.end())).dump();
    require(json.size() <= mostBytes, "the labels are longer than ", mostBytes, " bytes");
    return json;
}

std::vector<std::string> labelsFromJson(const std::string& json, const std::string& where)
{
    require(json.size() <= mostBytes, where, ": the labels are longer than ", mostBytes, " bytes");
    // The JSON library takes a NUL for the end of the text.
    const bool whole = json.find('\0') == json.npos;
    const nlohmann::json array = whole ? nlohmann::json::parse(json, nullptr, false) : nlohmann::json();
    require(array.is_array(), where, ": the labels are not a JSON array");
    checkCount(array.size(), where);
    std::vector<std::string> labels;
    for (const nlohmann::json& label : array) {
        const std::string place = sentence(where, ": label ", labels.size());
        require(label.is_string(), place, " is not a text");
        checkLabel(label.get_ref<const std::string&>(), place);
        labels.push_back(label.get<std::string>());
    }
    return labels;
}

}
