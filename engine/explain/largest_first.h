#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

namespace engine {

/// The indices 0 to count - 1 with the largest key(index) first: equals in order of index, not-a-numbers last.
template <class Key>
std::vector<int> largestFirst(std::size_t count, Key key)
{
    std::vector<double> keys(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double found = double(key(i));
        keys[i] = std::isnan(found) ? -std::numeric_limits<double>::infinity() : found;
    }
    std::vector<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int one, int other) { return keys[std::size_t(one)] > keys[std::size_t(other)]; });
    return order;
}

}
