#include "engine/explain/receptive_field.h"

#include "engine/core/error.h"
#include "engine/explain/layer_window.h"

#include <algorithm>

namespace engine {

namespace {

void advance(FieldAxis& axis, const AxisWindow& window)
{
    axis.size += (window.size - 1) * window.dilation * axis.jump;
    axis.offset -= window.before * axis.jump;
    axis.jump *= window.stride;
}

/// The shapes of the input and of every layer's output up to `layer`.
std::vector<Shape> shapesUpTo(const LayerList& layers, std::size_t layer, const Shape& input)
{
    std::vector<Shape> shapes = {input.withBatch(1)};
    for (std::size_t i = 0; i <= layer; ++i)
        shapes.push_back(layers[i].layer->outputShape(shapes.back()));
    return shapes;
}

/// Throws unless there is such a place.
std::vector<Shape> shapesFor(const LayerList& layers, std::size_t layer, int y, int x, const Shape& input)
{
    if (layer >= layers.size())
        throw UsageError(
            sentence("there is no layer ", layer, "; the network has ", layers.size(), " layers"));
    std::vector<Shape> shapes = shapesUpTo(layers, layer, input);
    const Shape& output = shapes.back();
    if (y < 0 || y >= output.height || x < 0 || x >= output.width)
        throw UsageError(sentence("there is no row ", y, ", column ", x, " in ", layers[layer].name,
            ", whose maps are ", output.height, " x ", output.width));
    return shapes;
}

using Marks = std::vector<char>; ///< which places along an axis count

/// The inputs of a window along one axis that reach any of the marked outputs.
Marks inputsOf(const Marks& outputs, const AxisWindow& window, int inputs)
{
    Marks reached(std::size_t(inputs), 0);
    for (int output = 0; output < int(outputs.size()); ++output)
        for (int u = 0; outputs[std::size_t(output)] && u < window.size; ++u)
            if (const int at = window.inputAt(output, u); at >= 0 && at < inputs)
                reached[std::size_t(at)] = 1;
    return reached;
}

Marks only(int place, int count)
{
    Marks marks(std::size_t(count), 0);
    marks[std::size_t(place)] = 1;
    return marks;
}

/// First and number of the marked places and all between them.
std::pair<int, int> hull(const Marks& marks)
{
    const auto first = std::find(marks.begin(), marks.end(), 1);
    if (first == marks.end())
        return {0, 0};
    const auto last = std::find(marks.rbegin(), marks.rend(), 1).base();
    return {int(first - marks.begin()), int(last - first)};
}

}

std::vector<ReceptiveField> receptiveFields(const LayerList& layers, const Shape& input)
{
    std::vector<ReceptiveField> fields;
    ReceptiveField field;
    for (const LayerList::Entry& entry : layers.entries()) {
        if (const auto window = windowOf(*entry.layer)) {
            advance(field.rows, window->rows);
            advance(field.columns, window->columns);
        } else {
            field = {{input.height, 0, 0}, {input.width, 0, 0}};
        }
        fields.push_back(field);
    }
    return fields;
}

Rect receptiveField(const LayerList& layers, std::size_t layer, int y, int x, const Shape& input)
{
    shapesFor(layers, layer, y, x, input);
    return receptiveFields(layers, input)[layer].box(y, x);
}

Rect receptiveFieldInPicture(const LayerList& layers, std::size_t layer, int y, int x, const Shape& input)
{
    const std::vector<Shape> shapes = shapesFor(layers, layer, y, x, input);
    Marks rows = only(y, shapes.back().height), columns = only(x, shapes.back().width);
    for (std::size_t i = layer + 1; i-- > 0;) {
        const auto window = windowOf(*layers[i].layer);
        const auto through = [](const Marks& outputs, const AxisWindow* axis, int inputs) {
            const bool any = std::find(outputs.begin(), outputs.end(), 1) != outputs.end();
            return axis ? inputsOf(outputs, *axis, inputs) : Marks(std::size_t(inputs), any);
        };
        rows = through(rows, window ? &window->rows : nullptr, shapes[i].height);
        columns = through(columns, window ? &window->columns : nullptr, shapes[i].width);
    }
    const auto [top, height] = hull(rows);
    const auto [left, width] = hull(columns);
    return height > 0 && width > 0 ? Rect {left, top, width, height} : Rect {};
}

}
