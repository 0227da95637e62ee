#include "engine/explain/trace_softmax.h"

#include "engine/core/error.h"
#include "engine/explain/largest_first.h"

namespace engine {

double entropyBits(std::span<const double> probabilities)
{
    double bits = 0;
    for (double p : probabilities)
        if (p > 0)
            bits -= p * std::log2(p);
    return bits;
}

SoftmaxTrace traceSoftmax(std::span<const float> scores, int channel, double temperature)
{
    require(temperature > 0, "the temperature of a softmax must be above 0, not ", temperature);
    require(channel >= 0 && channel < int(scores.size()), "there is no channel ", channel, " among ",
        scores.size(), " scores");
    SoftmaxTrace trace {.temperature = temperature, .scores = {scores.begin(), scores.end()}};
    trace.largest = *std::max_element(scores.begin(), scores.end());
    for (float score : scores) {
        trace.differences.push_back((double(score) - trace.largest) / temperature);
        trace.exponentials.push_back(std::exp(trace.differences.back()));
        trace.sum += trace.exponentials.back();
    }
    for (double exponential : trace.exponentials)
        trace.probabilities.push_back(exponential / trace.sum);
    trace.largestFirst = largestFirst(scores.size(), [&](std::size_t i) { return scores[i]; });
    trace.bits = entropyBits(trace.probabilities);
    trace.total = trace.probabilities[std::size_t(channel)];
    return trace;
}

}
