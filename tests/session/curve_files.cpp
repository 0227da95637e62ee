#include "tests/session/curve_files.h"

#include <QtTest>

namespace {

/// CRC-32C bit by bit, masked as TensorFlow's crc32c::Mask.
std::uint32_t maskedSum(const QByteArray& bytes)
{
    std::uint32_t sum = ~0u;
    for (const char byte : bytes) {
        sum ^= std::uint8_t(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ (sum & 1 ? 0x82F63B78u : 0);
    }
    sum = ~sum;
    return ((sum >> 15) | (sum << 17)) + 0xA282EAD8u;
}

QByteArray record(const QByteArray& message)
{
    const QByteArray length = raw(std::uint64_t(message.size()));
    return length + raw(maskedSum(length)) + message + raw(maskedSum(message));
}

}

QString shown(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

QByteArray field(int number, const QByteArray& bytes)
{
    return QByteArray(1, char(number << 3 | 2)) + char(bytes.size()) + bytes;
}

QByteArray eventAt(int step, const QByteArray& value)
{
    QByteArray number; // seven bits a byte, the low ones first
    for (; step > 127; step >>= 7)
        number += char((step & 127) | 128);
    number += char(step);
    return record(QByteArray(1, char(2 << 3)) + number + field(5, field(1, value)));
}

QByteArray plainEvent(int step, const QByteArray& tag, float number)
{
    return eventAt(step, field(1, tag) + char(2 << 3 | 5) + raw(number));
}

void append(const Folder& folder, const char* name, const QByteArray& bytes)
{
    QFile file(shown(folder.path(name)));
    QVERIFY(file.open(QIODevice::Append) && file.write(bytes) == bytes.size());
}

RunCurvesPointer opened(CurveReader& reader, const std::filesystem::path& path)
{
    const int id = reader.open(shown(path));
    return QTest::qWaitFor([&] { return reader.run(id) != nullptr; }, 10000) ? reader.run(id) : nullptr;
}

bool waitForPoints(const CurveReader& reader, std::size_t points)
{
    return QTest::qWaitFor(
        [&] {
            const RunCurvesPointer run = reader.runs().front();
            return std::any_of(run->series.begin(), run->series.end(),
                [points](const CurveSeriesPointer& series) { return series->size() == points; });
        },
        10000);
}
