#pragma once

#include <QWidget>

/// Values on a line, a dot each, in one row per group; the chosen one stands out. The mouse and the left and right arrows
/// choose a dot, arrows in the order of the values.
class StripPlot : public QWidget {
    Q_OBJECT
public:
    struct Dot {
        int number = 0; ///< what chosen() says
        int row = 0;
        double value = 0;
    };

    /// `name` is for screen readers.
    explicit StripPlot(const QString& name, QWidget* parent = nullptr);

    /// `rows` are the words before them; the axis goes from `low` to `high`, with words at its ends.
    void setDots(const QStringList& rows, std::vector<Dot> dots, double low, double high);
    void setEnds(const QString& low, const QString& high);
    /// By number; −1 none. Without chosen().
    void setCurrent(int number);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(int number);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int left() const;
    QPointF place(const Dot& dot) const;
    void paintDot(class QPainter& painter, const Dot& dot, bool current) const;

    QStringList m_rows;
    std::vector<Dot> m_dots;
    double m_low = 0, m_high = 1;
    QString m_lowWords, m_highWords;
    int m_current = -1;
};
