#include "engine/training/trainer.h"

#include "engine/core/random.h"
#include "engine/training/micro_batch.h"
#include "engine/training/sgd.h"
#include "engine/vulkan/transfer.h"

#include <cmath>

namespace engine {

Score& Score::operator+=(const Score& other)
{
    images += other.images;
    lossSum += other.lossSum;
    top1Right += other.top1Right;
    top5Right += other.top5Right;
    answers.insert(answers.end(), other.answers.begin(), other.answers.end());
    return *this;
}

namespace {

/// Adds the verdicts on pictures with these labels.
void add(Score& score, const std::vector<Verdict>& verdicts, std::span<const int> labels)
{
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const Verdict& verdict = verdicts[i];
        ++score.images;
        score.lossSum += verdict.loss;
        score.top1Right += verdict.rank < 1;
        score.top5Right += verdict.rank < 5;
        score.answers.push_back({labels[i], int(verdict.answer)});
    }
}

/// The first layer that learns.
std::size_t firstTrained(const Network& network, const std::string& freezeUntil)
{
    const Plan& plan = network.plan();
    std::size_t layer = freezeUntil.empty() ? 0 : plan.activationOf(freezeUntil);
    while (layer < plan.layerCount() && network.parameters()[layer].empty())
        ++layer;
    require(layer < plan.layerCount(), "no layer after ", freezeUntil,
        " has anything to learn: freeze fewer layers, so that the last one with weights is free");
    return layer;
}

[[noreturn]] void diverged(const char* what, double rate)
{
    throw DivergedError(
        sentence("training stopped: the ", what, " is not a number any more (learning rate ", rate,
            "); the network is as it was before this step. Try a tenth of the learning rate, --clip 1, or "
            "look for "
            "damaged pictures"));
}

}

struct Trainer::Parts {
    Parts(Network& net, const TrainerOptions& asked)
        : network(net)
        , options(asked)
    {
    }
    Network& network;
    TrainerOptions options;
    std::unique_ptr<Arena> arena;
    std::vector<std::vector<Buffer>> gradients; ///< per layer; none for what does not learn
    std::vector<std::vector<Buffer>> velocities;
    std::unique_ptr<MicroBatch> micro;
    std::unique_ptr<Sgd> sgd;
    Timing timing = Timing::Off;
    std::vector<SectionTime> times; ///< of the last step's micro-batches together

    void addTimes(bool first);
    void allocateState(std::size_t first);
    int fittingMicroBatch(int batch) const;
    void makeSgd();
    std::pair<std::size_t, std::size_t> find(const std::string& parameter) const;
    std::vector<float> read(const std::string& parameter, const std::vector<std::vector<Buffer>>& from) const;
};

void Trainer::Parts::allocateState(std::size_t first)
{
    std::uint64_t total = 0;
    for (std::size_t i = first; i < network.parameters().size(); ++i)
        for (const Parameter& parameter : network.parameters()[i])
            total += 2 * Arena::footprint(parameter.buffer.bytes());
    arena = std::make_unique<Arena>(network.device(), Residency::Device, total);
    gradients.resize(network.parameters().size());
    velocities.resize(network.parameters().size());
    for (std::size_t i = first; i < network.parameters().size(); ++i)
        for (const Parameter& parameter : network.parameters()[i])
            for (auto* list : {&gradients[i], &velocities[i]}) {
                list->push_back(arena->allocate(parameter.buffer.bytes()));
                clear(network.device(), list->back());
            }
}

/// As many pictures at once as nine tenths of the device's memory take, in equal parts of the batch.
int Trainer::Parts::fittingMicroBatch(int batch) const
{
    const Device& device = network.device();
    const std::uint64_t budget = device.limits().heapBytes / 10 * 9;
    const std::uint64_t used = device.allocatedBytes();
    for (int parts = 1; parts <= batch; ++parts) {
        const int images = (batch + parts - 1) / parts;
        if (used + MicroBatch::bytes(network, images) <= budget || images == 1)
            return images;
    }
    return 1;
}

void Trainer::Parts::addTimes(bool first)
{
    if (first) {
        times = micro->times();
        return;
    }
    for (std::size_t i = 0; i < times.size(); ++i) {
        times[i].milliseconds += micro->times()[i].milliseconds;
        times[i].operations += micro->times()[i].operations;
    }
}

void Trainer::Parts::makeSgd()
{
    std::vector<Sgd::Item> items;
    for (std::size_t i = 0; i < gradients.size(); ++i)
        for (std::size_t p = 0; p < gradients[i].size(); ++p) {
            const bool isBias = network.parameters()[i][p].shape.dimensions.size() == 1;
            items.push_back({&network.parameters()[i][p].buffer, &velocities[i][p], &gradients[i][p],
                isBias ? float(options.biasRate) : 1, isBias && !options.decayBiases ? 0.0f : 1.0f});
        }
    sgd = std::make_unique<Sgd>(network.device(), items);
}

