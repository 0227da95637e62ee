#pragma once

#include <QPointF>
#include <QRectF>
#include <QWidget>

#include <functional>
#include <vector>

/// A few curves over named ticks, with marked points. The caller says what is shown, also where an axis is logarithmic.
class CurvePlot : public QWidget {
    Q_OBJECT
public:
    struct Curve {
        std::vector<QPointF> points;
        const char* colour = "positive"; ///< of tokens.json
        bool dashed = false;
        QString name; ///< in a key above the curves, in their order from the last; empty: none
        QString end = {}; ///< its value, beside its last point; empty: none
    };
    struct Tick {
        double at = 0;
        QString text;
    };
    struct Mark {
        QPointF at;
        QString text; ///< beside it; empty: none
        const char* colour = "positive";
        bool drop = false; ///< with a dotted line down to the axis
    };
    struct Drawing {
        QRectF range; ///< left to right and lowest (top) to highest (bottom) value
        std::vector<Curve> curves;
        std::vector<Tick> across, up;
        std::vector<Mark> marks;
        QString acrossName {},
            upName {}; ///< of the axes: below the middle and above the upper end; empty: none
    };

    /// `name` is for screen readers; the height in pixels at font scale 1.
    CurvePlot(const QString& name, QSize size, QWidget* parent = nullptr);

    void setDrawing(Drawing drawing);
    /// In pixels at font scale 1.
    void setHeight(int height);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void drawKey(QPainter& painter) const;
    void drawNames(QPainter& painter, const QRect& area) const;
    int keyHeight() const;
    int endsWidth() const;
    void drawEnds(QPainter& painter, const QRectF& area, const std::function<QPointF(QPointF)>& place) const;

    QSize m_size;
    Drawing m_drawing;
};
