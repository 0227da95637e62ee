#pragma once

#include "tests/weights/raw_file.h"

#include "engine/weights/torch.h"

#include <QByteArray>
#include <QList>

#include <zip.h>

/// The bytes of pickles, made as Python's pickler makes them (but for the memo, which it uses more).
namespace pickle {

template <class Value>
QByteArray raw(Value value)
{
    return QByteArray(reinterpret_cast<const char*>(&value), sizeof value);
}

inline QByteArray text(const QByteArray& value) { return 'X' + raw(quint32(value.size())) + value; }

inline QByteArray integer(qint64 value)
{
    return value == qint32(value) ? 'J' + raw(qint32(value)) : QByteArray("\x8a\x08") + raw(value);
}

inline QByteArray global(const char* module, const char* name)
{
    return QByteArray("c") + module + '\n' + name + '\n';
}

inline QByteArray tuple(const QList<QByteArray>& items) { return '(' + items.join() + 't'; }

inline QByteArray tuple(const QList<qint64>& numbers)
{
    QList<QByteArray> items;
    for (qint64 number : numbers)
        items += integer(number);
    return tuple(items);
}

inline QByteArray call(const QByteArray& callee, const QList<QByteArray>& arguments)
{
    return callee + tuple(arguments) + 'R';
}

inline QByteArray orderedDict() { return call(global("collections", "OrderedDict"), {}); }

inline QByteArray storage(const char* type, const QByteArray& key, qint64 count)
{
    return tuple({text("storage"), global("torch", type), text(key), text("cpu"), integer(count)}) + 'Q';
}

inline QByteArray tensor(
    const QByteArray& stored, qint64 offset, const QList<qint64>& size, const QList<qint64>& stride)
{
    return call(global("torch._utils", "_rebuild_tensor_v2"),
        {stored, integer(offset), tuple(size), tuple(stride), "\x89", orderedDict()});
}

/// Keys and values in turn.
inline QByteArray dictionary(const QList<QByteArray>& items)
{
    return orderedDict() + '(' + items.join() + 'u';
}

inline QByteArray whole(const QByteArray& value) { return "\x80\x02" + value + '.'; }

}

struct ZipEntry {
    QByteArray name;
    QByteArray bytes;
    int method = ZIP_CM_STORE;
};

/// Writes a ZIP archive; the names must differ.
inline std::filesystem::path putZip(const Folder& folder, const char* name, const QList<ZipEntry>& entries)
{
    const std::filesystem::path path = folder.path(name);
    std::filesystem::remove(path);
    zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, nullptr);
    for (const ZipEntry& entry : entries) {
        zip_source_t* source
            = zip_source_buffer(zip, entry.bytes.data(), zip_uint64_t(entry.bytes.size()), 0);
        const zip_int64_t index = zip_file_add(zip, entry.name.constData(), source, 0);
        if (index < 0 || zip_set_file_compression(zip, zip_uint64_t(index), entry.method, 0) != 0)
            qFatal("cannot add %s", entry.name.constData());
    }
    if (zip_close(zip) != 0)
        qFatal("cannot write %s", path.c_str());
    return path;
}

/// The entries of a PyTorch file with this value and these storages, keyed 0, 1, ...
inline QList<ZipEntry> torchEntries(const QByteArray& value, const QList<QByteArray>& storages)
{
    QList<ZipEntry> entries = {{"archive/data.pkl", pickle::whole(value)}};
    for (qsizetype i = 0; i < storages.size(); ++i)
        entries += ZipEntry {"archive/data/" + QByteArray::number(i), storages[i]};
    entries += ZipEntry {"archive/version", "3\n"};
    return entries;
}

inline std::filesystem::path putTorch(
    const Folder& folder, const char* name, const QByteArray& value, const QList<QByteArray>& storages)
{
    return putZip(folder, name, torchEntries(value, storages));
}

inline engine::WeightFile openTorch(const std::filesystem::path& path)
{
    return engine::readTorch(engine::MappedFile(path));
}

template <class Value>
QByteArray valueBytes(std::initializer_list<Value> values)
{
    return QByteArray(
        reinterpret_cast<const char*>(values.begin()), qsizetype(values.size() * sizeof(Value)));
}

/// A vector of floats that is all of its storage.
inline QByteArray floatVector(const QByteArray& key, qint64 count)
{
    return pickle::tensor(pickle::storage("FloatStorage", key, count), 0, {count}, {1});
}
