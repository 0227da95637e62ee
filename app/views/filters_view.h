#pragma once

#include "app/session/kernel_measures.h"
#include "app/views/view.h"

class FactsList;
class FilmPanel;
class KernelPanel;
class Legend;
class Panel;
class QComboBox;
class QSpinBox;
class Segmented;
class TileArea;
class WeightHistogram;

/// What the network has learned to look for: the kernels of a layer, one of them large, all weights of the layer, and the
/// film of the first ones being born.
class FiltersView : public View {
    Q_OBJECT
public:
    explicit FiltersView(const Surroundings& surroundings, QWidget* parent = nullptr);

    QString place() const override { return "filters"; }
    QString title() const override { return tr("Filters"); }
    QString iconName() const override { return "filters"; }
    QString help() const override;
    bool isReady() const override;

    /// The film of another run; the folder as --out of a training.
    void openRun(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    Panel* tilesPanel();
    Panel* weightsPanel();
    void listLayers();
    void follow();
    void showLayer();
    void showUnit();
    void fitWords();
    void fillTiles();
    QString layerWanted() const;
    int unitWanted() const;
    QString words(int tile) const;
    void pointAt(int tile, QPoint cell);

    KernelMeasures m_measures;
    Panel* m_panel;
    TileArea* m_tiles;
    QComboBox* m_layer;
    Segmented* m_order;
    QLabel* m_orderWord; ///< before the switch, where there is room
    QSpinBox* m_unit;
    Segmented* m_range;
    QLabel* m_rangeWord; ///< before the switch, where there is room
    QLabel* m_rangeWords;
    Legend* m_legend;
    QLabel* m_towers;
    KernelPanel* m_kernel;
    FilmPanel* m_film;
    WeightHistogram* m_histogram;
    FactsList* m_facts;
    QLabel* m_problem;
    int m_channel = 0; ///< the plane that is shown large, of kernels that are not over the picture
    KernelsPointer m_filled; ///< what the tiles show
    int m_filledUnit = -1;
};
