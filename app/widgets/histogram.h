#pragma once

#include <QWidget>

#include <optional>
#include <vector>

/// How often which values occur: bars in equal bins, heights by the root of the count, negative and positive ones in their
/// colours, 0 as a dotted line, one value marked.
class HistogramPlot : public QWidget {
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget* parent = nullptr);

    /// `counts` of equal bins from `lowest` to `highest`.
    void setBins(std::vector<qint64> counts, double lowest, double highest);
    void setMark(std::optional<double> value);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// What is under the mouse: "1.20 to 1.30: 14 values"; empty when nothing is.
    void pointedAt(const QString& words);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;

private:
    int axisHeight() const;
    double xOf(double value) const;
    void drawAxis(QPainter& painter) const;

    std::vector<qint64> m_counts;
    double m_lowest = 0, m_highest = 1;
    std::optional<double> m_mark;
};

/// A round step that divides a range into at most `most` parts: 1, 2 or 5 times a power of ten.
double roundStep(double range, int most);
