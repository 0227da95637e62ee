#include "app/session/fields.h"

#include <algorithm>
#include <cmath>

namespace {

const LayerInfo* layerOf(const NetworkInfo& network, int layer)
{
    return layer >= 0 && layer < int(network.layers.size()) ? &network.layers[std::size_t(layer)] : nullptr;
}

/// Of `count` positions along one axis, the one whose span has its middle nearest to a pixel.
int nearest(const FieldSpan& span, int pixel, int count)
{
    const double middle = span.offset + (span.size - 1) / 2.0;
    const long position = span.jump ? std::lround((pixel - middle) / span.jump) : 0;
    return int(std::clamp(position, 0L, long(count) - 1));
}

}

QRect fieldOf(const NetworkInfo& network, int layer, QPoint position)
{
    const LayerInfo* info = layerOf(network, layer);
    if (!info)
        return {};
    const FieldSpan &rows = info->fieldRows, &columns = info->fieldColumns;
    const QRect box(columns.jump * position.x() + columns.offset, rows.jump * position.y() + rows.offset,
        columns.size, rows.size);
    return box.intersected({0, 0, network.input.width, network.input.height});
}

QPoint positionAt(const NetworkInfo& network, int layer, QPoint pixel)
{
    const LayerInfo* info = layerOf(network, layer);
    if (!info)
        return {};
    return {nearest(info->fieldColumns, pixel.x(), info->output.width),
        nearest(info->fieldRows, pixel.y(), info->output.height)};
}
