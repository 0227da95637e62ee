#include "engine/bench/tuner.h"

#include "engine/bench/bench.h"
#include "engine/core/error.h"
#include "engine/training/trainer.h"

#include <algorithm>
#include <chrono>

namespace engine {

namespace {

constexpr double leastGain = 0.02;
/// Passes through all rounds, so that a disturbance of some seconds does not decide; more of them for small networks,
/// which are through in seconds.
constexpr int fewPasses = 2, manyPasses = 5;
constexpr double shortRound = 1; ///< seconds
constexpr double leastSeconds = 0.1; ///< of a round, at least

using SectionTimes = std::map<std::string, double>;
using TunerClock = std::chrono::steady_clock;

double tunerSeconds(TunerClock::time_point start)
{
    return std::chrono::duration<double>(TunerClock::now() - start).count();
}

/// Runs a network as asked, recorded anew each time.
class Stage {
public:
    Stage(Device& device, const TuneRequest& request)
        : m_request(request)
        , m_network(device, request.layers, request.input)
        , m_pictures {benchInput(request.input.withBatch(request.batch)), {}, {}}
    {
        m_network.randomize(1);
        const int classes = m_network.plan().shape(m_network.plan().layerCount()).channels;
        for (int i = 0; i < request.batch; ++i) {
            m_pictures.labels.push_back(i % classes);
            m_pictures.samples.push_back(std::uint32_t(i));
        }
    }

    /// The least time of every section with the choices as they are now.
    SectionTimes measure()
    {
        const TunerClock::time_point begin = TunerClock::now();
        SectionTimes least;
        const auto keep = [&](const std::vector<SectionTime>& times) {
            SectionTimes sums;
            for (const SectionTime& time : times)
                sums[time.name] += time.milliseconds;
            for (const auto& [name, time] : sums)
                least[name] = least.contains(name) ? std::min(least[name], time) : time;
        };
        if (m_request.train) {
            Trainer trainer(m_network, {}, m_request.batch);
            trainer.setTiming(Timing::Sections);
            for (int i = 0; goesOn(i, begin); ++i) {
                trainer.step(m_pictures, 1e-6, 0);
                if (i == 0) // drivers compile during the first run
                    continue;
                std::vector<SectionTime> times = trainer.times();
                for (const SectionTime& time :
                    m_network.derivedTimes()) // once a step, where the way forward is such
                    if (isWanted(time.name))
                        times.push_back(time);
                keep(times);
            }
            return least;
        }
        m_network.forget();
        m_network.setInput(m_pictures.images, Keep::Answer);
        for (int i = 0; goesOn(i, begin); ++i) {
            m_network.run(m_request.batch, Keep::Answer, {}, Timing::Sections);
            if (i > 0)
                keep(m_network.recording(m_request.batch, Keep::Answer).times());
        }
        return least;
    }

private:
    bool goesOn(int run, TunerClock::time_point begin) const
    {
        return run <= m_request.repeats || tunerSeconds(begin) < leastSeconds;
    }
    /// Whether the layer's way of now needs what it works out from its parameters; ways tried before may have.
    bool isWanted(const std::string& layer) const
    {
        const Plan& plan = m_network.plan();
        const std::size_t i = plan.activationOf(layer) - 1;
        return plan.layer(i).derivedBytes(plan.device(), plan.layout(i, m_request.batch)) > 0;
    }

    const TuneRequest& m_request;
    Network m_network;
    Batch m_pictures;
};

/// A piece with the time of each way so far; no time yet is 0.
struct Trial {
    Choices::Decision decision;
    std::vector<double> milliseconds;
    int turn = 0; ///< pieces of one section are tried one after the other

