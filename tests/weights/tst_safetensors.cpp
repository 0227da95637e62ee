#include "tests/weights/raw_file.h"

#include <QtTest>

using namespace engine;

/// Reading safetensors files: what is accepted, and that everything else is refused with words that say why.
class TstSafetensors : public QObject {
    Q_OBJECT

private slots:
    void acceptsWhatTheFormatAllows_data();
    void acceptsWhatTheFormatAllows();
    void entriesSayWhatTheHeaderSays();
    void refuses_data();
    void refuses();
};

/// The header of one F32 tensor of one value with some of its text replaced.
static QByteArray altered(const char* before, const QByteArray& after)
{
    const QByteArray header = R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    Q_ASSERT(header.count(before) == 1);
    return QByteArray(header).replace(before, after);
}

static QByteArray twoTensors(const char* first, const char* second)
{
    return QByteArray(R"({"a":{"dtype":"U8","shape":)") + first + R"(},"b":{"dtype":"U8","shape":)" + second
        + "}}";
}

void TstSafetensors::acceptsWhatTheFormatAllows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("tensors");
    const auto row = [](const char* name, const QByteArray& header, int tensors, qsizetype size = 4) {
        QTest::newRow(name) << rawSafetensors(header, QByteArray(size, '\0')) << tensors;
    };
    row("plain", altered("\"t\"", "\"t\""), 1);
    row("no tensors", "{}", 0, 0);
    row("no tensors but metadata", R"({"__metadata__":{"framework":"pt"}})", 0, 0);
    row("padded with spaces", altered("}}", "}}          "), 1);
    row("white space between tokens", altered(":[1],", " : [ 1 ] ,\r\n\t"), 1);
    row("name of 1023 bytes", altered("\"t\"", '"' + QByteArray(1023, 'n') + '"'), 1);
    row("name in other scripts", altered("\"t\"", "\"s\xc3\xa9rie/\xe5\xb1\x82.\xf0\x9f\x94\xac\""), 1);
    row("name that looks like a path", altered("\"t\"", "\"../../etc/passwd\""), 1);
    row("single number", altered("[1]", "[]"), 1);
    row("64 dimensions", altered("[1]", "[1" + QByteArray(",1").repeated(63) + "]"), 1);
    row("tensor without values", altered("[1]", "[7,0,3]").replace("[0,4]", "[0,0]"), 1, 0);
    row("any order in the header", twoTensors(R"([1],"data_offsets":[3,4])", R"([3],"data_offsets":[0,3])"),
        2);
    row("empty tensor between others",
        twoTensors(R"([4],"data_offsets":[0,4])", R"([0],"data_offsets":[4,4])"), 2);
    row("half bytes that fill whole ones", altered("F32", "F4").replace("[1]", "[8]"), 1);
    row("empty metadata", altered("{\"t\"", R"({"__metadata__":{},"t")"), 1);
    for (const char* type : {"I64", "F64", "C64", "U64"})
        row(type, altered("F32", type).replace("[0,4]", "[0,8]"), 1, 8);
    for (const char* type : {"BF16", "F16", "I16", "U16"})
        row(type, altered("F32", type).replace("[0,4]", "[0,2]"), 1, 2);
    for (const char* type :
        {"BOOL", "I8", "U8", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"})
        row(type, altered("F32", type).replace("[0,4]", "[0,1]"), 1, 1);
}

void TstSafetensors::acceptsWhatTheFormatAllows()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, tensors);
    const Folder folder;
    const WeightFile file = openSafetensors(folder.put("good.safetensors", bytes));
    QCOMPARE(int(file.entries().size()), tensors);
}

