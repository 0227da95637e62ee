#pragma once

#include "app/session/results.h"

#include <QPoint>

/// How people read layers, units and their values; other numbers are in number_text.h.

/// With digits behind the point, a true minus: "1.2786", "−0.0310".
QString numberWords(double value, int decimals = 4);
/// Of a layer: the shares of a softmax as shareText() has them, all else as numberWords().
QString valueWords(const LayerInfo& layer, double value, int decimals = 4);
/// Short, for below a thumbnail: "96 × 55²", "4096".
QString shortShapeWords(const LayerInfo& layer);
/// "96 maps, 55 × 55", "4,096 units".
QString unitsWords(const LayerInfo& layer);
/// What it does and how: "max-pooling 3 × 3, step 2", "convolution 3 × 3, both towers" where the filters of either tower
/// read the maps of both, "convolution 5 × 5, each tower" where they read those of their own.
QString typeWords(const NetworkInfo& network, int layer);
/// How much of the picture reaches one value: pixels per side, "all 32" where that is the whole picture or more.
QString fieldWords(const NetworkInfo& network, int layer);
/// The same exactly, padding included.
QString fieldSentence(const NetworkInfo& network, int layer);
/// Whether every output stands for a class.
bool isOfClasses(const NetworkInfo& network, int layer);
/// Whether its outputs are shares of 1.
bool isOfShares(const LayerInfo& layer);
/// "unit 76", or the class where the layer's outputs are classes.
QString unitWords(const NetworkInfo& network, int layer, int unit);
/// The exact value with its address: "conv1 · unit 76 · (24, 26) = 1.2786". `position` counts for maps only.
QString addressWords(const Classification& answer, int layer, int unit, QPoint position);
