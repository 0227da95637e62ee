#pragma once

#include <QWidget>

/// A value as a bar in a trough with its name and its number above, or without both just the bar.
class ValueBar : public QWidget {
    Q_OBJECT
public:
    /// `share` of the trough, 0 to 1 (−1 to 1 with setZero()); `colour` of tokens.json.
    ValueBar(const QString& name, const QString& number, double share, const char* colour = "positive",
        bool strong = false, QWidget* parent = nullptr);

    void setValue(const QString& number, double share);
    /// Where in the trough 0 is, 0 to 1: the bar goes from there, to the left for a share below 0.
    void setZero(double zero);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString m_name, m_number;
    double m_share;
    double m_zero = 0;
    const char* m_colour;
    bool m_strong;
};