void TstSafetensors::entriesSayWhatTheHeaderSays()
{
    const Folder folder;
    const QByteArray header = R"({"__metadata__":{"a":"1","\u00e9":"\"\\\n"},)"
                              R"("late":{"data_offsets":[2,10],"shape":[2,1],"dtype":"I32"},)"
                              R"("early":{"dtype":"F16","shape":[],"data_offsets":[0,2]}})";
    const std::filesystem::path path
        = folder.put("entries.safetensors", rawSafetensors(header, "0123456789"));
    WeightFile opened = openSafetensors(path);
    const WeightFile file = std::move(opened);
    QCOMPARE(file.path(), path);
    QCOMPARE(file.metadata(), (std::map<std::string, std::string> {{"a", "1"}, {"\xc3\xa9", "\"\\\n"}}));
    QCOMPARE(int(file.entries().size()), 2);

    const WeightEntry& early = file.entries()[0];
    QCOMPARE(early.name, std::string("early"));
    QCOMPARE(early.type, WeightEntry::Type::F16);
    QVERIFY(early.shape.empty());
    QCOMPARE(early.size(), std::size_t(1));
    QCOMPARE(early.shapeText(), std::string("a single number"));
    QCOMPARE(early.bytes[0], std::uint8_t('0'));

    const WeightEntry* late = file.find("late");
    QCOMPARE(late, &file.entries()[1]);
    QCOMPARE(late->type, WeightEntry::Type::Other);
    QCOMPARE(late->typeName, std::string("I32"));
    QCOMPARE(late->shape, (std::vector<std::int64_t> {2, 1}));
    QCOMPARE(late->shapeText(), std::string("2x1"));
    QCOMPARE(late->bytes.size(), std::size_t(8));
    QCOMPARE(late->bytes[0], std::uint8_t('2'));
    QVERIFY(!file.find("middle"));
}

