#include "engine/explain/trace_lrn.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

int firstNeighbour(const LrnOptions& o, int channel) { return std::max(0, channel - (o.size - 1) / 2); }

int lastNeighbour(const LrnOptions& o, int channel, int channels)
{
    return std::min(channels - 1, channel + o.size / 2);
}

}

double LrnTrace::factorAt(double value) const
{
    const double others = sumOfSquares - neighbours[std::size_t(self)].square;
    return std::pow(bias + alpha * (others + value * value), -beta);
}

LrnTrace traceLrn(const LrnOptions& o, const Place& place, const HostTensor& input, const HostTensor& output)
{
    LrnTrace trace {.size = o.size, .bias = o.bias, .alpha = o.alpha, .beta = o.beta};
    const int first = firstNeighbour(o, place.channel);
    for (int c = first; c <= lastNeighbour(o, place.channel, input.shape.channels); ++c) {
        const float value = input.at(0, c, place.y, place.x);
        trace.neighbours.push_back({c, value, double(value) * value, output.at(0, c, place.y, place.x)});
        trace.sumOfSquares += trace.neighbours.back().square;
    }
    trace.self = place.channel - first;
    trace.scaled = trace.alpha * trace.sumOfSquares;
    trace.base = trace.bias + trace.scaled;
    trace.divisor = std::pow(trace.base, trace.beta);
    trace.factor = 1 / trace.divisor;
    trace.total = trace.neighbours[std::size_t(trace.self)].value * trace.factor;
    return trace;
}

std::vector<float> lrnFactors(const LrnOptions& o, const HostTensor& input, int channel)
{
    std::vector<float> factors;
    for (int y = 0; y < input.shape.height; ++y)
        for (int x = 0; x < input.shape.width; ++x) {
            double sum = 0;
            for (int c = firstNeighbour(o, channel); c <= lastNeighbour(o, channel, input.shape.channels);
                 ++c)
                sum += double(input.at(0, c, y, x)) * input.at(0, c, y, x);
            factors.push_back(float(std::pow(double(o.bias) + double(o.alpha) * sum, -double(o.beta))));
        }
    return factors;
}

}