std::pair<std::size_t, std::size_t> Trainer::Parts::find(const std::string& name) const
{
    for (std::size_t i = 0; i < velocities.size(); ++i)
        for (std::size_t p = 0; p < velocities[i].size(); ++p)
            if (network.parameters()[i][p].name == name)
                return {i, p};
    throw Error(sentence(name, " is not a parameter that is being trained"));
}

std::vector<float> Trainer::Parts::read(
    const std::string& parameter, const std::vector<std::vector<Buffer>>& from) const
{
    const auto [i, p] = find(parameter);
    std::vector<float> values(static_cast<std::size_t>(network.parameters()[i][p].shape.size()));
    download(network.device(), from[i][p], [&, i = i, p = p](std::span<const float> packed) {
        network.plan().layer(i).unpackParameter(
            int(p), network.device(), network.plan().layout(i, 1), packed, values);
    });
    return values;
}

Trainer::Trainer(Network& network, const TrainerOptions& options, int batch)
    : m_parts(std::make_unique<Parts>(network, options))
{
    const Plan& plan = network.plan();
    require(plan.layerCount() > 1 && plan.layer(plan.layerCount() - 1).kind() == "Softmax",
        "only networks that end in Softmax can be trained");
    require(!network.device().halfWeights(),
        "training needs weights in single precision; this device was opened for half precision");
    require(batch > 0, "a batch needs at least one picture");
    const std::size_t first = firstTrained(network, options.freezeUntil);
    m_parts->allocateState(first);
    const int images
        = options.microBatch > 0 ? std::min(options.microBatch, batch) : m_parts->fittingMicroBatch(batch);
    m_parts->micro = std::make_unique<MicroBatch>(network, images, m_parts->gradients, first);
    m_parts->makeSgd();
}

Trainer::~Trainer() = default;

std::optional<StepReport> Trainer::step(
    const Batch& batch, double rate, std::uint32_t epoch, const std::stop_token& stop)
{
    Parts& parts = *m_parts;
    const int count = batch.images.shape.batch;
    std::vector<std::array<std::uint32_t, 2>> keys;
    const std::uint64_t seed = parts.options.seed;
    for (std::uint32_t sample : batch.samples) {
        const auto words = philox({0, sample, epoch, std::uint32_t(Purpose::Dropout)},
            {std::uint32_t(seed), std::uint32_t(seed >> 32)});
        keys.push_back({words[0], words[1]});
    }
    Score score;
    for (int first = 0; first < count; first += parts.micro->images()) {
        if (!parts.micro->train(batch, first, 1.0 / count, keys, first > 0, stop, parts.timing))
            return {};
        parts.addTimes(first == 0);
        add(score, parts.micro->verdicts(), std::span(batch.labels).subspan(std::size_t(first)));
    }
    if (!std::isfinite(score.lossSum))
        diverged("loss", rate);
    const double norm = parts.sgd->norm(parts.timing);
    if (!std::isfinite(norm))
        diverged("gradient", rate);
    const double clip = parts.options.clip;
    parts.sgd->update({.rate = rate,
                          .momentum = parts.options.momentum,
                          .decay = parts.options.weightDecay,
                          .gradientFactor = clip > 0 && norm > clip ? clip / norm : 1},
        parts.timing);
    parts.network.parametersChanged();
    return StepReport {score.loss(), score.top1Error(), score.top5Error(), rate, norm};
}

void Trainer::prepare(int batch) { m_parts->micro->prepare(batch > microBatch()); }

Score Trainer::score(const Batch& batch)
{
    Score score;
    for (int first = 0; first < batch.images.shape.batch; first += microBatch()) {
        m_parts->micro->score(batch, first);
        add(score, m_parts->micro->verdicts(), std::span(batch.labels).subspan(std::size_t(first)));
    }
    return score;
}

int Trainer::microBatch() const { return m_parts->micro->images(); }

const TrainerOptions& Trainer::options() const { return m_parts->options; }

Network& Trainer::network() const { return m_parts->network; }

std::vector<float> Trainer::velocity(const std::string& parameter) const
{
    return m_parts->read(parameter, m_parts->velocities);
}

std::vector<float> Trainer::gradient(const std::string& parameter) const
{
    return m_parts->read(parameter, m_parts->gradients);
}

void Trainer::setVelocity(const std::string& parameter, std::span<const float> values)
{
    Network& network = m_parts->network;
    const auto [i, p] = m_parts->find(parameter);
    const std::int64_t size = network.parameters()[i][p].shape.size();
    require(std::int64_t(values.size()) == size, "the velocity of ", parameter, " has ", size,
        " values, not ", values.size());
    upload(network.device(), m_parts->velocities[i][p], [&, i = i, p = p](std::span<float> packed) {
        network.plan().layer(i).packParameter(
            int(p), network.device(), network.plan().layout(i, 1), values, packed);
    });
}

void Trainer::setTiming(Timing timing) { m_parts->timing = timing; }

std::vector<SectionTime> Trainer::times() const
{
    std::vector<SectionTime> list = m_parts->times;
    list.push_back(m_parts->sgd->time());
    return list;
}

}
