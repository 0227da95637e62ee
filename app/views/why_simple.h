#pragma once

#include "app/views/why_page.h"

/// Layers that make one number of one number: ReLU, flatten, dropout (see WhyDropout), and whatever is switched off.
class WhySimple : public WhyPage {
    Q_OBJECT
public:
    WhySimple(TracePointer trace, const QString& map);

    QString footTitle() const override { return tr("One number in, one number out"); }
    QString footWords() const override { return {}; }
    QString csv() const override;
    void fit(QSize room) override;

protected:
    QVBoxLayout* ruleColumn() const { return m_rule; } ///< below the result

private:
    struct Step {
        double input = 0, total = 0;
        engine::Place from; ///< in the input
        QString rule, sentence;
    };

    Step step() const;
    Step dropoutStep(const engine::DropoutTrace& rule) const;
    QWidget* buildSide(
        const QString& title, const engine::HostTensor& maps, const engine::Place& at, const QString& layer);
    void buildFoot(const Step& step);

    QVBoxLayout* m_rule = nullptr;
    std::vector<NumberGrid*> m_maps;
};
