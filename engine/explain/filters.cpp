#include "engine/explain/filters.h"

#include "engine/core/error.h"
#include "engine/explain/plane_wave.h"
#include "engine/layers/convolution.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace engine {

namespace {

/// How stripes run that are crossed by a wave, in degrees from 0 up to 180, counter-clockwise as seen (rows go down).
double stripesAcross(const PlaneWave& wave)
{
    const double degrees = std::atan2(-wave.down, wave.right) * 180 / std::numbers::pi + 90;
    const double turned = std::fmod(degrees + 180, 180);
    return turned < 180 - 1e-9 ? turned : 0;
}

}

KernelMeasures measureKernel(const HostTensor& kernels, int filter)
{
    const Shape& s = kernels.shape;
    require(filter >= 0 && filter < s.batch, "there is no filter ", filter, " among ", s.batch);
    const std::size_t places = std::size_t(s.height) * s.width;
    const auto first = kernels.values.begin() + std::ptrdiff_t(places) * s.channels * filter;
    const std::span<const float> weights(first, places * s.channels);

    KernelMeasures measures;
    CentredPlane grey {s.height, s.width, std::vector<double>(places, 0)};
    double energy = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        energy += double(weights[i]) * weights[i];
        measures.mean += weights[i] / double(weights.size());
        grey.values[i % places] += weights[i] / double(s.channels);
    }
    double greyEnergy = 0;
    for (double& value : grey.values) {
        greyEnergy += s.channels * value * value;
        value -= measures.mean; // also the mean of the grey part
    }
    const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
    measures.contrast = double(*most) - *least;
    measures.largest = std::max(std::abs(double(*most)), std::abs(double(*least)));
    measures.norm = std::sqrt(energy);
    measures.colourfulness = energy > 0 ? std::sqrt(std::clamp(1 - greyEnergy / energy, 0.0, 1.0)) : 0;

    // What is left of a kernel without variation is rounding.
    double variation = 0;
    for (double value : grey.values)
        variation += value * value * s.channels;
    if (variation <= 1e-12 * energy)
        return measures;
    const PlaneWave wave = dominantWave(grey);
    measures.frequencyPerPixel = std::hypot(wave.right, wave.down);
    measures.frequency = measures.frequencyPerPixel * s.width;
    measures.orientedness = orientedness(grey);
    if (measures.orientedness >= leastOrientedness)
        measures.orientation = stripesAcross(wave);
    return measures;
}

std::vector<KernelMeasures> measureKernels(const HostTensor& kernels)
{
    std::vector<KernelMeasures> list;
    for (int filter = 0; filter < kernels.shape.batch; ++filter)
        list.push_back(measureKernel(kernels, filter));
    return list;
}

HostTensor rgbKernels(HostTensor kernels, InputRecipe::Order order)
{
    const Shape& s = kernels.shape;
    if (order != InputRecipe::Order::Bgr || s.channels != 3)
        return kernels;
    const auto places = std::ptrdiff_t(s.height) * s.width;
    for (auto first = kernels.values.begin(); first != kernels.values.end(); first += 3 * places)
        std::swap_ranges(first, first + places, first + 2 * places);
    return kernels;
}

int towersOf(const LayerList& layers, std::size_t layer)
{
    int towers = 0; // before the first convolution
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const Layer& at = *layers[i].layer;
        if (at.makesVector())
            return i <= layer ? 1 : std::max(1, towers);
        const auto* convolution = dynamic_cast<const Convolution*>(&at);
        if (convolution && i <= layer)
            towers = convolution->options().groups;
        else if (convolution)
            return towers == 1 ? convolution->options().groups : std::max(1, towers);
    }
    return std::max(1, towers);
}

std::vector<double> towerColourfulness(std::span<const KernelMeasures> measures, int towers)
{
    require(towers > 0 && measures.size() % std::size_t(towers) == 0, measures.size(),
        " filters cannot be divided into ", towers, " towers");
    std::vector<double> means(std::size_t(towers), 0);
    const std::size_t each = measures.size() / std::size_t(towers);
    for (std::size_t i = 0; i < measures.size(); ++i)
        means[i / each] += measures[i].colourfulness / double(each);
    return means;
}

}
