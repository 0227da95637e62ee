#include "tests/weights/torch_writer.h"

#include "engine/weights/weights.h"

#include <QtTest>

#include <limits>

using namespace engine;
using namespace pickle;

/// PyTorch files: what state dicts and checkpoints hold is read exactly, and tensors that contradict their
/// bytes are refused.
class TstTorch : public QObject {
    Q_OBJECT

private slots:
    void readsEveryType();
    void readsDictionariesOfTensors_data();
    void readsDictionariesOfTensors();
    void readsViewsOfOneStorage();
    void refuses_data();
    void refuses();
    void refusesNaN();
    void refusesOldFormats_data();
    void refusesOldFormats();
};

void TstTorch::readsEveryType()
{
    const Folder folder;
    const QByteArray value = dictionary({
        text("f32"), tensor(storage("FloatStorage", "0", 6), 0, {2, 3}, {3, 1}), //
        text("f16"), tensor(storage("HalfStorage", "1", 2), 0, {2}, {1}), //
        text("bf16"), tensor(storage("BFloat16Storage", "2", 1), 0, {1, 1}, {7, 9}), //
        text("f64"), tensor(storage("DoubleStorage", "3", 1), 0, {}, {}), //
        text("i64"), tensor(storage("LongStorage", "4", 1), 0, {1}, {1}), //
        text("i32"), tensor(storage("IntStorage", "5", 0), 0, {0, 4}, {4, 1}), //
    });
    const WeightFile file = openWeights(putTorch(folder, "types.bin", value,
        {valueBytes<float>({1, -2, 3.5f, 0, 5, 6}), valueBytes<quint16>({0x3c00, 0xc000}),
            valueBytes<quint16>({0x3f80}), valueBytes<double>({0.1}), valueBytes<qint64>({7}), ""}));
    QCOMPARE(int(file.entries().size()), 6);
    QCOMPARE(valuesOf(file, *file.find("f32")), (std::vector<float> {1, -2, 3.5f, 0, 5, 6}));
    QCOMPARE(file.find("f32")->shapeText(), std::string("2x3"));
    QCOMPARE(valuesOf(file, *file.find("f16")), (std::vector<float> {1, -2}));
    QCOMPARE(valuesOf(file, *file.find("bf16")), std::vector<float> {1});
    QCOMPARE(valuesOf(file, *file.find("f64")), std::vector<float> {0.1f});
    QVERIFY(file.find("i64")->type == WeightEntry::Type::Other);
    QCOMPARE(file.find("i32")->typeName, std::string("I32"));
    QCOMPARE(file.find("i32")->size(), std::size_t(0));
}

using Names = QList<QByteArray>;

void TstTorch::readsDictionariesOfTensors_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Names>("names");
    const QByteArray vector = floatVector("0", 2);
    const QByteArray state = dictionary({text("a"), vector, text("b"), vector});
    const QByteArray others = text("epoch") + "K\x07" + text("lr") + 'G' + QByteArray(8, '\1') + text("best")
        + 'N' + text("losses") + "](K\1K\2e";
    const QByteArray metadata = "}" + text("_metadata") + orderedDict() + "sb";
    QTest::newRow("state dict") << state << Names {"a", "b"};
    QTest::newRow("plain dict") << "}" + text("a") + vector + 's' << Names {"a"};
    QTest::newRow("with versions of modules") << state + metadata << Names {"a", "b"};
    QTest::newRow("checkpoint") << "}(" + others + text("state_dict") + state + 'u' << Names {"a", "b"};
    QTest::newRow("training") << "}(" + text("model_state_dict") + state + others + 'u' << Names {"a", "b"};
    QTest::newRow("DataParallel") << dictionary({text("module.a"), vector, text("module.module.b"), vector})
                                  << Names {"a", "module.b"};
    QTest::newRow("a layer called module")
        << dictionary({text("module.a"), vector, text("b"), vector}) << Names {"module.a", "b"};
    QTest::newRow("parameters") << dictionary(
        {text("a"), call(global("torch._utils", "_rebuild_parameter"), {vector, "\x88", orderedDict()})})
                                << Names {"a"};
    QTest::newRow("remembered values") << "}q\x01" + text("a") + vector + 'r' + raw(quint32(70000)) + 's'
            + text("b") + 'j' + raw(quint32(70000))
            + 's' << Names {"a", "b"};
}

void TstTorch::readsDictionariesOfTensors()
{
    QFETCH(QByteArray, value);
    QFETCH(Names, names);
    const Folder folder;
    const WeightFile file = openTorch(putTorch(folder, "f.pth", value, {valueBytes<float>({1, 2})}));
    QCOMPARE(int(file.entries().size()), int(names.size()));
    for (const QByteArray& name : names)
        QCOMPARE(valuesOf(file, *file.find(name.toStdString())), (std::vector<float> {1, 2}));
}

void TstTorch::readsViewsOfOneStorage()
{
    const Folder folder;
    const QByteArray stored = storage("FloatStorage", "0", 6);
    const QByteArray value = dictionary(
        {text("late"), tensor(stored, 4, {2}, {1}), text("early"), tensor(stored, 1, {3, 1}, {1, 5})});
    const WeightFile file
        = openTorch(putTorch(folder, "views.pth", value, {valueBytes<float>({0, 1, 2, 3, 4, 5})}));
    QCOMPARE(file.entries().front().name, std::string("early"));
    QCOMPARE(valuesOf(file, *file.find("early")), (std::vector<float> {1, 2, 3}));
    QCOMPARE(valuesOf(file, *file.find("late")), (std::vector<float> {4, 5}));
}

