#pragma once

#include "app/models/map_atlas.h"
#include "app/session/comparison.h"
#include "app/views/view.h"
#include "app/widgets/panel.h"

class BarList;
class ComparedTable;
class HistogramPlot;
class KernelView;
class MapView;
class QGridLayout;
class QPushButton;
class QToolButton;

/// The inspector: the selected unit's map or value, its weights, what its values are like, and the way to "why this
/// number?". Without a selected unit it speaks of the layer. In a comparison it shows A, B or A − B, and all three as numbers.
class UnitPanel : public Panel {
    Q_OBJECT
public:
    UnitPanel(const Surroundings& surroundings, Comparison& comparison, QWidget* parent = nullptr);

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
    int strongestAtMost() const;
    void showStrongest(const Shown& shown);
    void showHistogram(const Shown& shown);
    void showValue(const Shown& shown);
    void showPower(const Shown& shown);
    void placeNumbers(bool below);
    std::optional<Shown> shown() const;
    bool takeAnswers();
    void showCompared(const Shown& shown);
    double endOfMap(const Shown& shown) const;
    QString cellWords(const Shown& shown, QPoint cell) const;

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    Comparison& m_comparison;
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
    ComparedTable* m_table;
    QLabel* m_ranges;
    QWidget* m_valueRow;
    QLabel* m_where;
    QLabel* m_value;
    QPushButton* m_why;
    QLabel* m_sees;
    ClassificationPointer m_answer; ///< A, that is shown
    ClassificationPointer m_other; ///< B; null without comparison
    Comparison::Side m_shownSide = Comparison::Side::A;
    DifferencePointer m_difference; ///< null unless it is shown
    bool m_awaiting = false; ///< the difference
    int m_strongestAsked = 8;
    bool m_stale = true; ///< something changed while this was out of sight
    bool m_waiting = false; ///< for the weights
};
