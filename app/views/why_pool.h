#pragma once

#include "app/views/why_page.h"

/// Pooling: the window in the map below with its winner, or its mean, the values in order of size, and the result in the
/// layer's own map.
class WhyPool : public WhyPage {
    Q_OBJECT
public:
    WhyPool(TracePointer trace, const engine::MaxPoolTrace& rule, const QString& map);
    WhyPool(TracePointer trace, const engine::AveragePoolTrace& rule, const QString& map);

    QString footTitle() const override;
    QString footWords() const override;
    QString csv() const override;
    void fit(QSize room) override;

private:
    void build();
    QWidget* buildInput();
    QWidget* buildRule();
    QWidget* buildResult();
    void buildFoot();
    QString ruleWords() const;
    QString valueWords(QPoint cell) const;
    double total() const;
    bool overlaps() const;

    const engine::PoolWindow& m_window;
    const engine::MaxPoolTrace* m_largest = nullptr; ///< one of the two
    const engine::AveragePoolTrace* m_mean = nullptr;
    NumberGrid* m_input = nullptr;
    NumberGrid* m_cut = nullptr;
    NumberGrid* m_output = nullptr;
    QWidget* m_bars = nullptr;
    QRect m_shown; ///< of the input, in the cut
};
