#include "app/widgets/ink.h"

#include <algorithm>
#include <cmath>

static double luminanceOf(const QColor& colour)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrastOf(const QColor& one, const QColor& other)
{
    const double first = luminanceOf(one), second = luminanceOf(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor inkOn(const QColor& ground)
{
    return contrastOf(ground, Qt::black) >= contrastOf(ground, Qt::white) ? Qt::black : Qt::white;
}
