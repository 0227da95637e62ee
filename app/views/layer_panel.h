#pragma once

#include "app/models/map_atlas.h"
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

/// Every unit of the selected layer: its maps as tiles, a vector as one page of cells, classes as rows with bars.
class LayerPanel : public Panel {
    Q_OBJECT
public:
    explicit LayerPanel(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// Whether all that was asked for is shown.
    bool isReady() const;
    void nextOrder();
    void nextRange();

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
    Segmented* m_order;
    Segmented* m_range;
    QLabel* m_orderWord;
    QLabel* m_rangeWord;
    QToolButton* m_switch;
    QStackedWidget* m_pages;
    TileArea* m_tiles;
    BarList* m_rows;
    Legend* m_legend;
    ClassificationPointer m_answer; ///< that is shown
    bool m_stale = true; ///< something changed while this was out of sight
    QString m_layer; ///< that is shown
    bool m_waiting = false; ///< for effects
};
