#include "engine/run/training_data.h"

#include "engine/core/error.h"
#include "engine/weights/text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace engine {

namespace {

constexpr double usualShare = 0.1;

/// Another set under other names for its classes.
class Relabelled final : public Dataset {
public:
    Relabelled(
        std::shared_ptr<const Dataset> whole, std::vector<std::string> classes, std::vector<int> places)
        : m_whole(std::move(whole))
        , m_classes(std::move(classes))
        , m_places(std::move(places))
    {
    }
    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return m_whole->size(); }
    int label(int index) const override { return m_places[std::size_t(m_whole->label(index))]; }
    Image image(int index) const override { return m_whole->image(index); }
    std::string name(int index) const override { return m_whole->name(index); }

private:
    std::shared_ptr<const Dataset> m_whole;
    std::vector<std::string> m_classes;
    std::vector<int> m_places; ///< index into m_classes of every class of m_whole
};

std::string plain(std::string name)
{
    for (char& c : name)
        c = c == '_' ? ' ' : (c >= 'A' && c <= 'Z') ? char(c + 'a' - 'A') : c;
    return name;
}

/// The number that the whole text is.
std::optional<double> numberIn(const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

void setShareAside(TrainingData& data, double share, std::uint64_t seed)
{
    if (share == 0)
        return;
    Division division = setAside(data.training, share, seed);
    data.training = std::move(division.kept);
    if (division.aside->size() > 0)
        data.validation = std::move(division.aside);
}

}

TrainingData openTrainingData(const std::string& dataset, const std::string& validation, std::uint64_t seed)
{
    const std::optional<double> share = numberIn(validation);
    if (share && !(*share >= 0 && *share < 1))
        throw UsageError(sentence("--val ", validation, " is no share: it must be at least 0 and below 1"));
    DataParts parts = openDataset(dataset, false);
    require(parts.training != nullptr, dataset, " has no training pictures");
    TrainingData data {parts.training, nullptr, parts.skipped};
    if (share) {
        setShareAside(data, *share, seed);
    } else if (!validation.empty()) {
        const DataParts other = openDataset(validation);
        const auto chosen = other.validation ? other.validation
            : other.training                 ? other.training
                                             : other.test;
        data.validation = matchClasses(chosen, data.training->classes(), validation, dataset);
        data.skipped.insert(data.skipped.end(), other.skipped.begin(), other.skipped.end());
    } else if (parts.validation) {
        data.validation
            = matchClasses(parts.validation, data.training->classes(), dataset + "/val", dataset + "/train");
    } else {
        setShareAside(data, usualShare, seed);
    }
    return data;
}

std::shared_ptr<const Dataset> matchClasses(std::shared_ptr<const Dataset> dataset,
    const std::vector<std::string>& labels, const std::string& where, const std::string& whose)
{
    if (dataset->classes() == labels)
        return dataset;
    std::vector<int> places;
    for (const std::string& name : dataset->classes()) {
        const auto same = [&](const std::string& label) { return plain(label) == plain(name); };
        const auto found = std::find_if(labels.begin(), labels.end(), same);
        require(found != labels.end(), where, " has a class ", inQuotes(name), ", which ", whose,
            " does not know: class folders must have the names of its classes, such as ",
            inQuotes(labels.front()));
        require(std::find_if(found + 1, labels.end(), same) == labels.end(), where, " has a class ",
            inQuotes(name), ", of which ", whose, " knows two: the names do not tell which one is meant");
        places.push_back(int(found - labels.begin()));
    }
    return std::make_shared<Relabelled>(std::move(dataset), labels, std::move(places));
}

}
