#include "tests/fuzz/targets.h"

#include <QDirIterator>
#include <QtTest>

/// Every reader on its collection of good and bad files, and on each of them cut off and with bits turned over: no
/// crash, nothing thrown but an Error. What libFuzzer finds is added to the collection.
class TstCorpus : public QObject {
    Q_OBJECT

private slots:
    void survives_data();
    void survives();
};

namespace {

std::vector<QByteArray> filesOf(const QString& target)
{
    std::vector<QByteArray> files;
    QDirIterator found(SOURCE_DIR "/tests/fuzz/corpus/" + target, QDir::Files);
    while (found.hasNext()) {
        QFile file(found.next());
        if (file.open(QIODevice::ReadOnly))
            files.push_back(file.readAll());
    }
    return files;
}

std::span<const std::uint8_t> bytesOf(const QByteArray& file)
{
    return {reinterpret_cast<const std::uint8_t*>(file.data()), std::size_t(file.size())};
}

}

void TstCorpus::survives_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < fuzzTargets().size(); ++i)
        QTest::newRow(fuzzTargets()[i].name) << int(i);
}

void TstCorpus::survives()
{
    QFETCH(int, index);
    const FuzzTarget& target = fuzzTargets()[std::size_t(index)];
    const std::vector<QByteArray> files = filesOf(target.name);
    QVERIFY2(!files.empty(), "no files to begin with");
    int understood = 0;
    for (const QByteArray& file : files) {
        understood += runTarget(target, bytesOf(file));
        const qsizetype step = std::max<qsizetype>(1, file.size() / 64);
        for (qsizetype place = 0; place < file.size(); place += step) {
            runTarget(target, bytesOf(file.first(place)));
            QByteArray turned = file;
            turned[place] = char(turned[place] ^ (1 << place % 8));
            runTarget(target, bytesOf(turned));
        }
    }
    QVERIFY2(understood > 0, "not one good file among them");
}

QObject* makeTstCorpus() { return new TstCorpus; }

#include "tst_corpus.moc"
