#pragma once

#include <qcustomplot.h>

/// The plane of a CurveChart: axes, grid, zoom and pan. The wheel and + − zoom, dragging moves, a double click or 0 fits;
/// ← → move the line at which values are read, Home and End put it at the ends.
class CurveChartPlot : public QCustomPlot {
    Q_OBJECT
public:
    using Words = std::function<QString(double)>;

    explicit CurveChartPlot(QWidget* parent = nullptr);

    /// How numbers stand at the axes.
    void setWords(Words across, Words up);
    void setLogarithmic(bool across, bool up);
    /// What fit() shows; taken at once unless somebody has zoomed.
    void setHome(const QCPRange& across, const QCPRange& up);
    void fit();
    bool isFitted() const { return m_fitted; }
    /// The part of x that is in sight, as another chart has it.
    void setAcross(const QCPRange& range, bool fitted);
    /// Room at the right for words, in pixels.
    void setRightMargin(int pixels);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// The mouse is there, or the keys have gone there.
    void pointed(double x);
    void left();
    /// The part of x in sight was changed by hand.
    void acrossChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void dress();
    void layTicks();
    void zoom(double factor);
    void moved();

    Words m_acrossWords, m_upWords;
    QCPRange m_homeAcross {0, 1}, m_homeUp {0, 1};
    double m_read = 0; ///< x of the line that the keys move
    bool m_acrossLogarithmic = false, m_upLogarithmic = false;
    bool m_fitted = true, m_flat = false; ///< m_flat: too low for more than three numbers above each other
};
