#include "app/session/likeness.h"

#include "engine/core/waiting.h"
#include "engine/explain/statistics.h"

#include <algorithm>
#include <cmath>

namespace {

/// Whether the outputs stand for classes: those of the last layer, and the scores before it.
bool standsForClasses(const NetworkInfo& network, int layer)
{
    const LayerInfo& info = network.layers[std::size_t(layer)];
    return layer >= int(network.layers.size()) - 2 && info.vector
        && info.output.channels == network.labels.size();
}

bool isSilent(const engine::HostTensor& values)
{
    return std::all_of(values.values.begin(), values.values.end(), [](float value) { return value == 0; });
}

/// Of values of which some on both sides are not 0; summed in double precision.
double cosineOf(const std::vector<float>& a, const std::vector<float>& b)
{
    double product = 0, squaresOfA = 0, squaresOfB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += double(a[i]) * double(b[i]);
        squaresOfA += double(a[i]) * double(a[i]);
        squaresOfB += double(b[i]) * double(b[i]);
    }
    return std::clamp(product / (std::sqrt(squaresOfA) * std::sqrt(squaresOfB)), -1.0, 1.0);
}

}

LayerLikeness matchLayer(const Classification& a, const Classification& b, int layer)
{
    const LayerInfo& info = a.network->layers[std::size_t(layer)];
    LayerLikeness found;
    const int other = b.network->indexOf(info.name);
    if (other < 0)
        return found;
    found.kind = LayerLikeness::Kind::OtherShape;
    if (a.outputOf(layer).shape != b.outputOf(other).shape)
        return found;
    found.kind = LayerLikeness::Kind::OtherClasses;
    if (standsForClasses(*a.network, layer) && a.network->labels != b.network->labels)
        return found;
    found.kind = LayerLikeness::Kind::Compared;
    found.other = other;
    return found;
}

LikenessPointer likenessOf(const ClassificationPointer& a, const ClassificationPointer& b)
{
    engine::mayWait("comparing two answers");
    auto made = std::make_shared<Likeness>();
    made->a = a;
    made->b = b;
    for (int layer = 0; layer < int(a->network->layers.size()); ++layer) {
        LayerLikeness found = matchLayer(*a, *b, layer);
        if (found.kind == LayerLikeness::Kind::Compared) {
            const engine::HostTensor &ours = a->outputOf(layer), &theirs = b->outputOf(found.other);
            if (isSilent(ours) || isSilent(theirs))
                found.kind = LayerLikeness::Kind::Silent;
            else
                found.cosine = cosineOf(ours.values, theirs.values);
        }
        made->layers.push_back(found);
    }
    return made;
}

DifferencePointer differenceOf(const ClassificationPointer& a, const ClassificationPointer& b, int layer)
{
    engine::mayWait("comparing two answers");
    const LayerLikeness found = matchLayer(*a, *b, layer);
    if (found.other < 0)
        return nullptr;
    auto made = std::make_shared<ActivationDifference>();
    made->a = a;
    made->b = b;
    made->layer = layer;
    made->other = found.other;
    made->values = a->outputOf(layer);
    const std::vector<float>& theirs = b->outputOf(found.other).values;
    for (std::size_t i = 0; i < theirs.size(); ++i)
        made->values.values[i] -= theirs[i];
    made->end = engine::displayRange(made->values.values).high;
    return made;
}
