#pragma once

#include "app/views/why_digits.h"
#include "app/views/why_page.h"

class QGridLayout;
class QHBoxLayout;

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
    void chooseDigits();
    QString paperWords() const;
    QWidget* buildCurve();
    void addMap(QHBoxLayout& row, const QString& name, NumberGrid::Cells cells);
    void buildFoot();

    const engine::LrnTrace& m_rule;
    std::vector<NumberGrid*> m_tiles, m_maps; ///< of the neighbours, of the foot
    int m_squareDigits = 4; ///< behind the point
    int m_sumDigits = 4; ///< of their sum, which times alpha is written with those of the factor
    WhyDigits m_digits; ///< value x factor = result; with the value's digits the squares come out as well
};
