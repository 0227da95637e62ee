// Weights for cifar-quick whose answer is known beforehand.
#pragma once

#include "tests/cli/program.h"

using Tensors = std::vector<engine::NamedTensor>;
using Metadata = std::map<std::string, std::string>;

/// Says that the weights are cifar-quick's.
extern const Metadata named;

/// A tensor of equal values.
engine::NamedTensor filled(const std::string& name, std::vector<std::int64_t> shape, float value);

/// Zero everywhere: only the last biases decide, 0, 0.5, 1 ... 4.5 for the ten classes.
Tensors plainWeights();

/// Writes weights.safetensors.
void write(const Workplace& place, const Tensors& tensors, const Metadata& metadata = named);

/// The program's answer to cat.png with weights.safetensors.
Answer classified(const Workplace& place, const QStringList& more = {});
