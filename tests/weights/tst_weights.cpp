#include "tests/weights/raw_file.h"

#include "engine/weights/weights.h"

#include <QtTest>

#include <sys/stat.h>

using namespace engine;

/// Opening whatever file somebody offers: weights are recognised by content, everything else is called by its
/// name.
class TstWeights : public QObject {
    Q_OBJECT

private slots:
    void opensSafetensorsUnderAnyName();
    void namesTheDamageOfSafetensors();
    void namesTheKindOfOtherFiles_data();
    void namesTheKindOfOtherFiles();
    void refusesWhatIsNoFile();
};

void TstWeights::opensSafetensorsUnderAnyName()
{
    const Folder folder;
    const WeightFile file = openWeights(folder.put("weights.pth", rawTensor("F32", "[1]", "abcd")));
    QCOMPARE(int(file.entries().size()), 1);
}

void TstWeights::namesTheDamageOfSafetensors()
{
    const Folder folder;
    const QByteArray whole = rawTensor("F32", "[1]", "abcd");
    const QString message = refusal([&] { openWeights(folder.put("cut.safetensors", whole.chopped(1))); });
    QVERIFY2(message.contains("cut off or damaged"), qPrintable(message));
}

void TstWeights::namesTheKindOfOtherFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char* kind, const QByteArray& bytes) { QTest::newRow(kind) << bytes << kind; };
    row("empty", "");
    row("a PyTorch file from before version 1.6", QByteArray::fromHex("80028a0a6cfc9c46f9206aa850192e"));
    row("a Python pickle", QByteArray::fromHex("80037d71002e"));
    row("a tar archive", QByteArray(257, '\0') + QByteArray("ustar\0", 6) + QByteArray(249, '\0'));
    row("an HDF5 file", QByteArray::fromHex("894844460d0a1a0a0000000000080800"));
    row("an ONNX file", QByteArray::fromHex("0807120c") + "onnx-caffe2:" + QByteArray(20, '\1'));
    row("a NumPy array", QByteArray::fromHex("934e554d5059010076007b27"));
    row("a GGUF file", QByteArray("GGUF\3\0\0\0", 8));
    row("a gzip archive", QByteArray::fromHex("1f8b0800000000000003"));
    row("a JPEG picture", QByteArray::fromHex("ffd8ffe000104a464946"));
    row("a PNG picture", QByteArray::fromHex("89504e470d0a1a0a0000000d"));
    row("a web page", "\n<!DOCTYPE html><html><title>404</title></html>");
    row("a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 243863787\n");
    row("a text file", "conv1 96 filters of 11x11\n");
    // The sample of the first 512 bytes ends within a character.
    QTest::newRow("a long text") << "a" + QByteArray("\xc3\xa9").repeated(1000) << "a text file";
    row("in no format AlexScope knows", QByteArray("\0\1\2\3\4\5\6\7\10\11\12\13", 12));
    QTest::newRow("one byte") << QByteArray("\x80") << "in no format AlexScope knows";
    QTest::newRow("safetensors without a header") << QByteArray(8, '\0') << "in no format AlexScope knows";
}

void TstWeights::namesTheKindOfOtherFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, kind);
    const Folder folder;
    const std::filesystem::path path = folder.put("alexnet.pth", bytes);
    const QString message = refusal([&] { openWeights(path); });
    QVERIFY2(message.startsWith(QString::fromStdString(path.string()) + " is " + kind), qPrintable(message));
    QVERIFY2(message.endsWith("; AlexScope reads safetensors, PyTorch, ONNX, Caffe"), qPrintable(message));
}

void TstWeights::refusesWhatIsNoFile()
{
    const Folder folder;
    const auto message
        = [](const std::filesystem::path& path) { return refusal([&] { openWeights(path); }); };
    QVERIFY(message(folder.path("missing.safetensors")).endsWith("missing.safetensors does not exist"));
    QVERIFY(message(folder.path("")).endsWith(" is a folder, not a file"));
    QCOMPARE(message({}), QString("no file name was given"));
    QVERIFY(message("/dev/null").endsWith("/dev/null is not an ordinary file"));
    const std::filesystem::path pipe = folder.path("pipe");
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QVERIFY(message(pipe).endsWith("pipe is not an ordinary file"));
    const std::string below = folder.put("file", "x").string() + "/below";
    QVERIFY(message(below).endsWith("below cannot be read: Not a directory"));
}

QObject* makeTstWeights()
{
    return new TstWeights;
}

#include "tst_weights.moc"
