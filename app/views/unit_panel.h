#pragma once

#include "app/models/map_atlas.h"
#include "app/views/view.h"
#include "app/widgets/panel.h"

class BarList;
class HistogramPlot;
class KernelView;
class MapView;
class QGridLayout;
class QPushButton;
class QToolButton;

/// The inspector: the selected unit's map or value, its weights, what its values are like, and the way to "why this
/// number?". Without a selected unit it speaks of the layer.
class UnitPanel : public Panel {
    Q_OBJECT
public:
    explicit UnitPanel(const Surroundings& surroundings, QWidget* parent = nullptr);

    bool isReady() const;
    /// Goes on to the numbers behind the value; to the map's largest one when no position is chosen.
    void askWhy();

signals:
    void pointedAt(const QString& address);

protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    struct Shown; ///< the layer and unit on show, with what is needed to speak of them

    void build();
    QWidget* buildMapRow();
    QWidget* buildValueRow();
    void rebuild();
    void showMap(const Shown& shown);
    void showKernel(const Shown& shown);
    void showNumbers(const Shown& shown);
    void showStrongest(const Shown& shown);
    void showHistogram(const Shown& shown);
    void showValue(const Shown& shown);
    void showPower(const Shown& shown);
    void placeNumbers(bool below);
    std::optional<Shown> shown() const;

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    QToolButton* m_power;
    QWidget* m_mapRow;
    MapView* m_map;
    KernelView* m_kernel;
    QLabel* m_kernelWords;
    QWidget* m_numbers;
    QGridLayout* m_grid;
    QLabel* m_names[3];
    QLabel* m_values[3];
    QWidget* m_side; ///< beside the map
    QLabel* m_strongestTitle;
    BarList* m_strongest;
    QLabel* m_histogramTitle;
    QLabel* m_histogramScale;
    HistogramPlot* m_histogram;
    QWidget* m_valueRow;
    QLabel* m_where;
    QLabel* m_value;
    QPushButton* m_why;
    QLabel* m_sees;
    ClassificationPointer m_answer; ///< that is shown
    bool m_stale = true; ///< something changed while this was out of sight
    bool m_waiting = false; ///< for the weights
};
