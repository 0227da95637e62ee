#include "tests/weights/raw_file.h"

#include <QtTest>

#include <random>

using namespace engine;

/// Damaged safetensors files: whatever happened to the bytes, they are read or refused.
class TstSafetensorsDamage : public QObject {
    Q_OBJECT

private slots:
    void refusesEveryTruncation();
    void survivesMutations();
};

/// A small file of every readable type, with metadata.
static QByteArray specimen()
{
    return rawSafetensors(R"({"__metadata__":{"alexscope.network":"x"},)"
                          R"("conv1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
                          R"("conv1.bias":{"dtype":"F16","shape":[3],"data_offsets":[16,22]},)"
                          R"("fc":{"dtype":"BF16","shape":[1],"data_offsets":[22,24]},)"
                          R"("scale":{"dtype":"F64","shape":[],"data_offsets":[24,32]},)"
                          R"("steps":{"dtype":"I32","shape":[1],"data_offsets":[32,36]}}   )",
        QByteArray(36, '\x3c'));
}

void TstSafetensorsDamage::refusesEveryTruncation()
{
    const Folder folder;
    const QByteArray whole = specimen();
    QVERIFY(refusal([&] { openSafetensors(folder.put("whole", whole)); }).isEmpty());
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const std::filesystem::path path = folder.put("cut", whole.left(length));
        const QString message = refusal([&] { openSafetensors(path); });
        QVERIFY2(message.startsWith(QString::fromStdString(path.string())),
            qPrintable(QString("at %1: %2").arg(length).arg(message)));
    }
}

static QByteArray mutated(QByteArray bytes, std::mt19937& random)
{
    static const QByteArray tokens[] = {"{", "}", "[", "]", ",", ":", "\"", "0", "9", "-1", "4294967296",
        "null", "18446744073709551615", "\"F64\"", "\"shape\":", "\\u0000", "\xff"};
    const int changes = 1 + int(random() % 2);
    for (int change = 0; change < changes; ++change) {
        const qsizetype place = qsizetype(random() % std::size_t(bytes.size()));
        const qsizetype length = qsizetype(random() % 12);
        switch (random() % 6) {
        case 0:
            bytes[place] = char(random());
            break;
        case 1:
            bytes[place] = char(bytes[place] ^ (1 << random() % 8));
            break;
        case 2:
            bytes.remove(place, qMin(length, bytes.size() - 1));
            break;
        case 3:
            bytes.insert(place, bytes.mid(qsizetype(random() % std::size_t(bytes.size())), length));
            break;
        case 4:
            bytes.replace(place, length, tokens[random() % std::size(tokens)]);
            break;
        default:
            bytes[place] = char('0' + random() % 10);
        }
        if (bytes.isEmpty())
            bytes = "0";
    }
    // Otherwise most files would be refused for the length of their header, and nothing else would be tried.
    if (random() % 2 == 0 && bytes.size() > 40) {
        const qsizetype end = bytes.indexOf("}}") + 2;
        bytes = rawSafetensors(bytes.mid(8, end - 8), bytes.mid(end));
    }
    return bytes;
}

void TstSafetensorsDamage::survivesMutations()
{
    const Folder folder;
    std::mt19937 random(2012);
    int opened = 0;
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::filesystem::path path = folder.put("mutated", mutated(specimen(), random));
        try {
            const WeightFile file = openSafetensors(path);
            ++opened;
            for (const WeightEntry& entry : file.entries())
                valuesOf(file, entry);
        } catch (const Error&) {
            ++refused;
        }
    }
    QVERIFY2(
        opened > 100 && refused > 100, qPrintable(QString("%1 opened, %2 refused").arg(opened).arg(refused)));
}

QObject* makeTstSafetensorsDamage()
{
    return new TstSafetensorsDamage;
}

#include "tst_safetensors_damage.moc"
