#pragma once

#include "app/session/devices.h"
#include "app/session/kernel_measures.h"

#include <QPoint>

/// What a kernel is like, in one sentence: "Coloured stripes running at 45°, …".
QString kernelSentence(const MeasuredKernels& layer, int filter);
/// The same in numbers.
std::vector<Fact> kernelFacts(const MeasuredKernels& layer, int filter);
/// "conv1 · kernel 76 · (5, 5) · red 0.0401 · green −0.0020 · blue 0.0119"
QString colourAddress(const MeasuredKernels& layer, int filter, QPoint cell);
/// "conv3 · kernel 17 · map 4 · (1, 2) = −0.0147"; `channel` counts within the kernel.
QString planeAddress(const MeasuredKernels& layer, int filter, int channel, QPoint cell);
/// Of all weights of the layer.
std::vector<Fact> weightFacts(const MeasuredKernels& layer);
