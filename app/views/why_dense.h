#pragma once

#include "app/views/why_digits.h"
#include "app/views/why_page.h"

class CurvePlot;
class QGridLayout;

/// Fully connected: every input x weight folded back to the maps it came from, the largest parts as a list, and how the
/// sum grows from the largest part to the smallest.
class WhyDense : public WhyPage {
    Q_OBJECT
public:
    WhyDense(TracePointer trace, const engine::FullyConnectedTrace& rule, const QString& map);

    QString footTitle() const override { return tr("Share of the largest parts"); }
    QString footWords() const override { return tr("of all parts, counted without their sign"); }
    QString csv() const override;
    void fit(QSize room) override;

private:
    bool hasMaps() const { return m_rule.from.height * m_rule.from.width > 1; }
    int sourceLayer() const;
    QString partName(int part) const;
    QString partAddress(int part) const;
    int partAt(QPoint cell) const; ///< −1 where there is none
    QPoint cellOf(int part) const;
    QWidget* buildBlock();
    QWidget* buildList();
    void addPart(QGridLayout& grid, int row, int part);
    void chooseDigits();
    void list(int count);
    WhyProduct productOf(int part) const;
    QWidget* buildSum();
    QWidget* buildRunning();
    void buildFoot();

    const engine::FullyConnectedTrace& m_rule;
    int m_across = 1; ///< maps, or inputs where there are no maps, in a row of the block
    NumberGrid* m_block = nullptr;
    CurvePlot* m_running = nullptr;
    WhyDigits m_digits; ///< of what is listed
    std::vector<std::vector<QWidget*>> m_lines; ///< of the listed parts, the largest first
    QLabel *m_otherName = nullptr, *m_otherSum = nullptr; ///< null where all are listed
    QWidget* m_list = nullptr;
    QWidget* m_sum = nullptr;
};
