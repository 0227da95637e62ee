#pragma once

#include "engine/core/image.h"

#include <functional>
#include <string>
#include <vector>

/// The pictures that the words of a command line stand for: files as given, folders replaced by the pictures below
/// them, "-" for standard input. What cannot be used is told to `complain` and left out.
std::vector<std::string> listPictures(
    const std::vector<std::string>& words, const std::function<void(const std::string&)>& complain);

/// The picture in that file, or on standard input for "-". Throws engine::Error.
engine::Image openPicture(const std::string& name);
