#pragma once

#include "app/session/results.h"

/// How alike two answers A and B are. Their layers are matched by name; only those of equal shape can be compared.

/// One layer of A beside the one of B.
struct LayerLikeness {
    enum class Kind {
        Compared,
        Silent, ///< all values of A or of B are 0: there is no angle between them
        OtherShape, ///< B has a layer of that name with another shape
        OtherClasses, ///< the outputs stand for classes, and B's are others
        Absent ///< B has no layer of that name
    };
    Kind kind = Kind::Absent;
    int other = -1; ///< which layer of B; −1 unless values stand against values
    double cosine = 0; ///< Σ a·b ⁄ √(Σ a² · Σ b²) of all values, −1 to 1; 0 unless Compared
};

/// Every layer of A beside B.
struct Likeness {
    ClassificationPointer a, b;
    std::vector<LayerLikeness> layers; ///< as the layers of A
};
using LikenessPointer = std::shared_ptr<const Likeness>;

/// A − B of one layer, value by value.
struct ActivationDifference {
    ClassificationPointer a, b;
    int layer = -1; ///< of A
    int other = -1; ///< of B
    engine::HostTensor values; ///< NCHW, batch 1
    double end = 0; ///< their colours go from −end to end: the 99.5th percentile of |A − B|
};
using DifferencePointer = std::shared_ptr<const ActivationDifference>;

/// Finds the layer of B that belongs to a layer of A, without its cosine.
LayerLikeness matchLayer(const Classification& a, const Classification& b, int layer);
LikenessPointer likenessOf(const ClassificationPointer& a, const ClassificationPointer& b);
/// Null where the layers cannot be compared.
DifferencePointer differenceOf(const ClassificationPointer& a, const ClassificationPointer& b, int layer);
