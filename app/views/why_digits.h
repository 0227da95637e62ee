#pragma once

#include <QString>

#include <span>

/// How exactly factors have to be written so that whoever multiplies them as they stand gets the product that stands
/// beside them.

/// first x second = product.
struct WhyProduct {
    double first = 0, second = 0, product = 0;
};
/// Digits behind the point.
struct WhyDigits {
    int first = 4, second = 4, product = 4;
};

/// The fewest digits for both factors, from those of `least` to `more` above them, with which every product comes out as
/// it is written; with none of them: the most.
WhyDigits digitsThatMultiply(std::span<const WhyProduct> products, const WhyDigits& least, int more);
/// "2.1547 × 0.034322".
QString factorWords(const WhyProduct& of, const WhyDigits& digits);
/// "2.1547 × 0.034322 = 0.0740".
QString productWords(const WhyProduct& of, const WhyDigits& digits);
