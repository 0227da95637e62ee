#include "tests/weights/raw_file.h"

#include <QtTest>

#include <cstring>
#include <limits>

using namespace engine;

/// Values of weight files: every stored type becomes the right float, and none that is not finite gets
/// through.
class TstWeightFile : public QObject {
    Q_OBJECT

private slots:
    void convertsKnownValues_data();
    void convertsKnownValues();
    void readsUnalignedValues();
    void refusesValues_data();
    void refusesValues();
    void refusesOtherTypesOnlyWhenRead();
    void refusesTheWrongRoom();
    void refusesAShortenedFile();
};

/// The values' bytes, little endian as on every machine this runs on.
template <class Value>
static QByteArray stored(std::initializer_list<Value> values)
{
    return QByteArray(
        reinterpret_cast<const char*>(values.begin()), qsizetype(values.size() * sizeof(Value)));
}

using Floats = QList<float>;

void TstWeightFile::convertsKnownValues_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Floats>("expected");
    const auto row = [](const char* name, const char* type, const QByteArray& data, const Floats& expected) {
        QTest::newRow(name) << rawTensor(type, qPrintable(QString("[%1]").arg(expected.size())), data)
                            << expected;
    };
    const float tiny = std::numeric_limits<float>::denorm_min();
    const float huge = std::numeric_limits<float>::max();
    row("F32", "F32", stored<float>({1.5f, -0.0f, tiny, -huge}), {1.5f, -0.0f, tiny, -huge});
    row("F16", "F16", stored<std::uint16_t>({0x3c00, 0xc000, 0x7bff, 0xfbff, 0x3555}),
        {1, -2, 65504, -65504, 0.333251953125f});
    row("F16 near zero", "F16", stored<std::uint16_t>({0x0000, 0x8000, 0x0001, 0x8001, 0x03ff, 0x0400}),
        {0, -0.0f, 0x1p-24f, -0x1p-24f, 0x3ffp-24f, 0x1p-14f});
    row("BF16", "BF16", stored<std::uint16_t>({0x3f80, 0xc000, 0x7f7f, 0x0001, 0x8000}),
        {1, -2, 0x1.fep127f, 0x1p-133f, -0.0f});
    row("F64", "F64", stored<double>({0.1, -3, 0x1p-149, 1e-300, double(huge)}), {0.1f, -3, tiny, 0, huge});
}

void TstWeightFile::convertsKnownValues()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Floats, expected);
    const Folder folder;
    const WeightFile file = openSafetensors(folder.put("values.safetensors", bytes));
    const std::vector<float> values = valuesOf(file, file.entries().front());
    QCOMPARE(qsizetype(values.size()), expected.size());
    QVERIFY(std::memcmp(values.data(), expected.data(), values.size() * sizeof(float)) == 0);
}

void TstWeightFile::readsUnalignedValues()
{
    const Folder folder;
    const QByteArray header = R"({"odd":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                              R"("f":{"dtype":"F32","shape":[2],"data_offsets":[1,9]},)"
                              R"("d":{"dtype":"F64","shape":[1],"data_offsets":[9,17]}})";
    const QByteArray data = "!" + stored<float>({1.25f, -7}) + stored<double>({0.5});
    for (int padding = 0; padding < 8; ++padding) {
        const QByteArray bytes = rawSafetensors(header + QByteArray(padding, ' '), data);
        const WeightFile file = openSafetensors(folder.put("unaligned", bytes));
        QCOMPARE(valuesOf(file, *file.find("f")), (std::vector<float> {1.25f, -7}));
        QCOMPARE(valuesOf(file, *file.find("d")), std::vector<float> {0.5f});
    }
}

void TstWeightFile::refusesValues_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const float inf = std::numeric_limits<float>::infinity();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto row = [](const char* name, const char* type, const QByteArray& data) {
        QTest::newRow(name) << rawTensor(type, "[3]", data);
    };
    row("F32 infinity", "F32", stored<float>({0, 1, inf}));
    row("F32 minus infinity", "F32", stored<float>({0, 1, -inf}));
    row("F32 NaN", "F32", stored<float>({0, 1, nan}));
    row("F32 signalling NaN", "F32", stored<std::uint32_t>({0, 0, 0xff800001}));
    row("F16 infinity", "F16", stored<std::uint16_t>({0, 0, 0x7c00}));
    row("F16 minus infinity", "F16", stored<std::uint16_t>({0, 0, 0xfc00}));
    row("F16 NaN", "F16", stored<std::uint16_t>({0, 0, 0x7c01}));
    row("BF16 infinity", "BF16", stored<std::uint16_t>({0, 0, 0xff80}));
    row("BF16 NaN", "BF16", stored<std::uint16_t>({0, 0, 0x7fc0}));
    row("F64 infinity", "F64", stored<double>({0, 0, double(-inf)}));
    row("F64 NaN", "F64", stored<double>({0, 0, double(nan)}));
    row("F64 beyond float", "F64", stored<double>({0, 0, 1e39}));
}

void TstWeightFile::refusesValues()
{
    QFETCH(QByteArray, bytes);
    const Folder folder;
    const WeightFile file = openSafetensors(folder.put("nan.safetensors", bytes));
    const QString message = refusal([&] { valuesOf(file, file.entries().front()); });
    QVERIFY2(message.contains("nan.safetensors: tensor 't' is damaged: value 2 of 3"), qPrintable(message));
}

void TstWeightFile::refusesOtherTypesOnlyWhenRead()
{
    const Folder folder;
    const WeightFile file
        = openSafetensors(folder.put("steps.safetensors", rawTensor("I64", "[1]", "12345678")));
    const QString message = refusal([&] { valuesOf(file, file.entries().front()); });
    QVERIFY2(message.contains("steps.safetensors: tensor 't' is of type I64"), qPrintable(message));
}

void TstWeightFile::refusesTheWrongRoom()
{
    const Folder folder;
    const WeightFile file = openSafetensors(folder.put("two", rawTensor("F16", "[2]", "1234")));
    std::vector<float> room(3);
    const QString message = refusal([&] { file.read(file.entries().front(), room); });
    QVERIFY2(message.contains("tensor 't' holds 2 values, not 3"), qPrintable(message));
}

void TstWeightFile::refusesAShortenedFile()
{
    const Folder folder;
    const QByteArray data(1 << 20, '\0');
    const std::filesystem::path path = folder.put("short.safetensors", rawTensor("F32", "[512,512]", data));
    const WeightFile file = openSafetensors(path);
    std::filesystem::resize_file(path, 100);
    const QString message = refusal([&] { valuesOf(file, file.entries().front()); });
    QVERIFY2(message.contains("short.safetensors has changed its size"), qPrintable(message));
}

QObject* makeTstWeightFile()
{
    return new TstWeightFile;
}

#include "tst_weight_file.moc"
