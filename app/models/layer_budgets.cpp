#include "app/models/layer_budgets.h"

#include "app/models/layer_model.h"
#include "app/models/number_text.h"

#include <algorithm>
#include <numeric>

namespace {

template <class Cost>
LayerBudget budget(const NetworkInfo& network, const QString& name, Cost cost)
{
    LayerBudget made {name};
    for (const LayerInfo& layer : network.layers)
        made.costs.push_back(double(cost(layer)));
    made.sum = std::accumulate(made.costs.begin(), made.costs.end(), 0.0);
    return made;
}

/// Of all layers of that kind.
double shareOf(const NetworkInfo& network, const LayerBudget& budget, const QString& kind)
{
    double share = 0;
    for (std::size_t i = 0; i < network.layers.size(); ++i)
        if (network.layers[i].kind == kind)
            share += budget.share(i);
    return share;
}

QString largest(const NetworkInfo& network, const LayerBudget& budget)
{
    const auto most = std::ranges::max_element(budget.costs) - budget.costs.begin();
    return LayerModel::tr("%1 alone: %2")
        .arg(network.layers[std::size_t(most)].name, percentText(budget.share(std::size_t(most))));
}

/// "convolutions: 92 %, fully connected: 8 %, the rest: 0 %; conv2 alone: 31 %"
QString sentence(const NetworkInfo& network, const LayerBudget& budget)
{
    const double convolutions = shareOf(network, budget, "Convolution");
    const double connected = shareOf(network, budget, "FullyConnected");
    QString words = LayerModel::tr("convolutions: %1, fully connected: %2")
                        .arg(percentText(convolutions), percentText(connected));
    if (const double rest = 1 - convolutions - connected; rest > 0.0005)
        words += LayerModel::tr(", all others: %1").arg(percentText(rest));
    return words + "; " + largest(network, budget);
}

}

std::vector<LayerBudget> budgetsOf(const NetworkInfo& network, const Classification* answer)
{
    std::vector<LayerBudget> budgets {
        budget(
            network, LayerModel::tr("Parameters"), [](const LayerInfo& layer) { return layer.parameters; }),
        budget(network, LayerModel::tr("Multiply-adds"),
            [](const LayerInfo& layer) { return layer.multiplyAdds; }),
        budget(network, LayerModel::tr("Output size"),
            [](const LayerInfo& layer) { return LayerModel::bytesOf(layer); }),
        {LayerModel::tr("Time")},
    };
    budgets[0].total = shortCountText(qint64(budgets[0].sum));
    budgets[1].total = shortCountText(qint64(budgets[1].sum));
    budgets[2].total = byteText(qint64(budgets[2].sum));
    LayerBudget& time = budgets[3];
    if (answer && answer->network.get() == &network && !answer->times.empty()) {
        time = budget(network, time.name, [&](const LayerInfo& layer) {
            double sum = 0;
            for (const LayerTime& one : answer->times)
                sum += one.layer == layer.name ? one.milliseconds : 0;
            return sum;
        });
        time.total = QString::number(time.sum, 'f', time.sum < 100 ? 1 : 0) + " ms";
    }
    for (LayerBudget& each : budgets)
        each.sentence = each.sum > 0 ? sentence(network, each) : QString();
    if (time.sum <= 0)
        time.sentence = LayerModel::tr("not measured yet: open a picture");
    return budgets;
}

QString budgetHeadline(const NetworkInfo& network, const std::vector<LayerBudget>& budgets)
{
    return LayerModel::tr("convolutions: %1 of the parameters, %2 of the multiply-adds")
        .arg(percentText(shareOf(network, budgets[0], "Convolution")),
            percentText(shareOf(network, budgets[1], "Convolution")));
}
