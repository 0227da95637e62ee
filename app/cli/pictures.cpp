#include "app/cli/pictures.h"

#include "engine/core/error.h"
#include "engine/image/decode.h"
#include "engine/image/find_pictures.h"

#include <filesystem>
#include <iostream>
#include <iterator>

std::vector<std::string> listPictures(
    const std::vector<std::string>& words, const std::function<void(const std::string&)>& complain)
{
    std::vector<std::string> pictures;
    for (const std::string& word : words) {
        std::error_code error;
        if (word == "-" || !std::filesystem::is_directory(word, error)) {
            pictures.push_back(word);
            continue;
        }
        try {
            for (const std::filesystem::path& file : engine::findPictures(word))
                pictures.push_back(file.string());
        } catch (const engine::Error& problem) {
            complain(problem.what());
        }
    }
    return pictures;
}

engine::Image openPicture(const std::string& name)
{
    if (name != "-")
        return engine::decodeFile(name);
    constexpr std::size_t most = std::size_t(512) << 20;
    std::vector<std::uint8_t> bytes;
    std::vector<char> piece(1 << 16);
    while (std::cin.read(piece.data(), std::streamsize(piece.size())) || std::cin.gcount() > 0) {
        bytes.insert(bytes.end(), piece.begin(), piece.begin() + std::cin.gcount());
        engine::require(bytes.size() <= most, "standard input holds more than 512 MiB: too much for a picture");
    }
    return engine::decodeBytes(bytes, "standard input");
}
