#pragma once

#include "app/session/comparison.h"
#include "app/views/view.h"
#include "app/widgets/panel.h"

class LikenessBars;

/// How alike A and B are in every layer: one bar each, which selects the layer.
class LikenessPanel : public Panel {
    Q_OBJECT
public:
    LikenessPanel(const Surroundings& surroundings, Comparison& comparison, QWidget* parent = nullptr);

signals:
    void chosen(int layer);
    void pointedAt(const QString& address);

private:
    void refresh();
    void showSelection();
    PanelNumbers numbersShown() const;

    Session& m_session;
    Selection& m_selection;
    Comparison& m_comparison;
    LikenessBars* m_bars;
    LikenessPointer m_shown;
};
