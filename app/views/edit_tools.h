#pragma once

#include "app/session/session.h"

#include <QButtonGroup>
#include <QElapsedTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

/// Changes of the picture before the network sees it: brushes, rotation, brightness, colour, shift, undo. One tool at a
/// time is open; the answer follows while its control is dragged, and a drag is one step of undo.
class EditTools : public QWidget {
    Q_OBJECT
public:
    explicit EditTools(Session& session, QWidget* parent = nullptr);

    /// A stroke of the open brush.
    void paintAt(QPointF point, bool begins);
    bool hasBrush() const;
    void closeTool();

signals:
    /// Share of the picture's side; 0 when no brush is open.
    void brushChanged(double radius);

protected:
    void changeEvent(QEvent*) override;

private:
    enum Tool { Erase, Blur, Rotate, Brightness, Colour, Shift, ToolCount };

    void addTool(Tool tool, const QString& iconName, const QString& words);
    void arrange();
    void buildControls();
    void open(int tool);
    void showValues();
    void slid(int value);
    void shifted();
    void reset();
    void apply(const PictureEdits& edits, const QString& words);
    /// The merge number of the gesture that is going on.
    int gesture();
    QString valueText() const;

    Session& m_session;
    QButtonGroup m_group;
    QToolButton* m_undo;
    QWidget* m_controls;
    QLabel* m_name;
    QLabel* m_value;
    QSlider* m_slider;
    QSpinBox* m_right;
    QSpinBox* m_down;
    QToolButton* m_reset;
    int m_tool = -1;
    double m_radius = 0.08; ///< of the brushes
    int m_gesture = 1;
    QElapsedTimer m_since;
};
