#include "engine/run/event_file.h"

#include "tests/weights/raw_file.h"

#include <QDateTime>
#include <QtTest>

#include <cstring>

using namespace engine;

/// The file is read here by what TensorFlow's documentation says of it: no code is shared with the writer.
class TstEventFile : public QObject {
    Q_OBJECT
private slots:
    void computesTheChecksumOfTheStandard();
    void writesEventsAsTensorBoardReadsThem();
    void cutsWhatIsComputedAgain();
    void cutsWhatWasNotWrittenToItsEnd();
};

namespace {

/// CRC-32C bit by bit, masked as TensorFlow's crc32c::Mask.
std::uint32_t checksum(const QByteArray& bytes)
{
    std::uint32_t sum = ~0u;
    for (const char byte : bytes) {
        sum ^= std::uint8_t(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ (sum & 1 ? 0x82F63B78u : 0);
    }
    return ~sum;
}

std::uint32_t masked(std::uint32_t sum) { return ((sum >> 15) | (sum << 17)) + 0xA282EAD8u; }

template <class Number>
Number numberAt(const QByteArray& bytes, qsizetype place)
{
    Number number {};
    std::memcpy(&number, bytes.constData() + place, sizeof number);
    return number;
}

/// The messages of a file; empty when a checksum is wrong or the file does not end with an event.
QList<QByteArray> messages(const QByteArray& file)
{
    QList<QByteArray> list;
    for (qsizetype place = 0; place < file.size();) {
        if (file.size() - place < 16
            || numberAt<std::uint32_t>(file, place + 8) != masked(checksum(file.mid(place, 8))))
            return {};
        const auto length = qsizetype(numberAt<std::uint64_t>(file, place));
        const QByteArray message = file.mid(place + 12, length);
        if (message.size() < length
            || numberAt<std::uint32_t>(file, place + 12 + length) != masked(checksum(message)))
            return {};
        list << message;
        place += 16 + length;
    }
    return list;
}

const char* const name = "events.out.tfevents.alexscope";

/// A file with points at steps 1 to 4.
QByteArray write(const Folder& folder)
{
    EventFile file(folder.path(name), 0);
    for (const std::int64_t step : {1, 2, 3, 4})
        file.add(step, {{"Loss/train", 2.5}, {"Rate", 0.01}});
    return folder.bytes(name);
}

}

void TstEventFile::computesTheChecksumOfTheStandard()
{
    QCOMPARE(checksum("123456789"), 0xE3069283u); // RFC 3720, and every list of checksums
}

void TstEventFile::writesEventsAsTensorBoardReadsThem()
{
    const Folder folder;
    const QList<QByteArray> list = messages(write(folder));
    QCOMPARE(list.size(), 5);
    // Field 1, 8 bytes: seconds; field 2, varint: the step, left out when 0; field 3, text: the version.
    QCOMPARE(list[0].left(1).toHex(), QByteArray("09"));
    QCOMPARE(list[0].mid(9),
        QByteArray("\x1a\x0d"
                   "brain.Event:2"));
    const double now = double(QDateTime::currentSecsSinceEpoch());
    QVERIFY(std::abs(numberAt<double>(list[0], 1) - now) < 100);
    // Field 5: the summary, of field 1: values, of field 1: tag, and field 2: a float.
    QByteArray loss("\x0d\x00\x00\x20\x40", 5), rate(5, '\x0d');
    loss = "\x0a\x0aLoss/train" + loss.replace(0, 1, "\x15");
    const float hundredth = 0.01f;
    std::memcpy(rate.data() + 1, &hundredth, 4);
    rate = "\x0a\x04Rate" + rate.replace(0, 1, "\x15");
    QByteArray summary
        = "\x0a" + QByteArray(1, char(loss.size())) + loss + "\x0a" + QByteArray(1, char(rate.size())) + rate;
    QCOMPARE(list[3].mid(9), "\x10\x03\x2a" + QByteArray(1, char(summary.size())) + summary);
}

void TstEventFile::cutsWhatIsComputedAgain()
{
    const Folder folder;
    const QByteArray whole = write(folder);
    for (const int step : {4, 3, 2, 0}) {
        EventFile(folder.path(name), step);
        QCOMPARE(messages(folder.bytes(name)).size(), step + 1);
        QVERIFY(whole.startsWith(folder.bytes(name)));
    }
    EventFile(folder.path(name), 0).add(1, {{"Rate", 1}});
    QCOMPARE(messages(folder.bytes(name)).size(), 2);
}

void TstEventFile::cutsWhatWasNotWrittenToItsEnd()
{
    const Folder folder;
    const QByteArray whole = write(folder);
    for (const int missing : {1, 4, 20, 40}) {
        folder.put(name, whole.chopped(missing));
        EventFile(folder.path(name), 4).add(4, {{"Rate", 1}});
        QCOMPARE(messages(folder.bytes(name)).size(), 5);
    }
    QByteArray damaged = whole;
    damaged[damaged.size() - 6] = char(damaged[damaged.size() - 6] ^ 1);
    folder.put(name, damaged);
    EventFile(folder.path(name), 4);
    QCOMPARE(messages(folder.bytes(name)).size(), 4);
    folder.put(name, "something else");
    EventFile(folder.path(name), 4);
    QCOMPARE(messages(folder.bytes(name)).size(), 1);
}

QObject* makeTstEventFile() { return new TstEventFile; }
#include "tst_event_file.moc"
