#include "engine/run/event_reader.h"

#include "engine/core/error.h"
#include "engine/run/tensorboard.pb.h"

#include <boost/crc.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <optional>

namespace engine {

namespace {

constexpr std::size_t mostAtOnce = 16 << 20; ///< bytes, if no single event is longer
constexpr std::uint64_t longestEvent = 1ull << 30;
constexpr std::size_t eventHead = 12, eventTail = 4; ///< bytes around a message

/// CRC-32C, masked as the format wants it.
bool hasChecksum(const char* bytes, std::size_t size, const char* wanted)
{
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(bytes, size);
    const std::uint32_t sum = crc.checksum();
    const std::uint32_t masked = ((sum >> 15) | (sum << 17)) + 0xA282EAD8;
    std::uint32_t found = 0;
    std::memcpy(&found, wanted, sizeof found);
    return found == masked;
}

/// The single number of a tensor.
std::optional<double> numberOf(const tensorboard::Tensor& tensor)
{
    constexpr int float32 = 1, float64 = 2;
    const std::string& content = tensor.tensor_content();
    if (tensor.dtype() == float32 && tensor.float_val_size() == 1)
        return double(tensor.float_val(0));
    if (tensor.dtype() == float64 && tensor.double_val_size() == 1)
        return tensor.double_val(0);
    if (tensor.dtype() == float32 && content.size() == sizeof(float)) {
        float value = 0;
        std::memcpy(&value, content.data(), sizeof value);
        return double(value);
    }
    if (tensor.dtype() == float64 && content.size() == sizeof(double)) {
        double value = 0;
        std::memcpy(&value, content.data(), sizeof value);
        return value;
    }
    return {};
}

void addPoints(const tensorboard::Event& event, std::vector<EventPoint>& points)
{
    using Value = tensorboard::Summary::Value;
    for (const Value& value : event.summary().value()) {
        std::optional<double> number;
        if (value.value_case() == Value::kSimpleValue)
            number = double(value.simple_value());
        else if (value.value_case() == Value::kTensor)
            number = numberOf(value.tensor());
        if (number)
            points.push_back({value.tag(), event.step(), *number});
    }
}

/// Bytes from `place` on, at most `most`.
std::string bytesFrom(std::ifstream& file, std::uint64_t place, std::uint64_t most)
{
    std::string bytes(std::size_t(most), '\0');
    file.clear();
    file.seekg(std::streamoff(place));
    file.read(bytes.data(), std::streamsize(bytes.size()));
    bytes.resize(std::size_t(std::max<std::streamsize>(0, file.gcount())));
    return bytes;
}

}

EventReader::EventReader(std::filesystem::path path)
    : m_path(std::move(path))
{
}

void EventReader::read(std::vector<EventPoint>& points, bool& begunAnew)
{
    m_more = false;
    begunAnew = false;
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(m_path, error);
    std::ifstream file(m_path, std::ios::binary);
    require(!error && file, m_path.string(), " cannot be read: look whether it is still there");
    if (size < m_place) {
        begunAnew = true;
        m_place = 0;
        m_damage.clear();
    }
    require(m_damage.empty(), m_damage);
    const std::uint64_t rest = size - m_place;
    std::string bytes = bytesFrom(file, m_place, std::min<std::uint64_t>(rest, mostAtOnce));
    const auto damage = [this](const char* what) {
        m_damage = sentence(m_path.string(), " is damaged at byte ", m_place, " (", what,
            "): its curves end there; write it anew, or look after the disk that it is on");
        throw Error(m_damage);
    };
    std::size_t done = 0;
    while (bytes.size() - done >= eventHead) {
        const char* record = bytes.data() + done;
        if (!hasChecksum(record, 8, record + 8))
            damage("what should be the length of an event is none");
        std::uint64_t length = 0;
        std::memcpy(&length, record, sizeof length);
        if (length > longestEvent)
            damage("an event of more than a gigabyte");
        const std::uint64_t whole = eventHead + length + eventTail;
        if (bytes.size() - done < whole) {
            if (done > 0 || whole > rest)
                break;
            bytes = bytesFrom(file, m_place, whole); // an event longer than what is read at once
            if (bytes.size() < whole)
                return;
            record = bytes.data();
        }
        tensorboard::Event event;
        if (!hasChecksum(record + eventHead, length, record + eventHead + length))
            damage("the checksum of an event is wrong");
        if (!event.ParseFromArray(record + eventHead, int(length)))
            damage("an event that is none");
        addPoints(event, points);
        done += whole;
        m_place += whole;
    }
    m_more = done > 0 && done < rest && rest > mostAtOnce;
}

}