void TstSafetensors::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    const auto raw = [](const char* name, const QByteArray& bytes, const char* words) {
        QTest::newRow(name) << bytes << words;
    };
    const auto row = [](const char* name, const QByteArray& header, const char* words, qsizetype size = 4) {
        QTest::newRow(name) << rawSafetensors(header, QByteArray(size, '\0')) << words;
    };
    const QByteArray deep(1'000'000, '[');

    raw("nothing", "", "shorter than 8 bytes");
    raw("seven bytes", "\1\0\0\0\0\0", "shorter than 8 bytes");
    raw("header of 2^64-1 bytes", QByteArray(8, '\xff') + "{}",
        "header is said to be 18446744073709551615 bytes");
    raw("header of 100,000,001 bytes", QByteArray::fromHex("01e1f50500000000") + "{}", "at most 100000000");
    raw("header longer than the file", QByteArray::fromHex("0300000000000000") + "{}", "only 2 follow");
    raw("length alone", QByteArray::fromHex("0200000000000000"), "only 0 follow");

    row("empty header", "", "the header is empty");
    row("header that begins with a space", " {}", "does not begin with '{'");
    row("header that begins with a byte order mark", "\xef\xbb\xbf{}", "does not begin with '{'");
    row("array for header", "[]", "does not begin with '{'");
    row("invalid UTF-8", "{\"\xff\":1}", "not UTF-8 text at its byte 2");
    row("overlong UTF-8", "{\"\xc0\xaf\":1}", "not UTF-8 text at its byte 2");
    row("surrogate in UTF-8", "{\"\xed\xa0\x80\":1}", "not UTF-8 text at its byte 2");
    row("beyond Unicode", "{\"\xf4\x90\x80\x80\":1}", "not UTF-8 text at its byte 2");
    row("cut UTF-8", "{\"\xf0\x9f\x94", "not UTF-8 text at its byte 2");
    row("half a surrogate pair", R"({"\ud83d":1})", "not valid JSON");
    row("text hidden behind a NUL", QByteArray("{}\0{\"x\":1}", 10), "NUL byte at its byte 2", 0);
    row("not closed", R"({"t":{)", "not valid JSON");
    row("text after the object", "{} {}", "not valid JSON", 0);
    row("comment", "{/*x*/}", "not valid JSON", 0);
    row("comma at the end", altered("]}}", "]},}"), "not valid JSON");
    row("number beyond double", altered("[1]", "[1e999]"), "not valid JSON");

    row("same tensor twice",
        altered("{\"t\"", R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t")"), "names 't' twice");
    row("same tensor in other letters",
        altered("{\"t\"", R"({"\u0074":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t")"),
        "names 't' twice");
    row("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", "names '__metadata__' twice", 0);
    row("same text twice", R"({"__metadata__":{"k":"1","k":"2"}})", "__metadata__ names 'k' twice", 0);
    row("dtype twice", altered("}}", R"(,"dtype":"F16"}})"), "tensor 't' has the key 'dtype' twice");
    row("shape twice", altered("}}", R"(,"shape":[1]}})"), "tensor 't' has the key 'shape' twice");
    row("offsets twice", altered("}}", R"(,"data_offsets":[0,4]}})"), "has the key 'data_offsets' twice");

    row("metadata null", R"({"__metadata__":null})", "entry of '__metadata__' must be a JSON object", 0);
    row("metadata with a number", R"({"__metadata__":{"epoch":3}})", "hold texts only, but 'epoch' is not",
        0);
    row("metadata with an object", R"({"__metadata__":{"k":{}}})", "hold texts only, but 'k' is not", 0);
    row("metadata deep", "{\"__metadata__\":{\"k\":" + deep, "hold texts only", 0);
    row("tensor called metadata", altered("\"t\"", "\"__metadata__\""), "but 'shape' is not a text");
    row("tensor that is a list", R"({"t":[]})", "entry of 't' must be a JSON object");
    row("tensor that is a list, deep", "{\"t\":" + deep, "entry of 't' must be a JSON object");
    row("tensor that is a text", R"({"t":"F32"})", "entry of 't' must be a JSON object");
    row("empty name", altered("\"t\"", "\"\""), "a tensor has an empty name");
    row("name of 1024 bytes", altered("\"t\"", '"' + QByteArray(1024, 'n') + '"'),
        "name of more than 1023 bytes");
    row("name with a NUL", altered("\"t\"", R"("a\u0000b")"), "'a\\x00b' has a control character");
    row("name that moves the cursor", altered("\"t\"", R"("\u001b[2J")"),
        "'\\x1b[2J' has a control character");
    row("unknown key", altered("}}", R"(,"strides":[1]}})"), "tensor 't' has an unknown key 'strides'");

    row("no dtype", altered(R"("dtype":"F32",)", ""), "tensor 't' has no dtype");
    row("no shape", altered(R"("shape":[1],)", ""), "tensor 't' has no shape");
    row("no offsets", altered(R"(,"data_offsets":[0,4])", ""), "tensor 't' has no data_offsets");
    row("empty tensor object", R"({"t":{}})", "tensor 't' has no dtype");
    row("unknown dtype", altered("F32", "F31"), "tensor 't' is of the unknown type 'F31'");
    row("dtype in small letters", altered("F32", "f32"), "unknown type 'f32'");
    row("dtype that is a number", altered("\"F32\"", "32"), "dtype of tensor 't' must be a text");
    row("shape that is a number", altered("[1]", "1"), "shape of tensor 't' must be a list of whole numbers");
    row("shape null", altered("[1]", "null"), "shape of tensor 't' must be a list of whole numbers");
    row("shape true", altered("[1]", "[true]"), "shape of tensor 't' must be a list of whole numbers");
    row("negative shape", altered("[1]", "[-1]"), "shape of tensor 't' must be a list of whole numbers");
    row("negative shape twice", altered("[1]", "[-1,-1]"),
        "shape of tensor 't' must be a list of whole numbers");
    row("fraction for shape", altered("[1]", "[1.0]"), "shape of tensor 't' must be a list of whole numbers");
    row("shape beyond 64 bits", altered("[1]", "[18446744073709551616]"), "must be a list of whole numbers");
    row("text in the shape", altered("[1]", "[\"1\"]"),
        "shape of tensor 't' must be a list of whole numbers");
    row("nested shape", altered("[1]", "[[1]]"), "shape of tensor 't' must be a list of whole numbers");
    row("shape nested deep", altered("[1]", deep), "shape of tensor 't' must be a list of whole numbers");
    row("65 dimensions", altered("[1]", "[1" + QByteArray(",1").repeated(64) + "]"),
        "more than 64 dimensions");
    row("shape that overflows to 1", altered("[1]", "[4294967297,4294967297,4294967297]"), "beyond 64 bits");
    row("shape that overflows to 0", altered("[1]", "[4294967296,4294967296,4]"), "beyond 64 bits");
    row("bytes that overflow", altered("[1]", "[4611686018427387905]"), "beyond 64 bits");
    row("one extent too large", altered("[1]", "[0,9223372036854775808]"), "beyond 64 bits");
    row("half bytes left over", altered("F32", "F4").replace("[1]", "[7]"), "does not fill whole bytes");

    row("one offset", altered("[0,4]", "[0]"), "data_offsets of tensor 't' must be two numbers");
    row("three offsets", altered("[0,4]", "[0,4,8]"), "data_offsets of tensor 't' must be two numbers");
    row("negative offset", altered("[0,4]", "[-4,0]"), "data_offsets of tensor 't' must be a list of whole");
    row("offsets of text", altered("[0,4]", "\"04\""), "data_offsets of tensor 't' must be a list of whole");
    row("end before begin", altered("[0,4]", "[4,0]"), "tensor 't' ends at 0, before it begins at 4");
    row("end before begin, overflow", altered("[0,4]", "[18446744073709551612,0]"), "before it begins");
    row("end beyond the file", altered("[0,4]", "[4,8]"), "ends at 8, but the file has only 4 bytes");
    row("end far beyond the file", altered("[1]", "[100000000]").replace("[0,4]", "[0,400000000]"),
        "has only 4");
    row("begin at the end of memory", altered("[0,4]", "[18446744073709551611,18446744073709551615]"),
        "has only 4");
    row("too many bytes", altered("[0,4]", "[0,8]"), "occupies 8 bytes, but 1 of F32 needs 4", 8);
    row("too few bytes", altered("[1]", "[2]"), "occupies 4 bytes, but 2 of F32 needs 8");
    row("bytes for no values", altered("[1]", "[0]"), "occupies 4 bytes, but 0 of F32 needs 0");
    row("hole at the front", altered("[0,4]", "[4,8]"), "4 bytes before tensor 't' belong to no tensor", 8);
    row("hole in the middle", twoTensors(R"([1],"data_offsets":[0,1])", R"([2],"data_offsets":[2,4])"),
        "1 bytes before tensor 'b' belong to no tensor");
    row("bytes at the end", altered("[0,4]", "[0,4]"), "the last 3 bytes belong to no tensor", 7);
    row("bytes but no tensors", "{}", "the last 4 bytes belong to no tensor");
    row("overlap", twoTensors(R"([3],"data_offsets":[0,3])", R"([2],"data_offsets":[2,4])"),
        "tensor 'b' overlaps the one before it by 1 bytes");
    row("same bytes twice", twoTensors(R"([4],"data_offsets":[0,4])", R"([4],"data_offsets":[0,4])"),
        "overlaps");
    row("empty tensor inside another",
        twoTensors(R"([4],"data_offsets":[0,4])", R"([0],"data_offsets":[2,2])"), "overlaps");

    QByteArray crowd = "{";
    for (int i = 0; i <= 100'000; ++i)
        crowd += '"' + QByteArray::number(i) + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},)";
    row("100,001 tensors", crowd.chopped(1) + "}", "more than 100000 tensors", 0);
}

void TstSafetensors::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    const Folder folder;
    const std::filesystem::path path = folder.put("bad.safetensors", bytes);
    const QString message = refusal([&] { openSafetensors(path); });
    QVERIFY2(message.contains(words), qPrintable("said: " + message));
    QVERIFY2(message.startsWith(QString::fromStdString(path.string())), qPrintable(message));
    QVERIFY2(!message.contains('\n') && message.size() < 400, qPrintable(message));
}

QObject* makeTstSafetensors()
{
    return new TstSafetensors;
}

#include "tst_safetensors.moc"
