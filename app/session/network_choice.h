#pragma once

#include <QString>

/// Which network somebody wants to see, with which weights.
struct NetworkChoice {
    QString model; ///< "alexnet"; empty: what the weights say, or the built-in one
    QString weights; ///< a file; empty: those that come with the network
    bool random = false; ///< weights drawn at random, from `seed`
    quint64 seed = 1;
    QString labels; ///< a file with a name a line, for networks that do not name their classes
    QString preprocess; ///< "torchvision" or "caffe", where the weights do not say

    bool operator==(const NetworkChoice&) const = default;
};
