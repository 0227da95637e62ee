#pragma once

#include "app/views/view.h"

#include <QFrame>

class MapView;
class QBoxLayout;
class QLabel;
class QPushButton;

/// One unit for the last row of a room: one map, one kernel, one number with two decimals.
class PresenterUnit : public QFrame {
    Q_OBJECT
public:
    explicit PresenterUnit(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// The number is that at the selected position, or the map's largest.
    void showUnit(const ClassificationPointer& answer, int layer, int unit);
    /// Whether the kernel is there.
    bool isReady() const { return !m_waiting; }

signals:
    void whyAsked();

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    void build();
    void showMap();
    void showKernel();
    void fit();

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    QLabel* m_title;
    MapView* m_map;
    QWidget* m_mapRow;
    QLabel* m_kernel;
    QLabel* m_kernelWords;
    QLabel* m_value;
    QPushButton* m_why;
    QBoxLayout* m_bottom;
    QImage m_kernelImage;
    ClassificationPointer m_answer; ///< that is shown
    int m_layer = -1, m_unit = -1;
    bool m_waiting = false; ///< for the weights
};
