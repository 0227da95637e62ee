#include "engine/camera/devices.h"

#include <linux/videodev2.h>

#include <sys/ioctl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <unistd.h>

namespace engine {

namespace {

/// An open device node; −1 where it does not open.
class Node {
public:
    explicit Node(const std::string& path)
        : m_file(::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC))
    {
    }
    ~Node()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    bool isOpen() const { return m_file >= 0; }
    /// Whether the driver did it; errno says why not.
    template <class Argument>
    bool ask(unsigned long what, Argument& argument) const
    {
        int result = -1;
        do
            result = ::ioctl(m_file, what, &argument);
        while (result < 0 && errno == EINTR);
        return result >= 0;
    }

private:
    int m_file;
};

std::string firstLine(const std::filesystem::path& file)
{
    std::string line;
    std::ifstream stream(file);
    std::getline(stream, line);
    return line;
}

/// 7 of "video7"; nothing for another name.
std::optional<int> numberOf(const std::string& name)
{
    constexpr std::string_view start = "video";
    int number = 0;
    const char* end = name.data() + name.size();
    if (!name.starts_with(start))
        return std::nullopt;
    const auto [stop, error] = std::from_chars(name.data() + start.size(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

void addSizes(const Node& node, std::uint32_t format, std::vector<FrameSize>& sizes)
{
    constexpr std::uint32_t most = 64;
    v4l2_frmsizeenum size {};
    size.pixel_format = format;
    for (; size.index < most && node.ask(VIDIOC_ENUM_FRAMESIZES, size); ++size.index) {
        if (size.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            sizes.push_back({int(size.discrete.width), int(size.discrete.height)});
            continue;
        }
        for (const auto& [width, height] : {std::pair(320, 240), {640, 480}, {1280, 720}, {1920, 1080}})
            if (width <= int(size.stepwise.max_width) && height <= int(size.stepwise.max_height)
                && width >= int(size.stepwise.min_width) && height >= int(size.stepwise.min_height))
                sizes.push_back({width, height});
        return;
    }
}

std::vector<FrameSize> sizesOf(const Node& node)
{
    constexpr std::uint32_t most = 32;
    std::vector<FrameSize> sizes;
    v4l2_fmtdesc format {};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    for (; format.index < most && node.ask(VIDIOC_ENUM_FMT, format); ++format.index)
        addSizes(node, format.pixelformat, sizes);
    std::sort(sizes.begin(), sizes.end(), [](const FrameSize& a, const FrameSize& b) {
        return std::pair(long(a.width) * a.height, a.width) < std::pair(long(b.width) * b.height, b.width);
    });
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    return sizes;
}

/// What a node was found to be. Opening it wakes a sleeping camera, so it is asked once.
struct Finding {
    bool givesPictures = false;
    std::vector<FrameSize> sizes;
};

Finding examine(const std::string& node, const std::filesystem::path& entry)
{
    const Node device(node);
    v4l2_capability able {};
    if (device.isOpen() && device.ask(VIDIOC_QUERYCAP, able)) {
        const std::uint32_t abilities
            = able.capabilities & V4L2_CAP_DEVICE_CAPS ? able.device_caps : able.capabilities;
        return {(abilities & V4L2_CAP_VIDEO_CAPTURE) != 0, sizesOf(device)};
    }
    // Of the nodes of a camera the first gives the pictures; the others describe them.
    const std::string index = firstLine(entry / "index");
    return {index.empty() || index == "0", {}};
}

Finding finding(const std::string& node, const std::filesystem::path& entry)
{
    using Key = std::tuple<std::string, ino_t, time_t, long>;
    static std::mutex mutex;
    static std::map<Key, Finding> known;
    struct stat status { };
    if (::stat(node.c_str(), &status) != 0)
        return {};
    const Key key(node, status.st_ino, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(key); found != known.end())
        return found->second;
    constexpr std::size_t most = 256; // of plugging in and out
    if (known.size() > most)
        known.clear();
    return known[key] = examine(node, entry);
}

std::string lowered(std::string text)
{
    std::transform(
        text.begin(), text.end(), text.begin(), [](std::uint8_t c) { return char(std::tolower(c)); });
    return text;
}

[[noreturn]] void refuse(CameraProblem problem, const std::string& what) { throw CameraError(problem, what); }

}

std::vector<CameraDevice> listCameras(const std::filesystem::path& system, const std::filesystem::path& nodes)
{
    std::vector<CameraDevice> cameras;
    std::error_code problem;
    for (std::filesystem::directory_iterator entry(system, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        const std::string file = entry->path().filename().string();
        const std::optional<int> number = numberOf(file);
        const std::string node = (nodes / file).string();
        if (!number)
            continue;
        if (const Finding found = finding(node, entry->path()); found.givesPictures) {
            const std::string name = firstLine(entry->path() / "name");
            cameras.push_back({*number, node, name.empty() ? file : name, found.sizes});
        }
    }
    std::sort(cameras.begin(), cameras.end(),
        [](const CameraDevice& a, const CameraDevice& b) { return a.number < b.number; });
    const std::vector<CameraDevice> plain = cameras;
    for (CameraDevice& camera : cameras)
        if (std::count_if(plain.begin(), plain.end(), [&](const auto& c) { return c.name == camera.name; })
            > 1)
            camera.name += " (" + std::to_string(camera.number) + ")";
    return cameras;
}

CameraDevice chooseCamera(const std::vector<CameraDevice>& cameras, const std::string& words)
{
    if (cameras.empty())
        refuse(CameraProblem::Absent, "There is no camera: plug one in, or choose a video");
    if (words.empty())
        return cameras.front();
    for (const CameraDevice& camera : cameras)
        if (words == camera.node || words == std::to_string(camera.number) || words == camera.name)
            return camera;
    for (const CameraDevice& camera : cameras)
        if (lowered(camera.name).find(lowered(words)) != std::string::npos)
            return camera;
    std::string names;
    for (const CameraDevice& camera : cameras)
        names += (names.empty() ? "" : ", ") + camera.name;
    refuse(CameraProblem::Absent, sentence("There is no camera \"", words, "\": there is ", names));
}

void explainCamera(const CameraDevice& camera)
{
    const auto forbidden = [&] {
        refuse(CameraProblem::Forbidden,
            sentence("You may not use ", camera.name,
                ": join the group \"video\" (sudo usermod -aG video $USER), "
                "then log in again"));
    };
    const auto busy = [&] {
        refuse(CameraProblem::Busy,
            sentence(
                camera.name, " is used by another program: close that one, the camera then comes by itself"));
    };
    if (::access(camera.node.c_str(), F_OK) != 0 && errno != EACCES)
        refuse(CameraProblem::Absent, sentence(camera.name, " is not plugged in any more: plug it in again"));
    if (::access(camera.node.c_str(), R_OK | W_OK) != 0)
        forbidden();
    const Node node(camera.node);
    if (!node.isOpen() && (errno == EACCES || errno == EPERM))
        forbidden();
    if (!node.isOpen() && errno == EBUSY)
        busy();
    v4l2_requestbuffers none {}; // asking for no buffers changes nothing, but only for who may have some
    none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    none.memory = V4L2_MEMORY_MMAP;
    if (node.isOpen() && !node.ask(VIDIOC_REQBUFS, none) && errno == EBUSY)
        busy();
    refuse(CameraProblem::Lost,
        sentence(camera.name, " opens but gives no pictures: pull it out and plug it in again"));
}

}
