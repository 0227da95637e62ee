#include "tests/weights/torch_writer.h"

#include "engine/weights/unpickle.h"

#include <QtTest>

using namespace engine;
using namespace pickle;

/// The pickle machine: data is read as Python reads it, and nothing but data.
class TstUnpickle : public QObject {
    Q_OBJECT

private slots:
    void readsWholeNumbers_data();
    void readsWholeNumbers();
    void readsContainers();
    void refusesToRun_data();
    void refusesToRun();
    void refuses_data();
    void refuses();
};

static Pickle unpickled(const QByteArray& bytes)
{
    return unpickle({bytes.constData(), std::size_t(bytes.size())}, "f.pth");
}

using Kind = PickleObject::Kind;

void TstUnpickle::readsWholeNumbers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char* hex, qint64 expected) {
        QTest::newRow(hex) << QByteArray::fromHex(hex) << expected;
    };
    row("4b ff", 255);
    row("4d ffff", 65535);
    row("4a ffffffff", -1);
    row("4a 00000080", -2147483648LL);
    row("8a 00", 0);
    row("8a 01 ff", -1);
    row("8a 02 ff00", 255);
    row("8a 05 0000000001", 1LL << 32);
    row("8a 08 ffffffffffffff7f", std::numeric_limits<qint64>::max());
    row("8a 08 0000000000000080", std::numeric_limits<qint64>::min());
}

void TstUnpickle::readsWholeNumbers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qint64, expected);
    const Pickle pickle = unpickled(whole(bytes));
    QVERIFY(pickle.root->is(Kind::Integer));
    QCOMPARE(qint64(pickle.root->integer), expected);
}

void TstUnpickle::readsContainers()
{
    // {'list': [None, True, 'ab', [0.5]], 'same': the list again, 'size': torch.Size((2, 3)), 5: ()}
    const Pickle pickle
        = unpickled(whole("}(" + text("list") + "]q\1(N\x88U\2ab]G" + QByteArray(8, '\0') + "ae"
            + text("same") + "h\1" + text("size") + call(global("torch", "Size"), {"K\2K\3\x86"}) + "K\5)u"));
    const PickleObject& root = *pickle.root;
    QVERIFY(root.is(Kind::Dictionary));
    QCOMPARE(int(root.items.size()), 8);
    const PickleObject& list = *root.find("list");
    QCOMPARE(int(list.items.size()), 4);
    QVERIFY(list.items[0]->is(Kind::None) && list.items[1]->integer == 1 && list.items[2]->text == "ab");
    QVERIFY(list.items[3]->items[0]->is(Kind::Real));
    QVERIFY(root.find("same") == &list);
    QVERIFY(root.find("size")->is(Kind::Tuple) && root.find("size")->items[1]->integer == 3);
    QVERIFY(root.find("missing") == nullptr && list.find("list") == nullptr);
    QCOMPARE(root.height, 3);
}

void TstUnpickle::refusesToRun_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* module, const char* name) {
        QTest::newRow(name) << call(global(module, name), {text("true")})
                            << QString("%1.%2").arg(module, name);
    };
    row("posix", "system");
    row("os", "popen");
    row("builtins", "eval");
    row("__builtin__", "exec");
    row("subprocess", "Popen");
    row("torch", "load");
    row("torch.hub", "load");
    row("torch._utils", "_rebuild_tensor");
    row("torch", "FloatStorage.__init__");
    row("torchvision.models.alexnet", "AlexNet");
    row("numpy.core.multiarray", "_reconstruct");
    row("collections", "OrderedDict.fromkeys");
    QTest::newRow("never called") << global("posix", "system") << "posix.system";
    QTest::newRow("control characters") << global("po\x1b[2Jsix", "system") << "po\\x1b[2Jsix.system";
    QTest::newRow("a name in a module's name")
        << global("collections.OrderedDict", "") << "collections.OrderedDict.";
}

void TstUnpickle::refusesToRun()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, name);
    const QString message = refusal([&] { unpickled(whole(value)); });
    const QString expected = QString("f.pth wants to run '%1': AlexScope loads data only").arg(name);
    QVERIFY2(message.startsWith(expected), qPrintable(message));
}

