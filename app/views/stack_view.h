#pragma once

#include "app/session/stack_drawer.h"
#include "app/views/view.h"

#include <QPolygonF>

#include <span>

/// All layers of the picture under the microscope as blocks in space, drawn by the engine; names, outlines and the rays
/// of the selected position are painted over it. Drag turns, Shift and drag moves, the wheel zooms, a double click fits;
/// mouse and left/right keys choose a layer.
class StackView : public QWidget {
    Q_OBJECT
public:
    explicit StackView(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// Whether the drawing shows what was asked for last.
    bool isReady() const { return !m_waiting && !m_again && m_drawing; }
    const StackPointer& drawing() const { return m_drawing; } ///< null before the first one
    /// Where a place of the drawing is in this widget.
    QPointF toWidget(engine::Point place) const;
    QSize sizeHint() const override;

signals:
    void chosen(int layer);
    void pointedAt(const QString& address);
    /// Once after a network was opened: the device cannot draw.
    void failed(const QString& sentence);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;
    void changeEvent(QEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    struct Label {
        int layer = -1; ///< StackBlock::layer
        QString name, shape;
        QRect namePlace, shapePlace; ///< the latter is empty where there is no room
    };

    void draw();
    void take(const StackPointer& drawing);
    void giveUp(const QString& sentence);
    void followSelection();
    void fit();
    void turn(float yaw, float pitch);
    void zoom(double factor, QPointF around);
    int labelHeight() const;
    bool hasTwoLines() const;
    std::vector<Label> labels() const;
    std::vector<Label> labels(bool narrow) const;
    int blockAt(QPointF place) const;
    int layerAt(QPointF place) const;
    /// The layer of the network that is selected and StackBlock::layer of what stands for it; −1 for none.
    int currentLayer() const;
    int currentBlocks() const;
    bool isCurrent(const StackBlock& block) const;
    QString wordsAt(QPointF place) const;
    QPolygonF polygon(std::span<const engine::Point> points) const;
    QPolygonF seenOf(const StackBlock& block) const;
    void drawOutline(QPainter& painter, const QPolygonF& shape, const QColor& colour) const;
    void drawRays(QPainter& painter) const;
    void drawLabel(QPainter& painter, const Label& label) const;

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    StackDrawer m_drawer;
    StackPointer m_drawing;
    engine::Camera m_camera; ///< in pixels of the drawing
    double m_ratio = 1; ///< pixels of the drawing per pixel here
    float m_fittedZoom = 1;
    bool m_fit = true; ///< zoom and pan come with the next drawing
    bool m_waiting = false; ///< for a drawing; another one is asked for when it is here, if m_again
    bool m_again = false;
    bool m_failed = false;
    QString m_frontLayer; ///< the selection that was drawn last
    int m_frontUnit = -1;
    int m_hovered = -1; ///< block
    QPointF m_pressed, m_last; ///< of the button that is held
    bool m_held = false, m_dragged = false;
};
