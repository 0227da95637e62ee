#pragma once

#include "app/models/layer_model.h"

#include <QWidget>

/// The architecture as a drawing: a box for the input and one for every layer with weights, as tall as its maps and as
/// wide as it has many of them, with what follows it written below; two towers as two boxes, and between them the
/// connections that there are. Left and right arrows and the mouse choose a layer.
class Diagram : public QWidget {
    Q_OBJECT
public:
    explicit Diagram(QWidget* parent = nullptr);

    void setNetwork(NetworkPointer network);
    /// Without chosen(); a layer without weights marks the box that it belongs to.
    void setCurrent(const QString& layer);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QString& layer);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Stage {
        int layer = -1; ///< of the network; −1: the input
        engine::Shape shape; ///< of its output
        int towers = 1;
        bool vector = false;
        bool crosses = true; ///< reads the maps of both towers
        QString how; ///< "11 × 11"
        QStringList after; ///< layers without weights that follow
        engine::Shape handed; ///< what the next stage reads
    };
    QRectF column(std::size_t stage) const;
    std::vector<QRectF> boxes(std::size_t stage) const;
    void paintWires(QPainter& painter, std::size_t stage) const;
    void paintStage(QPainter& painter, std::size_t stage) const;
    QString nameOf(const Stage& stage) const;

    NetworkPointer m_network;
    std::vector<Stage> m_stages;
    int m_current = -1; ///< of the stages
};
