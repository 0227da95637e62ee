#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace engine {

/// Something outside the program is wrong (a file, a device, a word typed by the user). what() is one sentence that
/// names the thing and, where there is one, the remedy; the programs print it as it is.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A word the program does not know: model, layer, device, option value. Exit code 2 of the command line.
class UsageError : public Error {
public:
    using Error::Error;
};

/// There is no Vulkan device that could be used at all. Exit code 3 of the command line.
class NoDeviceError : public Error {
public:
    using Error::Error;
};

/// The device stopped answering; the Device object is of no further use, a new one may be opened.
class DeviceLostError : public Error {
public:
    using Error::Error;
};

/// An allocation failed on the device or the host; a smaller batch may fit.
class OutOfMemoryError : public Error {
public:
    using Error::Error;
};

/// The parts, written one after another as by `<<`.
template <class... Parts>
std::string sentence(const Parts&... parts)
{
    std::ostringstream stream;
    (stream << ... << parts);
    return stream.str();
}

/// Throws an Error made of the parts unless the condition holds.
template <class... Parts>
void require(bool condition, const Parts&... parts)
{
    if (!condition)
        throw Error(sentence(parts...));
}

}
