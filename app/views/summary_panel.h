#pragma once

#include "app/views/view.h"

class BudgetBars;
class DataTable;
class LayerModel;
class Panel;
class TotalRow;

/// What the layers of the open network are and cost: a table, and below it four bars that never agree.
class SummaryPanel : public QWidget {
    Q_OBJECT
public:
    explicit SummaryPanel(const Surroundings& surroundings, QWidget* parent = nullptr);

signals:
    void pointedAt(const QString& words);

private:
    void showNetwork();
    void showAnswer();
    void showSelection();

    Session& m_session;
    Selection& m_selection;
    LayerModel* m_layers;
    Panel* m_summary;
    Panel* m_budgets;
    DataTable* m_table;
    TotalRow* m_total;
    BudgetBars* m_bars;
};
