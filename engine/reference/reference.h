#pragma once

#include "engine/layers/average_pool.h"
#include "engine/layers/convolution.h"
#include "engine/layers/dropout.h"
#include "engine/layers/fully_connected.h"
#include "engine/layers/lrn.h"
#include "engine/layers/max_pool.h"

#include <cstdint>
#include <vector>

/// Every layer once more as plain loops in double precision, from the formulas in the layers' headers. The oracle of
/// the tests and of the self-test; never a replacement for a device.
namespace engine::reference {

/// An activation in NCHW order.
struct Array {
    Shape shape;
    std::vector<double> values;

    explicit Array(const Shape& extent)
        : shape(extent)
        , values(static_cast<std::size_t>(extent.size()))
    {
    }
    explicit Array(const HostTensor& host)
        : shape(host.shape)
        , values(host.values.begin(), host.values.end())
    {
    }
    double& at(int n, int c, int y, int x) { return values[place(n, c, y, x)]; }
    double at(int n, int c, int y, int x) const { return values[place(n, c, y, x)]; }
    /// Zero outside of the picture.
    double padded(int n, int c, int y, int x) const
    {
        return y < 0 || y >= shape.height || x < 0 || x >= shape.width ? 0 : at(n, c, y, x);
    }

private:
    std::size_t place(int n, int c, int y, int x) const
    {
        return ((std::size_t(n) * shape.channels + c) * shape.height + y) * shape.width + x;
    }
};

/// Parameters in file order, as a layer's parameterShapes() lists them.
using Parameters = std::vector<std::vector<float>>;

Array convolution(const ConvolutionOptions&, const Array& input, const Parameters&);
Array fullyConnected(const FullyConnectedOptions&, const Array& input, const Parameters&);
Array relu(const Array& input);
Array lrn(const LrnOptions&, const Array& input);
/// `switches`, if given, receives each output's place in its window.
Array maxPool(const MaxPoolOptions&, const Array& input, std::vector<std::uint32_t>* switches = nullptr);
Array averagePool(const AveragePoolOptions&, const Array& input);
/// At inference.
Array dropout(const DropoutOptions&, const Array& input);
Array flatten(const Array& input);
Array softmax(const Array& input);

}
