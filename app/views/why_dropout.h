#pragma once

#include "app/views/why_simple.h"

/// Dropout: as it answers, or with a mask drawn as in training, shown unit by unit and drawn anew as often as wanted.
class WhyDropout : public WhySimple {
    Q_OBJECT
public:
    WhyDropout(TracePointer trace, const engine::DropoutTrace& rule, const QString& map);

    QString footTitle() const override { return tr("Other units every time"); }
    QString footWords() const override;
    void fit(QSize room) override;

private:
    void buildMask();
    void buildButtons(bool drawn);

    NumberGrid* m_mask = nullptr; ///< none while nothing is drawn
    int m_columns = 1;
};
