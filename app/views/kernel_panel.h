#pragma once

#include "app/session/kernel_measures.h"
#include "app/widgets/panel.h"

#include <QTimer>

class CellPictures;
class FactsList;
class Legend;
class StripPlot;

/// One kernel, large, with its numbers; kernels over the picture with their three planes and where they stand among all
/// in colourfulness.
class KernelPanel : public Panel {
    Q_OBJECT
public:
    explicit KernelPanel(QWidget* parent = nullptr);

    /// `channel` is the plane of the kernel that is shown large where it has others than three colours.
    void show(KernelsPointer layer, int filter, int channel);

signals:
    void chosen(int filter);
    void pointedAt(const QString& address);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void paintPictures();
    void fitPictures();
    void fillStrip();

    KernelsPointer m_layer;
    int m_filter = 0, m_channel = 0;
    CellPictures* m_large;
    CellPictures* m_planes;
    FactsList* m_facts;
    QLabel* m_sentence;
    Legend* m_legend;
    QLabel* m_stripTitle;
    StripPlot* m_strip;
    QTimer m_fit; ///< after the layout knows the new words
};
