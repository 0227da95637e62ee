#include "app/views/why_digits.h"

#include "app/models/layer_words.h"

#include <algorithm>

/// As it is read from the screen.
static double whyRead(double value, int digits) { return QString::number(value, 'f', digits).toDouble(); }

static bool whyMultiplies(const WhyProduct& of, const WhyDigits& digits)
{
    const double read = whyRead(of.first, digits.first) * whyRead(of.second, digits.second);
    return numberWords(read, digits.product) == numberWords(of.product, digits.product);
}

WhyDigits digitsThatMultiply(std::span<const WhyProduct> products, const WhyDigits& least, int more)
{
    WhyDigits digits = least;
    for (int i = 0; i <= more; ++i) {
        digits.first = least.first + i;
        digits.second = least.second + i;
        if (std::all_of(products.begin(), products.end(),
                [&digits](const WhyProduct& of) { return whyMultiplies(of, digits); }))
            break;
    }
    return digits;
}

QString factorWords(const WhyProduct& of, const WhyDigits& digits)
{
    return QString::fromUtf8("%1 × %2").arg(
        numberWords(of.first, digits.first), numberWords(of.second, digits.second));
}

QString productWords(const WhyProduct& of, const WhyDigits& digits)
{
    return factorWords(of, digits) + " = " + numberWords(of.product, digits.product);
}
