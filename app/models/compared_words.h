#pragma once

#include "app/session/likeness.h"

#include <QPoint>

/// How people read two answers beside each other.

/// With its sign: "+0.9473", "−0.1505", "0.0000".
QString withSign(double value, int decimals = 4);
/// "A 1.2786, B 0.3313, A − B = +0.9473".
QString pairWords(double a, double b);
/// The same of shares of 1, in the way of shareText().
QString sharePairWords(double a, double b);
/// Both exact values of a unit with their address: "conv1 · unit 76 · (24, 26): A 1.2786, ...". `position` counts for
/// maps only.
QString comparedAddressWords(const Classification& a, const Classification& b, const LayerLikeness& match,
    int layer, int unit, QPoint position);
/// Short, in place of a number: "not in B", "other shape".
QString shortReason(LayerLikeness::Kind kind);
/// The same as a sentence about a layer of that name; empty for Compared.
QString longReason(LayerLikeness::Kind kind, const QString& layer);
