// Files of curves, written in the plainest way, and what reads them.
#pragma once

#include "app/session/curve_reader.h"
#include "tests/weights/raw_file.h"

QString shown(const std::filesystem::path& path);

/// A field of bytes in protobuf; shorter than 128.
QByteArray field(int number, const QByteArray& bytes);

template <class Number>
QByteArray raw(Number number)
{
    return QByteArray(reinterpret_cast<const char*>(&number), sizeof number);
}

/// A record of an event file: an event at a step with one value, given as protobuf.
QByteArray eventAt(int step, const QByteArray& value);
/// The same with a number as PyTorch writes it.
QByteArray plainEvent(int step, const QByteArray& tag, float number);

void append(const Folder& folder, const char* name, const QByteArray& bytes);

/// Opens it and waits; null when that fails.
RunCurvesPointer opened(CurveReader& reader, const std::filesystem::path& path);
/// Waits until the first curve of the first run has so many points.
bool waitForPoints(const CurveReader& reader, std::size_t points);