    std::size_t best() const
    {
        std::size_t found = 0;
        for (std::size_t i = 1; i < milliseconds.size(); ++i)
            if (milliseconds[i] > 0 && milliseconds[i] < milliseconds[found])
                found = i;
        return milliseconds[found] < milliseconds[0] * (1 - leastGain) ? found : 0;
    }
};

using Trials = std::map<std::string, Trial>;

/// `hopeless` says what need not be tried.
Trials trialsOf(const Choices& choices, const std::function<bool(const KernelChoice&)>& hopeless)
{
    Trials trials;
    std::map<std::string, int> pieces; // of a section, so far
    for (const auto& [piece, decision] : choices.decisions()) {
        Trial& trial = trials[piece];
        trial.decision = decision;
        std::erase_if(trial.decision.candidates, hopeless);
        trial.milliseconds.resize(trial.decision.candidates.size());
        for (const std::string& section : decision.sections)
            trial.turn = std::max(trial.turn, pieces[section]++);
    }
    return trials;
}

void note(Trial& trial, std::size_t way, const SectionTimes& times)
{
    double sum = 0;
    for (const std::string& section : trial.decision.sections)
        if (const auto found = times.find(section); found != times.end())
            sum += found->second;
    double& best = trial.milliseconds[way];
    best = best > 0 ? std::min(best, sum) : sum;
}

/// What every piece does in a round: those whose turn it is their round-th way, the others the best so far.
Choices::Table tableFor(const Trials& trials, int turn, std::size_t round)
{
    Choices::Table table;
    for (const auto& [piece, trial] : trials) {
        const std::size_t ways = trial.decision.candidates.size();
        const std::size_t way = trial.turn == turn && round < ways ? round : trial.best();
        table[piece] = trial.decision.candidates[way].text();
    }
    return table;
}

std::string joinedLayers(const std::set<std::string>& sections)
{
    std::string text;
    for (const std::string& section : sections)
        text += (text.empty() ? "" : ", ") + section;
    return text;
}

}

std::vector<TunedPiece> tune(
    Device& device, const TuneRequest& request, const std::function<bool(int, int)>& goOn)
{
    require(device.limits().timestamps, device.info().name,
        " does not tell how long its work takes: the usual kernels stay");
    Choices& choices = device.choices();
    const Choices::Table before = choices.table();
    choices.replace({});
    choices.forget();
    Stage stage(device, request);
    stage.measure(); // finds out what there is to choose
    const TunerClock::time_point begin = TunerClock::now();
    stage.measure(); // nothing is compiled any more
    const int passes = tunerSeconds(begin) < shortRound ? manyPasses : fewPasses;
    // Shared memory is no faster than any other on a processor; those kernels would only take long to compile.
    const bool isProcessor = device.info().type == "cpu";
    Trials trials = trialsOf(choices,
        [&](const KernelChoice& choice) { return isProcessor && choice.kernel.ends_with("_staged"); });
    std::map<int, std::size_t> rounds; // by turn
    for (const auto& [piece, trial] : trials)
        rounds[trial.turn] = std::max(rounds[trial.turn], trial.decision.candidates.size());
    int total = 0, done = 0;
    for (const auto& [turn, count] : rounds)
        total += passes * int(count);
    bool more = true;
    for (const auto& [turn, count] : rounds)
        for (std::size_t step = 0; step < std::size_t(passes) * count && more; ++step) {
            const std::size_t round = step % count;
            choices.replace(tableFor(trials, turn, round));
            const SectionTimes times = stage.measure();
            for (auto& [piece, trial] : trials)
                if (trial.turn == turn && round < trial.milliseconds.size())
                    note(trial, round, times);
            more = goOn(++done, total);
        }

    Choices::Table table = before;
    std::vector<TunedPiece> found;
    for (const auto& [piece, trial] : trials) {
        const std::size_t best = trial.best();
        table.erase(piece);
        if (best > 0)
            table[piece] = trial.decision.candidates[best].text();
        found.push_back({piece, joinedLayers(trial.decision.sections), int(trial.milliseconds.size()),
            trial.decision.candidates[0].text(), trial.decision.candidates[best].text(),
            trial.milliseconds[0], trial.milliseconds[best]});
    }
    choices.replace(std::move(table));
    return found;
}

}
