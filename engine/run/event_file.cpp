#include "engine/run/event_file.h"

#include "engine/core/error.h"
#include "engine/run/tensorboard.pb.h"
#include "engine/weights/mapped_file.h"

#include <boost/crc.hpp>

#include <chrono>
#include <cstring>
#include <optional>

namespace engine {

namespace {

using tensorboard::Event;

/// CRC-32C (Castagnoli), turned and shifted so that the checksum of a text with checksums in it stays a good one.
std::uint32_t maskedChecksum(const void* data, std::size_t size)
{
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(data, size);
    const std::uint32_t sum = crc.checksum();
    return ((sum >> 15) | (sum << 17)) + 0xA282EAD8;
}

template <class Number>
void append(std::string& bytes, Number number)
{
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::string record(const Event& event)
{
    const std::string message = event.SerializeAsString();
    std::string bytes;
    append(bytes, std::uint64_t(message.size()));
    append(bytes, maskedChecksum(bytes.data(), bytes.size()));
    bytes += message;
    append(bytes, maskedChecksum(message.data(), message.size()));
    return bytes;
}

Event eventNow(std::int64_t step)
{
    Event event;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    event.set_wall_time(std::chrono::duration<double>(now).count());
    event.set_step(step);
    return event;
}

/// The event at the front, which is taken off. Nothing when it is not whole.
std::optional<Event> take(std::span<const std::uint8_t>& bytes)
{
    constexpr std::size_t head = 12, tail = 4;
    const auto checks = [&bytes](std::size_t begin, std::size_t size) {
        std::uint32_t sum = 0;
        std::memcpy(&sum, bytes.data() + begin + size, sizeof sum);
        return sum == maskedChecksum(bytes.data() + begin, size);
    };
    std::uint64_t length = 0;
    if (bytes.size() < head + tail || !checks(0, sizeof length))
        return {};
    std::memcpy(&length, bytes.data(), sizeof length);
    Event event;
    if (length > bytes.size() - head - tail || !checks(head, length)
        || !event.ParseFromArray(bytes.data() + head, int(length)))
        return {};
    bytes = bytes.subspan(head + length + tail);
    return event;
}

void cut(const std::filesystem::path& path, std::int64_t step)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size == 0)
        return;
    std::size_t kept = 0;
    {
        const MappedFile file(path);
        std::span<const std::uint8_t> rest = file.bytes();
        for (auto event = take(rest); event && event->step() <= step; event = take(rest))
            kept = file.bytes().size() - rest.size();
    }
    std::filesystem::resize_file(path, kept, error);
    require(!error, path.string(), " cannot be written: ", error.message());
}

}

EventFile::EventFile(const std::filesystem::path& path, std::int64_t step)
    : m_file((cut(path, step), path))
{
    if (std::filesystem::file_size(path) > 0)
        return;
    Event event = eventNow(0);
    event.set_file_version("brain.Event:2");
    m_file.write(record(event));
}

void EventFile::add(std::int64_t step, const std::vector<std::pair<std::string, double>>& points)
{
    Event event = eventNow(step);
    for (const auto& [tag, value] : points) {
        auto* point = event.mutable_summary()->add_value();
        point->set_tag(tag);
        point->set_simple_value(float(value));
    }
    m_file.write(record(event));
}

}
