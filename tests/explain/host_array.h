#pragma once

#include "engine/reference/reference.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

/// A reference's array in floats.
inline engine::HostTensor hostOf(const engine::reference::Array& array)
{
    engine::HostTensor host(array.shape);
    host.values.assign(array.values.begin(), array.values.end());
    return host;
}

/// An activation with these values.
inline engine::HostTensor handMade(const engine::Shape& shape, std::initializer_list<float> values)
{
    engine::HostTensor host(shape);
    host.values = values;
    return host;
}

/// Calls body(place) for every value of an image.
template <class Body>
void forEachPlace(const engine::Shape& shape, Body body)
{
    for (int c = 0; c < shape.channels; ++c)
        for (int y = 0; y < shape.height; ++y)
            for (int x = 0; x < shape.width; ++x)
                body(c, y, x);
}

/// The largest magnitude, which tolerances are a share of.
inline double rangeOf(const engine::reference::Array& array)
{
    double range = 0;
    for (double value : array.values)
        range = std::max(range, std::abs(value));
    return range;
}
