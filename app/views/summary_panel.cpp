#include "app/views/summary_panel.h"

#include "app/models/layer_model.h"
#include "app/models/number_text.h"
#include "app/views/budget_bars.h"
#include "app/widgets/data_table.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"
#include "app/widgets/total_row.h"
#include "app/widgets/whole_rows.h"

SummaryPanel::SummaryPanel(const Surroundings& surroundings, QWidget* parent)
    : QWidget(parent)
    , m_session(surroundings.session)
    , m_selection(surroundings.selection)
    , m_layers(new LayerModel(this))
    , m_summary(new Panel(tr("Summary")))
    , m_budgets(new Panel(tr("Four budgets that never agree")))
    , m_table(new DataTable(m_layers, tr("Layers"), LayerModel::Kind))
    , m_total(new TotalRow(m_table, [this](int column) { return m_layers->total(column); }))
    , m_bars(new BudgetBars)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    m_layers->setFill([](const QString& layer) { return look().layerFill(layer); });
    m_summary->addContent(new WholeRows(m_table, m_total), 1);
    m_summary->setFileName("summary");
    m_summary->setNumbers([this] { return PanelNumbers {{}, {}, m_layers->csv()}; });
    m_budgets->addContent(m_bars);
    m_budgets->setFileName("budgets");
    m_budgets->setNumbers([this] { return PanelNumbers {{}, {}, m_layers->csv()}; });
    m_budgets->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    column->addWidget(m_summary, 1);
    column->addWidget(m_budgets);
    connect(&m_session, &Session::networkChanged, this, &SummaryPanel::showNetwork);
    connect(&m_session, &Session::answered, this, &SummaryPanel::showAnswer);
    connect(&m_selection, &Selection::changed, this, &SummaryPanel::showSelection);
    connect(m_table, &DataTable::rowChosen, this,
        [this](int row) { m_selection.selectLayer(m_layers->layerAt(row)); });
    connect(m_bars, &BudgetBars::chosen, &m_selection, &Selection::selectLayer);
    connect(m_bars, &BudgetBars::pointedAt, this, &SummaryPanel::pointedAt);
    showNetwork();
}

void SummaryPanel::showNetwork()
{
    m_layers->setNetwork(m_session.network());
    showAnswer();
    showSelection();
}

void SummaryPanel::showAnswer()
{
    const NetworkPointer network = m_session.network();
    if (!network)
        return;
    m_layers->setAnswer(m_session.answer());
    m_total->refresh();
    std::vector<LayerBudget> budgets = budgetsOf(*network, m_session.answer().get());
    QString caption = tr("%1 · %2 layers · %3 parameters · %4 multiply-adds")
                          .arg(network->name)
                          .arg(network->layers.size())
                          .arg(countText(qint64(budgets[0].sum)), countText(qint64(budgets[1].sum)));
    if (budgets[3].sum > 0)
        caption += tr(" · %1 for the last picture").arg(budgets[3].total);
    m_summary->setCaption(caption);
    m_budgets->setCaption(budgetHeadline(*network, budgets));
    m_bars->setBudgets(network, std::move(budgets));
    m_bars->setCurrent(m_selection.spot().layer);
}

void SummaryPanel::showSelection()
{
    const NetworkPointer network = m_session.network();
    const QString layer = m_selection.spot().layer;
    m_table->setCurrentRow(network ? network->indexOf(layer) : -1);
    m_bars->setCurrent(layer);
}
