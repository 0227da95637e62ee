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

/// What a plan writes for a choice, and what a person reads: plain words, the exact term behind them.
struct PlanChoice {
    const char* term;
    const char* words;
};

TrainingParameter planChoice(const char* name, const char* words, QString TrainingPlan::*member,
    const std::vector<PlanChoice>& choices)
{
    QStringList terms, shown;
    for (const PlanChoice& choice : choices) {
        terms += choice.term;
        shown += planWords(choice.words);
    }
    return {planWords(name), planWords(words), shown,
        [member, terms, shown](const TrainingPlan& plan) {
            const qsizetype at = terms.indexOf(plan.*member);
            return at < 0 ? plan.*member : shown[at];
        },
        [member, terms, shown](TrainingPlan& plan, const QString& text) {
            const qsizetype at = shown.indexOf(text);
            if (at < 0)
                return false;
            plan.*member = terms[at];
            return true;
        },
        {}};
}

/// No limit is a word, not 0.
TrainingParameter planLimit(
    const char* name, const char* words, double TrainingPlan::*member, double most, const char* range)
{
    const QString none = planWords("none");
    return {planWords(name), planWords(words), {},
        [member, none](
            const TrainingPlan& plan) { return plan.*member > 0 ? planNumber(plan.*member) : none; },
        [member, most, none](TrainingPlan& plan, const QString& text) {
            const auto value = text.trimmed() == none ? std::optional(0.0) : numberFrom(text, 0, most);
            if (value)
                plan.*member = *value;
            return value.has_value();
        },
        planWords(range)};
}

/// Nothing written: the network's own.
TrainingParameter planDropout()
{
    return {planWords("Left-out units"), planWords("dropout: their share"), {},
        [](const TrainingPlan& plan) { return plan.dropout ? planNumber(*plan.dropout) : QString(); },
        [](TrainingPlan& plan, const QString& text) {
            const auto value = numberFrom(text, 0, 0.99);
            if (value || text.trimmed().isEmpty())
                plan.dropout = value;
            return value || text.trimmed().isEmpty();
        },
        planWords("0 to 0.99; nothing for the network's own")};
}

/// The paper gives this number; the others are left empty: what it does not say is not invented.
TrainingParameter citedFromPaper(TrainingParameter parameter)
{
    parameter.paper = parameter.read(paperPlan());
    return parameter;
}

TrainingParameter citedFromPaper(TrainingParameter parameter, const char* words)
{
    parameter.paper = planWords(words);
    return parameter;
}

TrainingParameter usedBy(const QStringList& schedules, TrainingParameter parameter)
{
    parameter.schedules = schedules;
    return parameter;
}

}

std::vector<TrainingParameter> trainingParameters()
{
    using Plan = TrainingPlan;
    return {
        citedFromPaper(planReal("Rate", "length of a step", &Plan::rate, 1e-12, 10, "above 0, up to 10")),
        citedFromPaper(
            planReal("Momentum", "keeps the direction", &Plan::momentum, 0, 0.9999, "0 to below 1")),
        citedFromPaper(planReal("Weight decay", "pulls to 0", &Plan::weightDecay, 0, 1, "0 to 1")),
        citedFromPaper(planWhole("Batch", "pictures per step", &Plan::batch, 1, 4096, "1 to 4,096")),
        citedFromPaper(planDropout()),
        citedFromPaper(planWhole("Epochs", "passes over data", &Plan::epochs, 1, 100000, "1 to 100,000")),
        citedFromPaper(
            planChoice("Schedule", "how the rate changes", &Plan::schedule,
                {{"constant", "stays as it is (constant)"}, {"step", "falls at fixed times (step)"},
                    {"plateau", "falls when stuck (plateau)"}, {"cosine", "falls in a curve (cosine)"},
                    {"one-cycle", "up, then down (one cycle)"}}),
            "by hand: divided by 10 three times, when the validation error stopped falling"),
        usedBy({"step", "plateau"},
            citedFromPaper(
                planReal("Divisor", "the rate is divided by it", &Plan::divisor, 1, 1e6, "1 to a million"))),
        usedBy({"plateau"},
            planWhole("Patience", "epochs in vain (plateau)", &Plan::patience, 1, 10000, "1 to 10,000")),
        usedBy({"step"},
            planWhole("Interval", "epochs between falls (step)", &Plan::stepEpochs, 1, 10000, "1 to 10,000")),
        usedBy({"constant", "step", "plateau", "cosine"},
            planWhole("Warm-up", "steps of rising rate", &Plan::warmUpSteps, 0, 1e6, "0 to a million")),
        citedFromPaper(planChoice("First weights", "how far from 0 they lie", &Plan::initialisation,
                           {{"paper", "the same everywhere (paper)"}, {"he", "to suit each layer (He)"}}),
            "normal, deviation 0.01; biases 1 in conv2, 4, 5, fc6, fc7, else 0"),
        planReal("Bias rate", "times the rate", &Plan::biasRate, 0, 100, "0 to 100"),
        planSwitch("Bias decay", "biases are pulled, too", &Plan::decayBiases),
        planLimit("Longest step", "clipping of the gradient", &Plan::clip, 1e9, "above 0; none for no limit"),
        citedFromPaper(planSwitch("Norm layers", "LRN: neighbours damp each other", &Plan::normalisation)),
        citedFromPaper(planSwitch("ReLU layers", "below 0 becomes 0", &Plan::relu)),
        planWhole("Seed", "of everything random", &Plan::seed, 0, 9e15, "a whole number"),
    };
}