void TstUnpickle::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto raw = [](const char* name, const QByteArray& bytes, const char* expected) {
        QTest::newRow(name) << bytes << expected;
    };
    const auto row = [&](const char* name, const QByteArray& value, const char* expected) {
        raw(name, whole(value), expected);
    };
    const auto size = [](qint64 count) { return ::raw(quint32(count)); };
    const QByteArray stored = storage("FloatStorage", "0", 1);
    const QByteArray rebuild = global("torch._utils", "_rebuild_tensor_v2");
    raw("empty", "", "cut off or damaged: it ends at byte 0");
    raw("text", "conv1 1 2 3", "is no pickle");
    raw("protocol 4", QByteArray("\x80\4\x95", 3), "is a pickle of protocol 4");
    raw("no STOP", "\x80\2N", "cut off or damaged: it ends at byte 3");
    raw("more after STOP", "\x80\2N.N", "more follows");
    row("nothing left", "", "one value must be left, not 0");
    row("two left", "NN", "one value must be left, not 2");
    row("mark left", "N(", "one value must be left");
    row("second PROTO", "\x80\2N", "for the operation 128");
    row("STACK_GLOBAL", text("posix") + text("system") + '\x93', "(STACK_GLOBAL), which no state dict needs");
    row("INST", "(iposix\nsystem\n", "for the operation 105 (INST)");
    row("OBJ", "(o", "(OBJ)");
    row("NEWOBJ", QByteArray(")\x81"), "(NEWOBJ)");
    row("EXT1", QByteArray("\x82\1"), "(EXT1)");
    row("PERSID", "P0\n", "(PERSID)");
    row("POP", "N0", "for the operation 48 ('0')");
    row("SETITEM on a list", "]" + text("k") + "Ns", "SETITEM at byte 10: only a dictionary has items");
    row("SETITEM on a tensor", floatVector("0", 1) + text("k") + "Ns", "only a dictionary has items");
    row("SETITEMS on a tuple", ")(" + text("k") + "Nu", "SETITEMS at byte 11: only a dictionary");
    row("SETITEMS with half a pair", "}(Nu", "a key without a value");
    row("tuple as key", "})Ns", "a key that is no text");
    row("APPEND to a dictionary", "}Na", "APPEND at byte 4: only a list");
    row("APPENDS to a storage", stored + "(Ne", "only a list");
    row("SETITEM across a MARK", "}(" + text("k") + "Nst", "there is no value to work on");
    row("TUPLE3 of two", "NN\x87", "there is no value to work on");
    row("TUPLE without a MARK", "Nt", "there is no MARK");
    row("BINPUT of nothing", "q\1", "there is no value to work on");
    row("BINGET of nothing", "h\1", "no value was remembered as number 1");
    row("REDUCE of a text", text("posix.system") + ")R", "must be a name with a tuple");
    row("REDUCE of a storage type", global("torch", "FloatStorage") + ")R",
        "torch.FloatStorage is no function");
    row("OrderedDict of pairs", call(global("collections", "OrderedDict"), {"]"}), "must be made empty");
    row("Size of texts", call(global("torch", "Size"), {tuple({text("2")})}), "tuple of whole numbers");
    row("BUILD of an attribute", orderedDict() + "}" + text("__class__") + "Nsb",
        "other than a dictionary's _metadata");
    row("BUILD of a tensor", floatVector("0", 1) + "}b", "other than a dictionary's _metadata");
    row("storage of another kind",
        tuple({text("module"), global("torch", "FloatStorage"), text("0"), text("cpu"), integer(1)}) + 'Q',
        "a storage must be named by");
    row("storage of no type",
        tuple({text("storage"), global("torch", "Size"), text("0"), text("cpu"), integer(1)}) + 'Q',
        "a storage must be named by");
    row("storage that is a text", text("0") + 'Q', "a storage must be named by");
    row("tensor of a text", call(rebuild, {text("0"), integer(0), ")", ")", "\x89", "}"}),
        "a tensor must be made of");
    row("tensor with hooks", call(rebuild, {stored, integer(0), ")", ")", "\x89", "}K\1Ns"}),
        "a tensor must be made of");
    row("tensor with half a stride", call(rebuild, {stored, integer(0), ")", "N\x85", "\x89", "}"}),
        "a tensor must be made of");
    row("parameter of a storage", call(global("torch._utils", "_rebuild_parameter"), {stored, "\x88", "}"}),
        "a parameter must be made of");
    row("parameter of nothing", call(global("torch._utils", "_rebuild_parameter"), {}),
        "a parameter must be made of");
    row("LONG1 of 9 bytes",
        "\x8a\x09"
        "123456789",
        "of 9 bytes is too large");
    row("long text", text(QByteArray(1025, 'a')), "a text of 1025 bytes");
    row("text of 4 GiB", 'X' + size(0xffffffff), "a text of 4294967295 bytes");
    row("text beyond the end", 'X' + size(100) + "a", "cut off or damaged");
    row("text that is not UTF-8", text("\xff"), "'\\xff' is not UTF-8 text");
    row("long name", global(QByteArray(2000, 'a'), "b"), "a name of more than 1024 bytes");
    row("name without an end", "cposix", "cut off or damaged");
    row("nested lists", QByteArray(66, ']') + QByteArray(65, 'a'), "nested deeper than 64");
    row("nested tuples", ")" + QByteArray("\x85").repeated(100), "nested deeper than 64");
    row("nested marks", QByteArray(100, '('), "nested deeper than 64");
    row("memo bomb", ")" + QByteArray("q\1h\1\x86").repeated(100), "nested deeper than 64");
    QByteArray remembered = "N";
    for (int i = 0; i <= 10000; ++i)
        remembered += 'r' + size(qint64(i) * 400000);
    row("many remembered values", remembered, "more than 10000 values are remembered");
    row("many values on the stack", QByteArray(10001, 'N'), "more than 10000 values on the stack");
    row("many values", "]" + QByteArray("Na").repeated(150000), "more than 150000 values");
}

void TstUnpickle::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const QString message = refusal([&] { unpickled(bytes); });
    QVERIFY2(message.startsWith("f.pth: data.pkl"), qPrintable(message));
    QVERIFY2(message.contains(expected), qPrintable(message));
}

QObject* makeTstUnpickle() { return new TstUnpickle; }

#include "tst_unpickle.moc"
