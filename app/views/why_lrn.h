#pragma once

#include "app/views/why_page.h"

class QGridLayout;

/// Local response normalization: the neighbours at one position before and after, their squares, and the divisor worked
/// out line by line.
class WhyLrn : public WhyPage {
    Q_OBJECT
public:
    WhyLrn(TracePointer trace, const engine::LrnTrace& rule, const QString& map);

    QString footTitle() const override { return tr("Loud places are turned down"); }
    QString footWords() const override;
    QString csv() const override;
    void fit(QSize room) override;

private:
    void buildRows(QGridLayout& grid);
    QWidget* buildRule();
    void buildFoot();

    const engine::LrnTrace& m_rule;
    std::vector<NumberGrid*> m_tiles;
};
