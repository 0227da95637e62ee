#include "engine/weights/onnx_reshape.h"

#include "engine/core/error.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace engine {

std::int64_t product(const std::vector<std::int64_t>& dimensions, std::size_t begin, std::size_t end)
{
    return std::accumulate(dimensions.begin() + std::ptrdiff_t(begin), dimensions.begin() + std::ptrdiff_t(end),
        std::int64_t(1), std::multiplies<>());
}

std::size_t axisOf(const OnnxNode& node, std::int64_t otherwise, std::size_t dimensions, std::size_t most)
{
    const std::int64_t axis = node.integer("axis", otherwise);
    const auto count = std::int64_t(dimensions);
    require(axis >= -count && axis <= std::int64_t(most), node.where(), " has the axis ", axis, " of ", count);
    return std::size_t(axis < 0 ? axis + count : axis);
}

std::vector<std::int64_t> reshapedDimensions(const OnnxNode& node, const OnnxConstant* target,
    const std::vector<std::int64_t>& dimensions, std::int64_t batch)
{
    std::vector<std::int64_t> shape
        = target ? target->integers : node.integers("shape", std::vector<std::int64_t>());
    require(!target || shape.size() == target->size(), node.where(), " gets a shape that is not of whole numbers");
    const bool zeroIsZero = node.integer("allowzero", 0) != 0;
    if (batch > 0 && !shape.empty() && shape[0] == batch)
        shape[0] = dimensions[0];
    std::int64_t* open = nullptr;
    std::int64_t known = 1;
    const std::int64_t all = product(dimensions, 0, dimensions.size());
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == 0 && !zeroIsZero) {
            require(i < dimensions.size(), node.where(), " keeps dimension ", i, " of ", dimensions.size());
            shape[i] = dimensions[i];
        }
        if (shape[i] == -1) {
            require(!open, node.where(), " leaves two dimensions open");
            open = &shape[i];
            continue;
        }
        require(shape[i] >= 0 && shape[i] <= std::max<std::int64_t>(all, 1), node.where(),
            " asks for a dimension of ", shape[i]);
        known *= shape[i];
        require(known <= std::max<std::int64_t>(all, 1), node.where(), " asks for more than the ", all,
            " values that there are");
    }
    if (open && known > 0)
        *open = all / known;
    require(open ? known > 0 && known * *open == all : known == all, node.where(), " cannot make ", known,
        " values of ", all);
    return shape;
}

std::vector<std::int64_t> flattenedDimensions(const OnnxNode& node, const std::vector<std::int64_t>& dimensions)
{
    const std::size_t axis = axisOf(node, 1, dimensions.size(), dimensions.size());
    return {product(dimensions, 0, axis), product(dimensions, axis, dimensions.size())};
}

}
