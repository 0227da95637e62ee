#pragma once

#include <span>
#include <vector>

namespace engine {

/// probability[c] = exp((score[c] - largest) / T) / sum over j of exp((score[j] - largest) / T)
///
/// (paper, section 3.5, with T = 1; the temperature T of Hinton, Vinyals and Dean 2015, section 2). All lists in order
/// of channels.
struct SoftmaxTrace {
    double temperature = 1;
    std::vector<float> scores;
    double largest = 0; ///< of the scores
    std::vector<double> differences; ///< (score - largest) / T, 0 at most
    std::vector<double> exponentials; ///< 0 to 1
    double sum = 0; ///< of the exponentials, 1 at least
    std::vector<double> probabilities;
    std::vector<int> largestFirst; ///< channels, the largest score first
    double bits = 0; ///< entropy of the probabilities, 0 to log2(channels)
    double total = 0; ///< the probability of the channel asked for, at this temperature
};

/// For any scores; throws Error when there is no such channel or the temperature is not above 0.
SoftmaxTrace traceSoftmax(std::span<const float> scores, int channel, double temperature = 1);

/// Entropy in bits, - sum of p log2 p (Shannon 1948): 0 when one p is 1, log2 of their number when all are equal.
double entropyBits(std::span<const double> probabilities);

}
