#pragma once

#include "app/models/map_atlas.h"
#include "app/session/comparison.h"
#include "app/session/effects.h"
#include "app/views/view.h"
#include "app/widgets/panel.h"

class BarList;
class Legend;
class QMenu;
class QStackedWidget;
class QToolButton;
class Segmented;
class TileArea;

/// Every unit of the selected layer: its maps as tiles, a vector as one page of cells, classes as rows with bars. With an
/// answer kept as B they show A, B or A − B.
class LayerPanel : public Panel {
    Q_OBJECT
public:
    LayerPanel(const Surroundings& surroundings, Comparison& comparison, QWidget* parent = nullptr);

    /// Whether all that was asked for is shown.
    bool isReady() const;
    void nextOrder();
    void nextRange();
    QSize minimumSizeHint() const override;

signals:
    void pointedAt(const QString& address);
    /// Double click or Enter on a unit.
    void enterAsked();

protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void build();
    void rebuild();
    void showSelection();
    void showTiles(MapAtlas atlas);
    void showRows();
    void showLegend(const MapAtlas& atlas);
    void showDifferenceLegend(const MapAtlas& atlas);
    void setTyping(const MapAtlas& atlas);
    bool takeAnswers();
    void showSides();
    LayerMaps mapsShown() const;
    QString cellWords(int unit, QPoint cell) const;
    void showCaption();
    void fillMenu(QMenu* menu);
    void addSwitch(
        QMenu* menu, const QString& words, bool off, std::function<void(Alterations&, bool)> change);
    void select(int unit);
    std::vector<int> unitOrder();
    int layer() const;
    bool precedesRelu() const;
    PanelNumbers numbersShown() const;

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    Effects m_effects;
    Comparison& m_comparison;
    Segmented* m_sides; ///< A, B, A − B; there only in a comparison
    Segmented* m_order;
    Segmented* m_range;
    QLabel* m_orderWord;
    QLabel* m_rangeWord;
    QToolButton* m_switch;
    QStackedWidget* m_pages;
    TileArea* m_tiles;
    BarList* m_rows;
    Legend* m_legend;
    ClassificationPointer m_answer; ///< A, that is shown
    ClassificationPointer m_other; ///< B; null without comparison
    LayerLikeness m_match; ///< where B has the layer
    Comparison::Side m_side = Comparison::Side::A;
    DifferencePointer m_difference; ///< null unless it is shown
    bool m_awaiting = false; ///< the difference
    bool m_stale = true; ///< something changed while this was out of sight
    QString m_layer; ///< that is shown
    bool m_waiting = false; ///< for effects
};
