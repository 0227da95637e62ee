#pragma once

#include "app/models/train_curve.h"

#include <QWidget>

class CurveChartPlot;

/// What is written over a CurveChart: where the rest of the run begins, what was changed, the last values at the ends of
/// the lines, and the values at one x. All places are in the chart's own numbers.
struct CurveNotes {
    struct End {
        QPointF at;
        QString words;
        const char* colour = "text"; ///< of tokens.json
    };
    struct Cell {
        QString words;
        const char* colour = "text";
    };

    std::optional<double> restFrom; ///< x from which nothing is known yet
    std::vector<ChartMark> marks;
    std::optional<double> goal; ///< y of a dotted line
    QString goalWords;
    std::vector<End> ends;
    std::optional<double> line; ///< x at which values are read
    std::vector<End> dots; ///< on the line
    std::vector<std::vector<Cell>> table; ///< rows beside the line
};

/// Draws them; lies over the chart and lets the mouse through.
class CurveChartNotes : public QWidget {
    Q_OBJECT
public:
    explicit CurveChartNotes(CurveChartPlot& plot);

    CurveNotes& notes() { return m_notes; }
    struct PlacedEnd {
        QPointF dot;
        QRectF words;
        const CurveNotes::End* end;
    };
    /// Of the ends in sight, from above: words cover neither each other nor the dot of another line.
    std::vector<PlacedEnd> placedEnds() const;
    /// How far the words at the lines' ends reach to the right of them.
    /// `lettered`: they begin with the letter of their run.
    int endsWidth(bool lettered) const;

protected:
    void paintEvent(QPaintEvent*) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPointF place(QPointF at) const;
    void drawRest(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;
    void drawEnds(QPainter& painter) const;
    void drawLine(QPainter& painter) const;
    void drawTable(QPainter& painter, double x) const;

    CurveChartPlot& m_plot;
    CurveNotes m_notes;
};
