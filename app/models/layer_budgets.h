#pragma once

#include "app/session/results.h"

/// How one kind of cost spreads over the layers.
struct LayerBudget {
    QString name; ///< "Parameters"
    QString total; ///< with its unit
    QString sentence; ///< what is striking about it, with real percentages
    std::vector<double> costs; ///< per layer of the network; empty when nobody measured them
    double sum = 0;

    /// 0 to 1.
    double share(std::size_t layer) const { return sum > 0 && layer < costs.size() ? costs[layer] / sum : 0; }
};

/// Parameters, multiply-adds, memory and time. `answer` may be null or of another network: then no time is known.
std::vector<LayerBudget> budgetsOf(const NetworkInfo& network, const Classification* answer);

/// "convolutions: 3.8 % of the parameters, 91.9 % of the multiply-adds"
QString budgetHeadline(const NetworkInfo& network, const std::vector<LayerBudget>& budgets);
