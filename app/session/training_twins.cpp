#include "app/session/training_twins.h"

#include "app/session/save_later.h"
#include "engine/core/waiting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

namespace {

constexpr const char* twinHeader = "turn,twin\n";
constexpr qint64 longestTwinFile = 1 << 16; ///< bytes; longer is no such file

QString twinFile(const QString& folder) { return QDir(folder).filePath("twin.csv"); }

QString wholePath(const QString& folder) { return QDir::cleanPath(QFileInfo(folder).absoluteFilePath()); }

void writeTwin(const QString& folder, int turn, const QString& other)
{
    const QString seen = QDir(wholePath(folder)).relativeFilePath(wholePath(other));
    const QByteArray text = twinHeader + QByteArray::number(turn) + ',' + seen.toUtf8() + '\n';
    writeWhole(twinFile(folder), text);
}

struct TwinLine {
    int turn = 0; ///< 1 or 2
    QString other; ///< whole path
};

std::optional<TwinLine> readTwin(const QString& folder)
{
    engine::mayWait("reading the name of a twin");
    QFile file(twinFile(folder));
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestTwinFile)
        return {};
    const QByteArray text = file.readAll();
    if (!text.startsWith(twinHeader))
        return {};
    const QByteArray line = text.mid(qsizetype(qstrlen(twinHeader))).split('\n').front();
    const qsizetype comma = line.indexOf(',');
    bool good = false;
    const int turn = line.left(std::max<qsizetype>(0, comma)).toInt(&good);
    if (!good || turn < 1 || turn > 2 || comma + 1 >= line.size())
        return {};
    return TwinLine {
        turn, wholePath(QDir(wholePath(folder)).filePath(QString::fromUtf8(line.mid(comma + 1))))};
}

}

void writeTwins(const QString& first, const QString& second)
{
    engine::mayWait("writing the names of twins");
    writeTwin(first, 1, second);
    writeTwin(second, 2, first);
}

Twins readTwins(const QString& folder)
{
    const std::optional<TwinLine> mine = readTwin(folder);
    if (!mine)
        return {};
    const std::optional<TwinLine> other = readTwin(mine->other);
    if (!QFileInfo::exists(QDir(mine->other).filePath("checkpoint.safetensors")))
        return {{}, {}, mine->other};
    if (!other || other->other != wholePath(folder) || other->turn == mine->turn)
        return {}; // this folder is a copy, or that one another run's by now
    return mine->turn == 1 ? Twins {folder, mine->other, {}} : Twins {mine->other, folder, {}};
}
