#pragma once

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/safetensors.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

#include <filesystem>
#include <string>
#include <vector>

/// A folder for the files of one test.
class Folder {
public:
    std::filesystem::path path(const char* name) const
    {
        return (m_folder.path() + "/" + name).toStdString();
    }

    /// Writes the bytes to a file of this folder, in the plainest way.
    std::filesystem::path put(const char* name, const QByteArray& bytes) const
    {
        const std::filesystem::path where = path(name);
        // Some file systems wait for the disk when a file is overwritten; a new one costs nothing.
        std::filesystem::remove(where);
        QFile file(QString::fromStdString(where.string()));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", where.c_str());
        return where;
    }

    QByteArray bytes(const char* name) const
    {
        QFile file(QString::fromStdString(path(name).string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::vector<std::string> names() const
    {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path().toStdString()))
            found.push_back(entry.path().filename().string());
        return found;
    }

private:
    QTemporaryDir m_folder;
};

/// A safetensors file: the header's length, the header, then the data.
inline QByteArray rawSafetensors(const QByteArray& header, const QByteArray& data)
{
    const quint64 length = qToLittleEndian(quint64(header.size()));
    return QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + header + data;
}

/// One tensor "t" that occupies all of the data.
inline QByteArray rawTensor(const char* type, const char* shape, const QByteArray& data)
{
    return rawSafetensors(QByteArray(R"({"t":{"dtype":")") + type + R"(","shape":)" + shape
            + R"(,"data_offsets":[0,)" + QByteArray::number(data.size()) + "]}}",
        data);
}

inline engine::WeightFile openSafetensors(const std::filesystem::path& path)
{
    return engine::readSafetensors(engine::MappedFile(path));
}

inline std::vector<float> valuesOf(const engine::WeightFile& file, const engine::WeightEntry& entry)
{
    std::vector<float> values(entry.size());
    file.read(entry, values);
    return values;
}

/// What the Error says that the call throws; empty when it throws none.
template <class Call>
QString refusal(Call call)
{
    try {
        call();
    } catch (const engine::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}
