#include "app/session/rate_changes.h"

#include "app/session/save_later.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <QDir>
#include <QFile>

namespace {

constexpr const char* rateHeader = "iteration,from,to\n";

QString ratesFile(const QString& folder) { return QDir(folder).filePath("rate_changes.csv"); }

QByteArray rateLine(const RateChange& change)
{
    return QByteArray::number(change.iteration) + ',' + QByteArray::number(change.from, 'g', 9) + ','
        + QByteArray::number(change.to, 'g', 9) + '\n';
}

}

std::vector<RateChange> readRateChanges(const QString& folder)
{
    engine::mayWait("reading the changes of the rate");
    QFile file(ratesFile(folder));
    std::vector<RateChange> changes;
    if (!file.open(QIODevice::ReadOnly))
        return changes;
    const QList<QByteArray> lines = file.read(1 << 20).split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> cells = line.split(',');
        bool good[3] = {};
        if (cells.size() != 3)
            continue;
        const RateChange change {
            cells[0].toLongLong(&good[0]), cells[1].toDouble(&good[1]), cells[2].toDouble(&good[2])};
        if (good[0] && good[1] && good[2])
            changes.push_back(change);
    }
    return changes;
}

void addRateChange(const QString& folder, const RateChange& change)
{
    engine::mayWait("writing a change of the rate");
    QFile file(ratesFile(folder));
    const bool isNew = !file.exists();
    const QByteArray line = (isNew ? rateHeader : "") + rateLine(change);
    engine::require(file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(line) == line.size()
            && file.flush(),
        file.fileName().toStdString(), " cannot be written: ", file.errorString().toStdString());
}

std::vector<RateChange> cutRateChanges(const QString& folder, qint64 iteration)
{
    std::vector<RateChange> changes = readRateChanges(folder);
    if (std::erase_if(changes, [&](const RateChange& change) { return change.iteration > iteration; }) == 0)
        return changes;
    QByteArray text = rateHeader;
    for (const RateChange& change : changes)
        text += rateLine(change);
    writeWhole(ratesFile(folder), text);
    return changes;
}
