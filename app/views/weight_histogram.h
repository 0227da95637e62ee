#pragma once

#include "engine/explain/statistics.h"

#include <QWidget>

/// How often weights have which value: a bar per bin around 0, negative ones orange and positive ones blue, on a scale of
/// roots so that rare ones can be seen.
class WeightHistogram : public QWidget {
    Q_OBJECT
public:
    explicit WeightHistogram(QWidget* parent = nullptr);

    void setHistogram(const engine::Histogram& histogram);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// What is under the mouse; empty when nothing is.
    void pointedAt(const QString& words);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override { emit pointedAt({}); }

private:
    engine::Histogram m_histogram;
};
