#pragma once

#include <QWidget>

/// Says what the colours of a picture of numbers mean: lower end, bar of the colour map, upper end with its rule, and a
/// remark at the right.
class Legend : public QWidget {
    Q_OBJECT
public:
    explicit Legend(QWidget* parent = nullptr);

    /// `map` is a name that Look::colourMap takes.
    void setMap(const QString& map);
    void setEnds(const QString& lower, const QString& upper);
    void setRemark(const QString& remark);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString m_map = "viridis", m_lower, m_upper, m_remark;
};
