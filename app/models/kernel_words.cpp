#include "app/models/kernel_words.h"

#include "app/models/kernel_atlas.h"
#include "app/models/number_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

bool inside(const MeasuredKernels& layer, QPoint cell)
{
    return cell.x() >= 0 && cell.y() >= 0 && cell.x() < layer.kernels.shape.width
        && cell.y() < layer.kernels.shape.height;
}

QString weight(const MeasuredKernels& layer, int filter, int channel, QPoint cell)
{
    return valueText(double(layer.kernels.at(filter, channel, cell.y(), cell.x())), 4);
}

QString unitName(const MeasuredKernels& layer, int filter)
{
    return layer.layer + QString::fromUtf8(" · ")
        + (layer.connected ? KernelMeasures::tr("unit %1") : KernelMeasures::tr("kernel %1")).arg(filter);
}

}

QString kernelSentence(const MeasuredKernels& layer, int filter)
{
    if (!layer.colour)
        return layer.connected
            ? KernelMeasures::tr("What this unit adds up, folded back to the maps before it.")
            : KernelMeasures::tr("One plane for every map that this kernel looks at.");
    const engine::KernelMeasures& kernel = layer.measures[std::size_t(filter)];
    if (kernel.largest == 0)
        return KernelMeasures::tr("All weights are 0: it answers nothing.");
    if (layer.random)
        return KernelMeasures::tr("Noise: not trained.");
    const QString colour = kernel.colourfulness < 0.3 ? KernelMeasures::tr("grey")
        : kernel.colourfulness < 0.7                  ? KernelMeasures::tr("slightly coloured")
                                                      : KernelMeasures::tr("coloured");
    if (!kernel.orientation)
        return KernelMeasures::tr("A %1 blob or pattern without one direction.").arg(colour);
    const double angle = *kernel.orientation;
    const QString runs = angle < 22.5 || angle >= 157.5 ? KernelMeasures::tr("lying")
        : angle < 67.5                                  ? KernelMeasures::tr("rising")
        : angle < 112.5                                 ? KernelMeasures::tr("upright")
                                                        : KernelMeasures::tr("falling");
    return kernel.frequency < 1 ? KernelMeasures::tr("A %1 edge, %2.").arg(colour, runs)
                                : KernelMeasures::tr("Stripes, %2, %1.").arg(colour, runs);
}

std::vector<Fact> kernelFacts(const MeasuredKernels& layer, int filter)
{
    std::vector<Fact> facts;
    const std::span<const float> weights = layer.kernel(filter);
    if (layer.colour) {
        const engine::KernelMeasures& kernel = layer.measures[std::size_t(filter)];
        facts.push_back({KernelMeasures::tr("angle"),
            kernel.orientation ? QString::fromUtf8("%1°").arg(*kernel.orientation, 0, 'f', 0)
                               : KernelMeasures::tr("none")});
        facts.push_back({KernelMeasures::tr("frequency"),
            KernelMeasures::tr("%1 /px").arg(kernel.frequencyPerPixel, 0, 'f', 2)});
        facts.push_back({KernelMeasures::tr("colourfulness"), shareText(kernel.colourfulness, 2)});
    } else {
        facts.push_back({KernelMeasures::tr("weights"), countText(qint64(weights.size()))});
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    facts.push_back({KernelMeasures::tr("norm"), valueText(layer.norms[std::size_t(filter)])});
    facts.push_back({KernelMeasures::tr("mean"), valueText(sum / double(weights.size()))});
    facts.push_back({KernelMeasures::tr("largest"), valueText(largestWeight(weights))});
    if (!layer.biases.empty())
        facts.push_back({KernelMeasures::tr("bias"), valueText(double(layer.biases[std::size_t(filter)]))});
    return facts;
}

QString colourAddress(const MeasuredKernels& layer, int filter, QPoint cell)
{
    if (!layer.colour || !inside(layer, cell))
        return {};
    return unitName(layer, filter) + QString::fromUtf8(" · (%1, %2) · ").arg(cell.x()).arg(cell.y())
        + KernelMeasures::tr("red %1, green %2, blue %3")
              .arg(weight(layer, filter, 0, cell), weight(layer, filter, 1, cell),
                  weight(layer, filter, 2, cell));
}

QString planeAddress(const MeasuredKernels& layer, int filter, int channel, QPoint cell)
{
    if (channel < 0 || channel >= layer.kernels.shape.channels || !inside(layer, cell))
        return {};
    const QString colours[]
        = {KernelMeasures::tr("red"), KernelMeasures::tr("green"), KernelMeasures::tr("blue")};
    const QString plane = layer.colour
        ? colours[channel]
        : KernelMeasures::tr("map %1").arg(layer.firstChannel(filter) + channel);
    return QString::fromUtf8("%1 · %2 · (%3, %4) = %5")
        .arg(unitName(layer, filter), plane)
        .arg(cell.x())
        .arg(cell.y())
        .arg(weight(layer, filter, channel, cell));
}

std::vector<Fact> weightFacts(const MeasuredKernels& layer)
{
    const auto [least, most] = std::ranges::minmax(layer.norms);
    return {
        {KernelMeasures::tr("weights"), countText(layer.statistics.count)},
        {KernelMeasures::tr("mean"), valueText(layer.statistics.mean)},
        {KernelMeasures::tr("deviation"), valueText(layer.statistics.deviation)},
        {KernelMeasures::tr("norm of a unit"),
            QString::fromUtf8("%1 … %2").arg(valueText(least), valueText(most))},
    };
}
