#pragma once

#include <filesystem>
#include <string>

/// SHA-256 or SHA-1 of a file in lower-case hexadecimal digits. Throws engine::Error when it cannot be read.
std::string sha256Of(const std::filesystem::path& file);
std::string sha1Of(const std::filesystem::path& file);
