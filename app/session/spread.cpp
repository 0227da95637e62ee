#include "app/session/spread.h"

#include <algorithm>
#include <cmath>

double spreadOf(const std::vector<float>& probabilities)
{
    double bits = 0;
    for (const float p : probabilities)
        if (p > 0)
            bits -= double(p) * std::log2(double(p));
    return std::max(bits, 0.0);
}

Sureness surenessOf(double bits, int classes)
{
    const double share = classes > 1 ? bits / std::log2(double(classes)) : 0;
    return share <= 0.15 ? Sureness::Sure : share <= 0.4 ? Sureness::FairlySure : Sureness::NotSure;
}
