#include "app/models/training_parameters.h"

#include <QCoreApplication>

#include <cmath>

namespace {

QString planWords(const char* words) { return QCoreApplication::translate("TrainingParameter", words); }

QString planNumber(double value)
{
    return QString::number(value, 'g', 6).replace('-', QString::fromUtf8("−"));
}

std::optional<double> numberFrom(QString words, double least, double most)
{
    bool good = false;
    const double value
        = words.trimmed().replace(QString::fromUtf8("−"), "-").replace(',', '.').toDouble(&good);
    if (!good || !std::isfinite(value) || value < least || value > most)
        return {};
    return value;
}

TrainingParameter planReal(const char* name, const char* words, double TrainingPlan::*member, double least,
    double most, const char* range)
{
    return {planWords(name), planWords(words), {},
        [member](const TrainingPlan& plan) { return planNumber(plan.*member); },
        [member, least, most](TrainingPlan& plan, const QString& text) {
            const auto value = numberFrom(text, least, most);
            if (value)
                plan.*member = *value;
            return value.has_value();
        },
        planWords(range)};
}

template <class Whole>
TrainingParameter planWhole(const char* name, const char* words, Whole TrainingPlan::*member, double least,
    double most, const char* range)
{
    return {planWords(name), planWords(words), {},
        [member](const TrainingPlan& plan) { return QString::number(plan.*member); },
        [member, least, most](TrainingPlan& plan, const QString& text) {
            const auto value = numberFrom(text, least, most);
            const bool good = value && *value == std::floor(*value);
            if (good)
                plan.*member = Whole(*value);
            return good;
        },
        planWords(range)};
}

TrainingParameter planSwitch(const char* name, const char* words, bool TrainingPlan::*member)
{
    const QString on = planWords("on"), off = planWords("off");
    return {planWords(name), planWords(words), {on, off},
        [member, on, off](const TrainingPlan& plan) { return plan.*member ? on : off; },
        [member, on, off](TrainingPlan& plan, const QString& text) {
            plan.*member = text == on;
            return text == on || text == off;
        },
        {}};
}

TrainingParameter planChoice(
    const char* name, const char* words, QString TrainingPlan::*member, const QStringList& choices)
{
    return {planWords(name), planWords(words), choices,
        [member](const TrainingPlan& plan) { return plan.*member; },
        [member, choices](TrainingPlan& plan, const QString& text) {
            if (!choices.contains(text))
                return false;
            plan.*member = text;
            return true;
        },
        {}};
}

/// Nothing written: the network's own.
TrainingParameter planDropout()
{
    return {planWords("Dropout"), planWords("units left out"), {},
        [](const TrainingPlan& plan) { return plan.dropout ? planNumber(*plan.dropout) : QString(); },
        [](TrainingPlan& plan, const QString& text) {
            const auto value = numberFrom(text, 0, 0.99);
            if (value || text.trimmed().isEmpty())
                plan.dropout = value;
            return value || text.trimmed().isEmpty();
        },
        planWords("0 to 0.99; nothing for the network's own")};
}

}

std::vector<TrainingParameter> trainingParameters()
{
    using Plan = TrainingPlan;
    return {
        planReal("Rate", "size of a step", &Plan::rate, 1e-12, 10, "above 0, up to 10"),
        planReal("Momentum", "keeps the direction", &Plan::momentum, 0, 0.9999, "0 to below 1"),
        planReal("Weight decay", "pulls towards 0", &Plan::weightDecay, 0, 1, "0 to 1"),
        planWhole("Batch", "pictures per step", &Plan::batch, 1, 4096, "1 to 4,096"),
        planDropout(),
        planWhole("Epochs", "passes over data", &Plan::epochs, 1, 100000, "1 to 100,000"),
        planChoice("Schedule", "how the rate falls", &Plan::schedule,
            {"constant", "step", "plateau", "cosine", "one-cycle"}),
        planReal("Divisor", "by which it falls", &Plan::divisor, 1, 1e6, "1 to a million"),
        planWhole("Patience", "epochs in vain", &Plan::patience, 1, 10000, "1 to 10,000"),
        planWhole("Step", "epochs between falls", &Plan::stepEpochs, 1, 10000, "1 to 10,000"),
        planWhole("Warm-up", "steps of rising", &Plan::warmUpSteps, 0, 1e6, "0 to a million"),
        planChoice("First weights", "how they are drawn", &Plan::initialisation, {"paper", "he"}),
        planReal("Bias rate", "times the rate", &Plan::biasRate, 0, 100, "0 to 100"),
        planSwitch("Bias decay", "biases, too", &Plan::decayBiases),
        planReal("Clip", "longest gradient", &Plan::clip, 0, 1e9, "0 for no limit"),
        planSwitch("Norm layers", "LRN", &Plan::normalisation),
        planSwitch("ReLU layers", "below 0 is 0", &Plan::relu),
        planWhole("Seed", "of everything random", &Plan::seed, 0, 9e15, "a whole number"),
    };
}
