#include "tests/weights/written_file.h"

#include <QtTest>

#include <cstring>
#include <limits>

using namespace engine;

/// Writing safetensors files: what is written comes back, and bad input leaves the former file alone.
class TstSafetensorsWriter : public QObject {
    Q_OBJECT

private slots:
    void comesBackAsItWas();
    void writesEqualBytes();
    void writesTheBytesOfTheFormat();
    void refusesInput_data();
    void refusesInput();
    void keepsTheFormerFileWhenAValueIsNotFinite();
    void keepsTheFormerFileWhenFillThrows();
};

static NamedTensor broken(const std::string& name, float value)
{
    return tensor(name, {3}, {1, 2, value});
}

void TstSafetensorsWriter::comesBackAsItWas()
{
    const Folder folder;
    const std::filesystem::path path = folder.path("all.safetensors");
    const float tiny = std::numeric_limits<float>::denorm_min();
    const float huge = std::numeric_limits<float>::max();
    const std::map<std::string, std::string> metadata = {{"alexscope.network", "alexnet"}, {"format", "pt"},
        {"", ""}, {"quotes \" and \\", "line\nend\t\x01 \x7f"}, {"\xe5\xb1\x82", "\xf0\x9f\x94\xac"},
        {"nul", std::string("a\0b", 3)}};
    const std::vector<NamedTensor> tensors = {tensor("zulu", {2, 3}, {1, -2, tiny, -huge, -0.0f, 0.1f}),
        tensor("number", {}, {42}), tensor("none", {4, 0, 2}, {}), tensor("alpha \"1\"/\xc3\xa9", {1}, {7})};
    writeSafetensors(path, metadata, tensors);

    const WeightFile file = openSafetensors(path);
    QCOMPARE(file.metadata(), metadata);
    QCOMPARE(file.entries().size(), tensors.size());
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const WeightEntry& entry = file.entries()[i];
        QCOMPARE(entry.name, tensors[i].name);
        QCOMPARE(entry.shape, tensors[i].shape);
        QCOMPARE(entry.type, WeightEntry::Type::F32);
        std::vector<float> expected(entry.size());
        tensors[i].fill(expected);
        QVERIFY(entry.size() == 0
            || std::memcmp(expected.data(), valuesOf(file, entry).data(), entry.size() * 4) == 0);
    }
    QCOMPARE(folder.names(), std::vector<std::string> {"all.safetensors"});
}

void TstSafetensorsWriter::writesEqualBytes()
{
    const Folder folder;
    const std::vector<NamedTensor> tensors = {tensor("b", {2}, {1, 2}), tensor("a", {1}, {3})};
    const std::map<std::string, std::string> metadata = {{"z", "1"}, {"a", "2"}};
    writeSafetensors(folder.path("one"), metadata, tensors);
    writeSafetensors(folder.path("two"), metadata, tensors);
    writeSafetensors(folder.path("one"), metadata, tensors);
    QVERIFY(!folder.bytes("one").isEmpty());
    QCOMPARE(folder.bytes("one"), folder.bytes("two"));
}

void TstSafetensorsWriter::writesTheBytesOfTheFormat()
{
    const Folder folder;
    writeSafetensors(folder.path("file"), {{"b", "2"}, {"a", "1"}}, {{tensor("w", {1, 1}, {1})}});
    const QByteArray header = R"({"__metadata__":{"a":"1","b":"2"},)"
                              R"("w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}})";
    QCOMPARE(header.size() % 8, 1);
    QCOMPARE(folder.bytes("file"), rawSafetensors(header + "       ", QByteArray("\0\0\x80\x3f", 4)));
    writeSafetensors(folder.path("file"), {}, {});
    QCOMPARE(folder.bytes("file"), rawSafetensors("{}      ", ""));
}

void TstSafetensorsWriter::refusesInput_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::vector<std::int64_t>>("shape");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QString>("words");
    using Shape = std::vector<std::int64_t>;
    const std::string t = "t";
    QTest::newRow("empty name") << std::string() << Shape {1} << t << "empty name";
    QTest::newRow("long name") << std::string(1024, 'n') << Shape {1} << t << "more than 1023 bytes";
    QTest::newRow("name with an escape") << std::string("\x1b[m") << Shape {1} << t << "control character";
    QTest::newRow("name that is no text") << std::string("\xff") << Shape {1} << t << "'\\xff' is not UTF-8";
    QTest::newRow("name taken") << std::string("first") << Shape {1} << t << "two tensors are called 'first'";
    QTest::newRow("name of the metadata") << std::string("__metadata__") << Shape {1} << t << "two tensors";
    QTest::newRow("negative") << t << Shape {2, -1} << t << "tensor 't' has an impossible shape";
    QTest::newRow("overflow") << t << Shape {1L << 40, 1L << 40} << t << "tensor 't' has an impossible shape";
    QTest::newRow("too many bytes") << t << Shape {1L << 62} << t << "tensor 't' has an impossible shape";
    QTest::newRow("65 dimensions") << t << Shape(65, 1) << t << "tensor 't' has an impossible shape";
    QTest::newRow("too large together") << t << Shape {(1L << 61) - 1} << t << "too large for one file";
    QTest::newRow("metadata that is no text") << t << Shape {1} << std::string("\xc3") << "is not UTF-8";
}

void TstSafetensorsWriter::refusesInput()
{
    QFETCH(std::string, name);
    QFETCH(std::vector<std::int64_t>, shape);
    QFETCH(std::string, text);
    QFETCH(QString, words);
    const Folder folder;
    const std::vector<NamedTensor> tensors = {tensor("first", {1}, {1}), tensor(name, shape, {1})};
    const QString message = refusal([&] { writeSafetensors(folder.path("x.st"), {{"key", text}}, tensors); });
    QVERIFY2(message.contains(words) && message.contains("x.st"), qPrintable(message));
    QVERIFY(folder.names().empty());
}

void TstSafetensorsWriter::keepsTheFormerFileWhenAValueIsNotFinite()
{
    const Folder folder;
    const QByteArray bytes = putFormer(folder);
    const float inf = std::numeric_limits<float>::infinity();
    for (const float value : {inf, -inf, std::numeric_limits<float>::quiet_NaN()}) {
        const std::vector<NamedTensor> tensors = {tensor("good", {1}, {1}), broken("bad", value)};
        const QString message = refusal([&] { writeSafetensors(folder.path(former), {}, tensors); });
        QVERIFY2(message.contains("was not written: value 2 of tensor 'bad'"), qPrintable(message));
        QVERIFY(holdsOnlyFormer(folder, bytes));
    }
    const NamedTensor forgotten = {"gap", {5}, [](std::span<float> out) { out[0] = 1; }};
    const QString message = refusal([&] { writeSafetensors(folder.path(former), {}, {{forgotten}}); });
    QVERIFY2(message.contains("value 1 of tensor 'gap'"), qPrintable(message));
    QVERIFY(holdsOnlyFormer(folder, bytes));
}

void TstSafetensorsWriter::keepsTheFormerFileWhenFillThrows()
{
    const Folder folder;
    const QByteArray bytes = putFormer(folder);
    const NamedTensor lost
        = {"w", {1}, [](std::span<float>) { throw DeviceLostError("the device is lost"); }};
    QVERIFY_EXCEPTION_THROWN(writeSafetensors(folder.path(former), {}, {{lost}}), DeviceLostError);
    QVERIFY(holdsOnlyFormer(folder, bytes));
}

QObject* makeTstSafetensorsWriter()
{
    return new TstSafetensorsWriter;
}

#include "tst_safetensors_writer.moc"
