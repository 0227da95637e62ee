#include "engine/learn/features.h"

#include "engine/core/error.h"
#include "engine/image/augment.h"
#include "engine/image/prepare.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

constexpr int viewsAtOnce = 8;
constexpr Augmentation variation {.crop = true, .mirror = true, .scale = true, .colour = true};

/// Collects views until there are enough for a run of the network.
class FeatureRuns {
public:
    FeatureRuns(Network& network, const LastLayer& last)
        : m_network(network)
        , m_last(last)
        , m_batch(network.input().withBatch(viewsAtOnce))
    {
        m_made.each = last.input;
    }

    /// Where the next view is to be written, ...
    HostTensor& batch() { return m_batch; }
    int place() const { return m_filled; }
    /// ... which is of this picture. False when stopped.
    bool add(int picture, int label, const std::stop_token& stop)
    {
        m_made.pictures.push_back(picture);
        m_made.labels.push_back(label);
        return ++m_filled < viewsAtOnce || run(stop);
    }
    bool run(const std::stop_token& stop)
    {
        if (m_filled == 0)
            return true;
        m_network.setInput(m_batch, Keep::Everything);
        if (!m_network.run(viewsAtOnce, Keep::Everything, stop))
            return false;
        const HostTensor read = m_network.activation(m_last.features, viewsAtOnce, Keep::Everything);
        const auto end = read.values.begin() + std::ptrdiff_t(m_last.input.imageSize() * m_filled);
        m_made.values.insert(m_made.values.end(), read.values.begin(), end);
        m_filled = 0;
        return true;
    }
    Features take() { return std::move(m_made); }

private:
    Network& m_network;
    const LastLayer& m_last;
    HostTensor m_batch;
    int m_filled = 0;
    Features m_made;
};

}

std::optional<Features> featuresOf(Network& network, const LastLayer& last, const Subset& part,
    const ViewOptions& options, std::vector<SkippedFile>& skipped, const std::function<void()>& advanced,
    const std::stop_token& stop)
{
    FeatureRuns runs(network, last);
    for (int i = 0; i < part.size(); ++i) {
        const int number = part.number(i), label = part.label(i);
        if (stop.stop_requested())
            return {};
        Image picture;
        try {
            picture = part.image(i);
        } catch (const OutOfMemoryError&) {
            throw;
        } catch (const Error& error) {
            skipped.push_back({part.name(i), error.what()});
            continue;
        }
        writeView(preparedPicture(picture, options.recipe), options.recipe, runs.batch(), runs.place());
        if (!runs.add(number, label, stop))
            return {};
        const Image kept = options.each > 1 ? keptPicture(picture, options.recipe, variation) : Image();
        Random random(options.seed, Purpose::Augmentation, 0, std::uint32_t(number));
        for (int view = 1; view < options.each; ++view) {
            const Image varied = variedView(kept, options.recipe, variation, random);
            const ColourChange change = randomColourChange(varied, variation, {}, random);
            writeView(varied, change, options.recipe, runs.batch(), runs.place());
            if (!runs.add(number, label, stop))
                return {};
        }
        advanced();
    }
    if (!runs.run(stop))
        return {};
    Features made = runs.take();
    require(
        std::all_of(made.values.begin(), made.values.end(), [](float value) { return std::isfinite(value); }),
        "the network's numbers grow beyond all bounds with these weights: they are damaged or not trained");
    return made;
}

}
