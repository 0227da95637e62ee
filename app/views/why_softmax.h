#pragma once

#include "app/views/why_page.h"

class CurvePlot;
class QGridLayout;
class QSlider;
class Segmented;
class ValueBar;

/// Softmax: scores, exponentials, their sum and the probabilities; with a temperature to try, which never changes the
/// network's answer.
class WhySoftmax : public WhyPage {
    Q_OBJECT
public:
    WhySoftmax(TracePointer trace, const engine::SoftmaxTrace& rule, const QString& map);

    QString footTitle() const override { return tr("Differences become ratios"); }
    QString footWords() const override;
    QString csv() const override;
    void fit(QSize room) override;

    /// What is shown, at the temperature that is set.
    const engine::SoftmaxTrace& shown() const { return m_now; }
    void setTemperature(double temperature);

private:
    struct Row {
        int channel = 0;
        QLabel *difference = nullptr, *exponential = nullptr, *sum = nullptr, *probability = nullptr;
        ValueBar* bar = nullptr;
    };

    QString nameOf(int channel) const;
    void chooseRows();
    QWidget* buildRows();
    void buildRow(QGridLayout& grid, int at, Row& row);
    void buildTotals(QGridLayout& grid, int at);
    QWidget* buildTemperature();
    void buildFoot();
    void fill();
    void drawCurves();

    const engine::SoftmaxTrace& m_rule; ///< at temperature 1
    engine::SoftmaxTrace m_now;
    std::vector<Row> m_rows;
    QGridLayout* m_grid = nullptr; ///< head, rows, totals
    int m_second = -1; ///< the most probable other class; −1: there is none
    QLabel *m_otherExponential = nullptr, *m_otherProbability = nullptr, *m_total = nullptr,
           *m_words = nullptr;
    QSlider* m_slider = nullptr;
    Segmented* m_steps = nullptr;
    CurvePlot* m_plot = nullptr;
    std::array<std::array<QLabel*, 3>, 4> m_tried {}; ///< the table of temperatures, row by row
};
