#include "app/models/number_text.h"

#include <QLocale>

#include <cmath>

namespace {

const QLocale& locale()
{
    static const QLocale english(QLocale::English);
    return english;
}

/// Three digits that count.
QString threeDigits(double value)
{
    return QString::number(value, 'f', value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

/// A share that is not the whole. A sum of shares may miss 1 by its rounding.
bool isPart(double share) { return share < 1 - 1e-12; }

/// Of `whole` with that many decimals, what is written of a part that would round to it.
QString almost(double whole, int decimals)
{
    return "> " + QString::number(whole - std::pow(10.0, -decimals), 'f', decimals);
}

}

QString countText(qint64 count) { return locale().toString(count); }

QString shortCountText(qint64 count)
{
    if (count < 1000)
        return QString::number(count);
    const double value = double(count);
    if (value < 999'500)
        return threeDigits(value / 1e3) + " k";
    return value < 999.5e6 ? threeDigits(value / 1e6) + " M" : threeDigits(value / 1e9) + " G";
}

QString byteText(qint64 bytes)
{
    return locale().formattedDataSize(bytes, bytes < 1024 ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString percentText(double share, int decimals)
{
    const QString words = smallText(100 * share, decimals);
    const bool rounded = isPart(share) && words == QString::number(100, 'f', decimals);
    return (rounded ? almost(100, decimals) : words) + " %";
}

QString widestPercentText(int decimals) { return almost(100, decimals) + " %"; }

QString shareText(double share, int decimals)
{
    const QString words = smallText(share, decimals);
    return isPart(share) && words == QString::number(1, 'f', decimals) ? almost(1, decimals) : words;
}

QString relationText(const QString& number)
{
    const bool hasOne = number.startsWith('<') || number.startsWith('>');
    return hasOne ? number : "= " + number;
}

QString smallText(double value, int decimals)
{
    const double last = std::pow(10.0, -decimals);
    if (value > 0 && value < last / 2)
        return "< " + QString::number(last, 'f', decimals);
    return QString::number(value, 'f', decimals).replace('-', QString::fromUtf8("−"));
}

QString shapeText(const engine::Shape& shape, bool vector)
{
    if (vector)
        return QString::number(shape.channels);
    return QString::fromUtf8("%1 × %2 × %3").arg(shape.height).arg(shape.width).arg(shape.channels);
}

QString valueText(double value, int digits)
{
    return QString::number(value, 'g', digits).replace('-', QString::fromUtf8("−"));
}
