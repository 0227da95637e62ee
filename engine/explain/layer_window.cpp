#include "engine/explain/layer_window.h"

#include "engine/core/error.h"
#include "engine/layers/average_pool.h"
#include "engine/layers/convolution.h"
#include "engine/layers/max_pool.h"

namespace engine {

namespace {

LayerWindow windowFrom(
    const Extent& size, const Extent& stride, const Padding& padding, const Extent& dilation)
{
    return {{size.height, stride.height, padding.top, dilation.height},
        {size.width, stride.width, padding.left, dilation.width}};
}

}

int AxisWindow::windowsWith(int input, int outputs) const
{
    int windows = 0;
    for (int output = 0; output < outputs; ++output) {
        const int distance = input - inputAt(output, 0);
        windows += distance >= 0 && distance % dilation == 0 && distance / dilation < size;
    }
    return windows;
}

std::optional<LayerWindow> windowOf(const Layer& layer)
{
    if (const auto* convolution = dynamic_cast<const Convolution*>(&layer)) {
        const ConvolutionOptions& o = convolution->options();
        return windowFrom(o.size, o.stride, o.padding, o.dilation);
    }
    if (const auto* pool = dynamic_cast<const MaxPool*>(&layer)) {
        const MaxPoolOptions& o = pool->options();
        return windowFrom(o.size, o.stride, o.padding, o.dilation);
    }
    if (const auto* pool = dynamic_cast<const AveragePool*>(&layer); pool && !pool->options().global) {
        const AveragePoolOptions& o = pool->options();
        return windowFrom(o.size, o.stride, o.padding, 1);
    }
    const Window window = layer.window();
    if (layer.makesVector() || window.size == 0)
        return std::nullopt;
    require(window.size == 1 && window.stride == 1, "it is not known where the windows of a ", layer.kind(),
        " layer lie; tell engine/explain/layer_window.cpp");
    return LayerWindow {};
}

}
