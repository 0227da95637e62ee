#pragma once

#include "engine/core/shape.h"

#include <QString>

/// Numbers as the window writes them: thousands with commas, a space before units, a true minus sign.

/// "60,965,224"
QString countText(qint64 count);
/// "61.0 M", "724 M", "65.5 k", "512": three digits.
QString shortCountText(qint64 count);
/// "256 KiB", "1.1 MiB"
QString byteText(qint64 bytes);
/// "91.9 %"; "< 0.1 %" for what would round to nothing, "> 99.9 %" for what would round to the whole without
/// being it.
QString percentText(double share, int decimals = 1);
/// The widest of them below the whole, for those who leave room: "> 99.9 %".
QString widestPercentText(int decimals = 1);
/// The same from 0 to 1: "0.8282", "< 0.0001", "> 0.9999". Larger numbers are written plainly.
QString shareText(double share, int decimals = 4);
/// What any of these wrote, behind the name of what it is: "= 0.8282", "> 0.9999".
QString relationText(const QString& number);
/// Without the upper end: "0.00188", "< 0.00001".
QString smallText(double value, int decimals);
/// "55 × 55 × 96" or, for a vector, "4096".
QString shapeText(const engine::Shape& shape, bool vector);
/// "−0.0147", with that many digits that count; exponents as "3.1e−06".
QString valueText(double value, int digits = 3);
