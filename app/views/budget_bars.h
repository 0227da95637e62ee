#pragma once

#include "app/models/layer_budgets.h"

#include <QWidget>

/// A bar for each kind of cost, cut into the layers in their order; the chosen layer is outlined in all of them. Left and
/// right arrows and the mouse choose a layer.
class BudgetBars : public QWidget {
    Q_OBJECT
public:
    explicit BudgetBars(QWidget* parent = nullptr);

    void setBudgets(NetworkPointer network, std::vector<LayerBudget> budgets);
    /// Without chosen(); an unknown name marks none.
    void setCurrent(const QString& layer);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QString& layer);
    /// What is under the mouse, for the status bar; empty when nothing is.
    void pointedAt(const QString& words);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Place {
        int budget = -1, layer = -1;
    };
    QRectF bar(int budget) const;
    QRectF segment(int budget, std::size_t layer) const;
    Place placeAt(QPointF point) const;
    QString words(const Place& place) const;
    void paintBudget(QPainter& painter, int budget) const;
    void step(int by);

    NetworkPointer m_network;
    std::vector<LayerBudget> m_budgets;
    int m_current = -1;
};
