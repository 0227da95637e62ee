#pragma once

#include "app/views/view.h"

class Comparison;
class LayerPanel;
class LayerStrip;
class LikenessPanel;
class QLabel;
class QScrollArea;
class QStackedWidget;
class Segmented;
class StackView;
class UnitPanel;
class WhyPanel;

/// From whole to number: all layers of the picture in space or in a flat strip, the selected layer's units as tiles, the selected unit in
/// the inspector, and the numbers behind one value, which take the place of tiles and inspector. With an answer kept as B
/// all of it shows A, B or A − B.
class ExploreView : public View {
    Q_OBJECT
public:
    explicit ExploreView(const Surroundings& surroundings, QWidget* parent = nullptr);

    QString place() const override { return "explore"; }
    QString title() const override { return tr("Explore"); }
    QString iconName() const override { return "explore"; }
    QString help() const override;
    bool isReady() const override;

signals:
    /// The device cannot draw the layers in space; the flat strip is shown.
    void stackFailed(const QString& sentence);

protected:
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void showPage();
    void arrange();
    void selectSomething();
    void selectLayer(int layer);

    static QString spaceWords();
    void buildOverview();
    void failStack(const QString& sentence);

    Comparison* m_comparison;
    LikenessPanel* m_likeness; ///< in place of strip and stack while two answers are compared
    LayerStrip* m_strip;
    StackView* m_stack;
    Segmented* m_kind; ///< the one or the other
    QLabel* m_stackWords; ///< what the colours of its blocks mean
    QWidget* m_overview; ///< all three
    bool m_canDraw = true; ///< false when the device only computes
    LayerPanel* m_layer;
    UnitPanel* m_unit;
    QScrollArea* m_unitRoom; ///< scrolls the inspector where there is little room
    Segmented* m_tab; ///< tiles or inspector, where there is no room for both
    WhyPanel* m_why;
    QStackedWidget* m_pages;
    QWidget* m_tiles; ///< page of tiles and inspector
    QLabel* m_empty; ///< page before the first answer
};
