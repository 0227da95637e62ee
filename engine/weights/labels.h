#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace engine {

/// The names of a network's classes, from a UTF-8 text with one label a line; label 0 comes first. A byte
/// order mark, carriage returns before line ends and empty lines at the end are dropped. Throws Error naming
/// file and line for an empty line between labels, a control character (a NUL byte above all), text that is
/// not UTF-8, more than 1 MiB or more than 100,000 lines, and for a file without any label.
std::vector<std::string> readLabels(const std::filesystem::path& path);

/// The labels as a JSON array of texts, as weight files keep them under "alexscope.labels". Throws Error for
/// labels that labelsFromJson would refuse.
std::string labelsToJson(std::span<const std::string> labels);

/// The opposite. Throws Error, beginning with `where`, for everything but an array of 1 to 100,000 printable
/// texts in at most 1 MiB.
std::vector<std::string> labelsFromJson(const std::string& json, const std::string& where);

}
