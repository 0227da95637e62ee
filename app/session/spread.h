#pragma once

#include <vector>

/// How sure an answer is, told by its spread.
enum class Sureness { Sure, FairlySure, NotSure };

/// The entropy of the probabilities in bits: 0 when one class has everything, log2(classes) when all are alike (Shannon
/// 1948).
double spreadOf(const std::vector<float>& probabilities);

/// Sure up to 15 % of log2(classes), fairly sure up to 40 %.
Sureness surenessOf(double bits, int classes);
