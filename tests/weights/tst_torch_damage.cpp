#include "tests/weights/torch_writer.h"

#include <QtTest>

#include <random>

using namespace engine;
using namespace pickle;

/// Damaged PyTorch files: whatever happened to the bytes, they are read or refused.
class TstTorchDamage : public QObject {
    Q_OBJECT

private slots:
    void refusesEveryTruncation();
    void survivesMutatedFiles();
    void survivesMutatedPickles();
};

static QByteArray specimenPickle()
{
    return whole("}(" + text("epoch") + "K\3" + text("state_dict")
        + dictionary({text("conv1.weight"), tensor(storage("FloatStorage", "0", 4), 0, {2, 2}, {2, 1}),
            text("conv1.bias"), tensor(storage("HalfStorage", "1", 3), 1, {2}, {1}), text("steps"),
            call(global("torch._utils", "_rebuild_parameter"),
                {tensor(storage("LongStorage", "2", 1), 0, {}, {}), "\x89", orderedDict()})})
        + 'u');
}

static QByteArray file(const Folder& folder, const QByteArray& pickled)
{
    putZip(folder, "specimen",
        {{"archive/data.pkl", pickled}, {"archive/data/0", QByteArray(16, '\x3c')},
            {"archive/data/1", QByteArray(6, '\x3c')}, {"archive/data/2", QByteArray(8, '\x3c')},
            {"archive/version", "3\n"}});
    return folder.bytes("specimen");
}

void TstTorchDamage::refusesEveryTruncation()
{
    const Folder folder;
    const QByteArray all = file(folder, specimenPickle());
    QVERIFY(refusal([&] { openTorch(folder.put("whole", all)); }).isEmpty());
    for (qsizetype length = 0; length < all.size(); ++length) {
        const std::filesystem::path path = folder.put("cut", all.left(length));
        const QString message = refusal([&] { openTorch(path); });
        QVERIFY2(message.startsWith(QString::fromStdString(path.string())),
            qPrintable(QString("at %1: %2").arg(length).arg(message)));
    }
}

static QByteArray mutated(QByteArray bytes, std::mt19937& random)
{
    const int changes = 1 + int(random() % 2);
    for (int change = 0; change < changes && !bytes.isEmpty(); ++change) {
        const qsizetype place = qsizetype(random() % std::size_t(bytes.size()));
        const qsizetype other = qsizetype(random() % std::size_t(bytes.size()));
        switch (random() % 5) {
        case 0:
            bytes[place] = char(random());
            break;
        case 1:
            bytes[place] = char(bytes[place] ^ (1 << random() % 8));
            break;
        case 2:
            bytes[place] = random() % 2 ? '\xff' : '\0';
            break;
        case 3:
            bytes.remove(place, qsizetype(random() % 12));
            break;
        default:
            bytes.insert(place, bytes.mid(other, qsizetype(random() % 12)));
        }
    }
    return bytes;
}

/// Opens them and reads what can be read; how many could be opened.
static int openAll(int count, const std::function<std::filesystem::path(std::mt19937&)>& make)
{
    std::mt19937 random(2012);
    int opened = 0;
    for (int i = 0; i < count; ++i) {
        const std::filesystem::path path = make(random);
        try {
            const WeightFile weights = openTorch(path);
            ++opened;
            for (const WeightEntry& entry : weights.entries())
                valuesOf(weights, entry);
        } catch (const Error&) {
        }
    }
    return opened;
}

void TstTorchDamage::survivesMutatedFiles()
{
    const Folder folder;
    const QByteArray specimen = file(folder, specimenPickle());
    const int opened = openAll(
        2000, [&](std::mt19937& random) { return folder.put("mutated", mutated(specimen, random)); });
    QVERIFY2(opened > 40 && opened < 1950, qPrintable(QString("%1 opened").arg(opened)));
}

/// In a sound container, so that the pickle machine gets to see them.
void TstTorchDamage::survivesMutatedPickles()
{
    const Folder folder;
    const int opened = openAll(2000, [&](std::mt19937& random) {
        file(folder, mutated(specimenPickle(), random));
        return folder.path("specimen");
    });
    QVERIFY2(opened > 40 && opened < 1950, qPrintable(QString("%1 opened").arg(opened)));
}

QObject* makeTstTorchDamage() { return new TstTorchDamage; }

#include "tst_torch_damage.moc"
