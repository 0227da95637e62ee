#include "engine/run/history.h"

#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/weights/atomic_file.h"

#include <charconv>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

namespace engine {

namespace {

constexpr std::pair<const char*, std::optional<double> HistoryRow::*> columns[] = {
    {"train_loss", &HistoryRow::trainLoss},
    {"train_top1_error", &HistoryRow::trainTop1Error},
    {"train_top5_error", &HistoryRow::trainTop5Error},
    {"val_loss", &HistoryRow::valLoss},
    {"val_top1_error", &HistoryRow::valTop1Error},
    {"val_top5_error", &HistoryRow::valTop5Error},
    {"rate", &HistoryRow::rate},
    {"gradient_norm", &HistoryRow::gradientNorm},
    {"images_per_second", &HistoryRow::imagesPerSecond},
};

std::string header()
{
    std::string text = "iteration,epoch";
    for (const auto& [name, member] : columns)
        text += std::string(",") + name;
    return text + "\n";
}

std::string line(const HistoryRow& row)
{
    std::string text = std::to_string(row.iteration) + "," + std::to_string(row.epoch);
    for (const auto& [name, member] : columns) {
        char cell[32] = "";
        if (row.*member)
            std::snprintf(cell, sizeof cell, "%.6g", *(row.*member));
        text += std::string(",") + cell;
    }
    return text + "\n";
}

/// The number that a line begins with; it and the comma behind it are taken off. False when there is none.
template <class Number>
bool take(std::string_view& line, Number& number)
{
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc())
        return false;
    line.remove_prefix(std::size_t(end - line.data()));
    return true;
}

std::optional<HistoryRow> parse(std::string_view line)
{
    const auto comma = [&line] {
        const bool found = line.starts_with(',');
        line.remove_prefix(found);
        return found;
    };
    HistoryRow row;
    if (!take(line, row.iteration) || !comma() || !take(line, row.epoch))
        return {};
    for (const auto& [name, member] : columns) {
        if (!comma())
            return {};
        double value = 0;
        if (!line.empty() && line.front() != ',') {
            if (!take(line, value))
                return {};
            row.*member = value;
        }
    }
    return line.empty() ? std::optional(row) : std::nullopt;
}

/// The file as it is to be when a run goes on.
void cut(const std::filesystem::path& path, std::int64_t iteration, int epochs)
{
    std::string text = header();
    if (std::filesystem::exists(path))
        for (const HistoryRow& row : readHistory(path))
            if (row.iteration <= iteration && (!row.closesEpoch() || row.epoch <= epochs))
                text += line(row);
    AtomicFile file(path);
    file.write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    file.commit();
}

}

History::History(const std::filesystem::path& path, std::int64_t iteration, int epochs)
    : m_file((cut(path, iteration, epochs), path))
{
}

void History::add(const HistoryRow& row) { m_file.write(line(row)); }

std::vector<HistoryRow> readHistory(const std::filesystem::path& path)
{
    mayWait("reading the history of a run");
    std::ifstream file(path);
    require(bool(file), path.string(), " cannot be read");
    std::vector<HistoryRow> rows;
    std::string text;
    require(
        std::getline(file, text) && text + "\n" == header(), path.string(), " is not the history of a run");
    for (int number = 2; std::getline(file, text); ++number) {
        if (file.eof())
            break; // no line end: it was being written
        const std::optional<HistoryRow> row = parse(text);
        require(row.has_value(), path.string(), ": line ", number, " is damaged");
        rows.push_back(*row);
    }
    return rows;
}

}