void TstTorch::refuses_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QByteArray& value, const char* expected) {
        QTest::newRow(name) << value << expected;
    };
    const auto of = [](const QByteArray& value) { return dictionary({text("t"), value}); };
    const QByteArray four = storage("FloatStorage", "0", 4); // as many as there are
    const qint64 large = std::numeric_limits<qint64>::max();
    row("more values than stored", of(tensor(storage("FloatStorage", "0", 5), 0, {4}, {1})),
        "storage '0' is said to hold 5 values of F32, but its entry has 16 bytes");
    row("fewer values than stored", of(tensor(storage("FloatStorage", "0", 3), 0, {3}, {1})),
        "said to hold 3");
    row("negative number of values", of(tensor(storage("FloatStorage", "0", -4), 0, {4}, {1})),
        "said to hold -4");
    row("number that overflows", of(tensor(storage("FloatStorage", "0", (qint64(1) << 62) + 4), 0, {4}, {1})),
        "said to hold 4611686018427387908");
    row("wrong type", of(tensor(storage("DoubleStorage", "0", 4), 0, {4}, {1})), "4 values of F64");
    row("lying storage that is not used",
        "}(" + text("x") + storage("LongStorage", "0", 9) + text("t") + floatVector("0", 4) + 'u',
        "said to hold 9");
    row("missing entry", of(floatVector("7", 4)), "entry 'archive/data/7' is missing");
    row("path as key", of(floatVector("../version", 4)), "entry 'archive/data/../version' is missing");
    row("NUL in a key", of(floatVector(QByteArray("0\0x", 3), 4)), "'0\\x00x' is no name of an entry");
    row("larger than its storage", of(tensor(four, 0, {5}, {1})),
        "tensor 't' of 5 values at place 0 lies outside");
    row("offset behind", of(tensor(four, 2, {3}, {1})), "lies outside its storage of 4 values");
    row("negative offset", of(tensor(four, -1, {3}, {1})), "lies outside");
    row("huge offset", of(tensor(four, large, {3}, {1})), "lies outside");
    row("transposed", of(tensor(four, 0, {2, 2}, {1, 2})), "tensor 't' is not stored contiguously");
    row("stride of 0", of(tensor(four, 0, {1000000, 1000000}, {0, 0})), "not stored contiguously");
    row("negative extent", of(tensor(four, 0, {-2, -2}, {-2, 1})), "impossible shape");
    row("extents that overflow", of(tensor(four, 0, {large, large}, {large, 1})), "impossible shape");
    row("fewer strides", of(tensor(four, 0, {2, 2}, {1})), "2 dimensions and 1 strides");
    row("many dimensions", of(tensor(four, 0, QList<qint64>(65, 1), QList<qint64>(65, 1))), "65 dimensions");
    row("name twice", dictionary({text("t"), floatVector("0", 4), text("t"), floatVector("0", 4)}),
        "names the tensor 't' twice");
    row("name that is empty", dictionary({text(""), floatVector("0", 4)}), "empty name");
    row("name with a control character", dictionary({text("a\x1b[2J"), floatVector("0", 4)}),
        "control character");
    row("number as name", dictionary({integer(3), floatVector("0", 4)}), "has no name");
    row("no tensors", dictionary({text("epoch"), integer(3)}), "holds no dictionary of tensors");
    row("a tensor alone", floatVector("0", 4), "holds no dictionary of tensors");
    row("too many tensors", "](" + floatVector("0", 4).repeated(4097) + 'e', "more than 4096 tensors");
}

void TstTorch::refuses()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, expected);
    const Folder folder;
    const std::filesystem::path path = putTorch(folder, "bad.pth", value, {valueBytes<float>({1, 2, 3, 4})});
    const QString message = refusal([&] { openTorch(path); });
    QVERIFY2(message.startsWith(QString::fromStdString(path.string())), qPrintable(message));
    QVERIFY2(message.contains(expected), qPrintable(message));
}

void TstTorch::refusesNaN()
{
    const Folder folder;
    const QByteArray value = dictionary({text("t"), floatVector("0", 2)});
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const WeightFile file = openTorch(putTorch(folder, "nan.pth", value, {valueBytes<float>({1, nan})}));
    const QString message = refusal([&] { valuesOf(file, file.entries().front()); });
    QVERIFY2(message.contains("nan.pth: tensor 't' is damaged: value 1 of 2"), qPrintable(message));
}

void TstTorch::refusesOldFormats_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("legacy") << QByteArray::fromHex("80028a0a6cfc9c46f9206aa850192e8002")
            + QByteArray(100, '\0');
    QTest::newRow("tar") << QByteArray(257, '\0') + "ustar" + QByteArray(300, '\0');
}

void TstTorch::refusesOldFormats()
{
    QFETCH(QByteArray, bytes);
    const Folder folder;
    const QString message = refusal([&] { openWeights(folder.put("old.pth", bytes)); });
    QVERIFY2(message.contains("torch.save(torch.load(f), g)"), qPrintable(message));
}

QObject* makeTstTorch() { return new TstTorch; }

#include "tst_torch.moc"
