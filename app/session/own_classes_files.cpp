#include "app/session/own_classes.h"

#include "app/session/own_classes_work.h"
#include "app/session/thumbnail.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/data/image_folder.h"
#include "engine/image/decode.h"
#include "engine/image/find_pictures.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace engine;

namespace {

/// Pictures of classes, read from files.
struct ReadClasses {
    std::vector<OwnClass> classes;
    QStringList problems;
};

std::filesystem::path pathOf(const QString& name) { return QFile::encodeName(name).toStdString(); }

void readPicture(const std::filesystem::path& file, int side, OwnClass& into, QStringList& problems)
{
    if (int(into.frames.size()) >= OwnClasses::mostFrames)
        return;
    try {
        const Image picture = decodeFile(file);
        const QImage view(
            picture.pixels.data(), picture.width, picture.height, 3 * picture.width, QImage::Format_RGB888);
        into.frames.push_back({0, smallerPicture(view, side).copy(),
            thumbnailOf(view, {OwnClasses::thumbnailSide, OwnClasses::thumbnailSide})});
    } catch (const Error& error) {
        problems += QString::fromUtf8(error.what());
    }
}

ReadClasses readFiles(const QStringList& paths, int side, const std::stop_token& stop)
{
    mayWait("reading own pictures");
    ReadClasses read {{OwnClass()}, {}};
    for (const QString& path : paths) {
        std::vector<std::filesystem::path> files {pathOf(path)};
        try {
            if (QFileInfo(path).isDir())
                files = findPictures(pathOf(path));
        } catch (const Error& error) {
            read.problems += QString::fromUtf8(error.what());
            continue;
        }
        for (const std::filesystem::path& file : files)
            if (!stop.stop_requested())
                readPicture(file, side, read.classes.front(), read.problems);
    }
    return read;
}

ReadClasses readFolder(const QString& folder, int side, const std::stop_token& stop)
{
    mayWait("reading own pictures");
    const std::vector<std::filesystem::path> folders = classFolders(pathOf(folder));
    require(
        folders.size() >= std::size_t(OwnClasses::fewest) && folders.size() <= std::size_t(OwnClasses::most),
        folder.toStdString(), " holds ", folders.size(), " class folders; choose one with ",
        OwnClasses::fewest, " to ", OwnClasses::most, " of them");
    ReadClasses read;
    for (const std::filesystem::path& one : folders) {
        ReadClasses own = readFiles({QFile::decodeName(one.c_str())}, side, stop);
        own.classes.front().name = QFile::decodeName(one.filename().c_str());
        read.classes.push_back(std::move(own.classes.front()));
        read.problems += own.problems;
    }
    return read;
}

/// "3 pictures could not be read: ..." with the first of them.
QString complaint(const QStringList& problems)
{
    return problems.size() == 1 ? problems.front()
                                : OwnClasses::tr("%1 pictures could not be read; the first: %2")
                                      .arg(problems.size())
                                      .arg(problems.front());
}

/// A name of a folder that every file system takes.
QString folderName(const QString& name)
{
    QString made;
    for (const QChar c : name)
        made += c == '/' || c == '\\' || c == ':' || !c.isPrint() ? QChar('_') : c;
    return made.startsWith('.') ? '_' + made : made;
}

void writeFrames(const std::vector<OwnClass>& classes, const QString& folder, const std::stop_token& stop)
{
    mayWait("writing own pictures");
    for (const OwnClass& one : classes) {
        const QString place = folder + '/' + folderName(one.name);
        require(QDir().mkpath(place), place.toStdString(), " cannot be made: choose another folder");
        int number = 0;
        for (const OwnFrame& frame : one.frames) {
            const QString file = QString("%1/%2.png").arg(place).arg(++number, 4, 10, QChar('0'));
            if (stop.stop_requested())
                return;
            require(frame.picture.save(file, "PNG"), file.toStdString(),
                " could not be written: choose another folder");
        }
    }
}

}

void OwnClasses::addFiles(int index, const QStringList& paths)
{
    const QString name = m_classes.at(std::size_t(index)).name;
    m_background.run(
        [paths, side = keptSide()](const std::stop_token& stop) { return readFiles(paths, side, stop); },
        [this, name](ReadClasses read) {
            const auto into = std::find_if(
                m_classes.begin(), m_classes.end(), [&](const OwnClass& one) { return one.name == name; });
            for (OwnFrame& frame : read.classes.front().frames) {
                if (into == m_classes.end() || int(into->frames.size()) >= mostFrames)
                    break;
                frame.number = ++m_lastFrame;
                into->frames.push_back(std::move(frame));
            }
            emit classesChanged();
            if (!read.problems.isEmpty())
                emit failed(complaint(read.problems));
        },
        [this](const QString& sentence) { emit failed(sentence); });
}

void OwnClasses::openFolder(const QString& folder)
{
    m_background.run(
        [folder, side = keptSide()](const std::stop_token& stop) { return readFolder(folder, side, stop); },
        [this](ReadClasses read) {
            stopRecording();
            m_classes = std::move(read.classes);
            for (OwnClass& one : m_classes)
                for (OwnFrame& frame : one.frames)
                    frame.number = ++m_lastFrame;
            emit classesChanged();
            if (!read.problems.isEmpty())
                emit failed(complaint(read.problems));
        },
        [this](const QString& sentence) { emit failed(sentence); });
}

void OwnClasses::exportFrames(const QString& folder)
{
    m_background.run(
        [classes = m_classes, folder](const std::stop_token& stop) {
            writeFrames(classes, folder, stop);
            return folder;
        },
        [this](const QString& written) { emit saved(written); },
        [this](const QString& sentence) { emit failed(sentence); });
}
