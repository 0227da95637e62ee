#include "app/widgets/curve_plot.h"

#include "app/widgets/look.h"

#include <QPainter>

#include <algorithm>

CurvePlot::CurvePlot(const QString& name, QSize size, QWidget* parent)
    : QWidget(parent)
    , m_size(size)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CurvePlot::setDrawing(Drawing drawing)
{
    m_drawing = std::move(drawing);
    QStringList words;
    for (const Mark& mark : m_drawing.marks)
        if (!mark.text.isEmpty())
            words += mark.text;
    for (const Curve& curve : m_drawing.curves)
        for (const QString& one : {curve.name, curve.end})
            if (!one.isEmpty())
                words += one;
    setAccessibleDescription(words.join(", "));
    updateGeometry();
    update();
}

void CurvePlot::setHeight(int height)
{
    m_size.setHeight(height);
    updateGeometry();
}

QSize CurvePlot::sizeHint() const
{
    return {look().px(m_size.width()), look().px(m_size.height()) + keyHeight()};
}

/// A line for each curve with a name, and one for the upright axis.
int CurvePlot::keyHeight() const
{
    const auto named = std::count_if(m_drawing.curves.begin(), m_drawing.curves.end(),
        [](const Curve& curve) { return !curve.name.isEmpty(); });
    return (int(named) + !m_drawing.upName.isEmpty())
        * QFontMetrics(look().font(Look::Type::Caption)).height();
}

/// A piece of the line and the curve's name; the last one drawn, which lies on top, first.
void CurvePlot::drawKey(QPainter& painter) const
{
    painter.setFont(look().font(Look::Type::Caption));
    const int high = painter.fontMetrics().height(), piece = look().px(22), gap = look().px(8);
    int y = 0;
    for (auto curve = m_drawing.curves.rbegin(); curve != m_drawing.curves.rend(); ++curve) {
        if (curve->name.isEmpty())
            continue;
        painter.setPen(QPen(look().colour(curve->colour), 2, curve->dashed ? Qt::DashLine : Qt::SolidLine));
        painter.drawLine(0, y + high / 2, piece, y + high / 2);
        painter.setPen(look().colour("textSecondary"));
        const int room = width() - piece - gap;
        painter.drawText(QRect(piece + gap, y, room, high), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(curve->name, Qt::ElideMiddle, room));
        y += high;
    }
}

void CurvePlot::drawNames(QPainter& painter, const QRect& area) const
{
    const QFont font = painter.font();
    painter.setFont(look().font(Look::Type::Caption));
    painter.setPen(look().colour("textSecondary"));
    const int high = painter.fontMetrics().height();
    painter.drawText(QRect(0, keyHeight() - high, width(), high), Qt::AlignVCenter, m_drawing.upName);
    painter.drawText(QRect(area.left(), area.bottom() + look().px(3), area.width(), high), Qt::AlignCenter,
        m_drawing.acrossName);
    painter.setFont(font);
}

/// What is kept free at the right.
int CurvePlot::endsWidth() const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    int widest = 0;
    for (const Curve& curve : m_drawing.curves)
        if (!curve.end.isEmpty())
            widest = std::max(widest, metrics.horizontalAdvance(curve.end) + look().px(10));
    return widest;
}

/// Moved apart where lines end close to each other.
void CurvePlot::drawEnds(
    QPainter& painter, const QRectF& area, const std::function<QPointF(QPointF)>& place) const
{
    struct End {
        QPointF at;
        double y;
        const Curve* curve;
    };
    std::vector<End> ends;
    for (const Curve& curve : m_drawing.curves)
        if (!curve.end.isEmpty() && !curve.points.empty()) {
            const QPointF at = place(curve.points.back());
            ends.push_back({at, at.y(), &curve});
        }
    std::ranges::sort(ends, {}, &End::y);
    const double high = painter.fontMetrics().height(), apart = high - look().px(2);
    for (std::size_t i = 1; i < ends.size(); ++i)
        ends[i].y = std::max(ends[i].y, ends[i - 1].y + apart);
    double limit = area.bottom() - high / 2; // the axis is below
    for (std::size_t i = ends.size(); i-- > 0; limit = ends[i].y - apart)
        ends[i].y = std::min(ends[i].y, limit);
    for (const End& end : ends) {
        const QColor colour = look().colour(end.curve->colour);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(end.at, look().px(3), look().px(3));
        painter.setPen(colour);
        painter.drawText(QRectF(end.at.x() + look().px(6), end.y - high / 2, endsWidth(), high),
            Qt::AlignLeft | Qt::AlignVCenter, end.curve->end);
    }
}

void CurvePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawKey(painter);
    painter.setFont(look().font(Look::Type::NumberSmall));
    const QFontMetrics metrics = painter.fontMetrics();
    int left = look().px(6);
    for (const Tick& tick : m_drawing.up)
        left = std::max(left, metrics.horizontalAdvance(tick.text) + look().px(6));
    const int below = m_drawing.across.empty() ? look().px(6) : metrics.height() + look().px(4);
    const int above = keyHeight() + metrics.height() / 2 + 2;
    const QRectF area(
        left, above, width() - left - std::max(look().px(8), endsWidth()), height() - below - above);
    const QRectF& range = m_drawing.range;
    const auto place = [&](QPointF at) {
        return QPointF(area.left() + (at.x() - range.left()) / range.width() * area.width(),
            area.bottom() - (at.y() - range.top()) / range.height() * area.height());
    };
    for (const Tick& tick : m_drawing.up) {
        const double y = place({range.left(), tick.at}).y();
        painter.setPen(look().colour("line"));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(QRectF(0, y - metrics.height() / 2.0, left - look().px(4), metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, tick.text);
    }
    painter.setPen(look().colour("controlLine"));
    const double floor = std::clamp(0.0, range.top(), range.bottom());
    painter.drawLine(place({range.left(), floor}), place({range.right(), floor}));
    if (m_drawing.across.empty() && range.left() < 0 && range.right() > 0)
        painter.drawLine(place({0, range.top()}), place({0, range.bottom()}));
    painter.setPen(look().colour("textTertiary"));
    for (const Tick& tick : m_drawing.across) {
        const double wide = metrics.horizontalAdvance(tick.text) + 2;
        const double x = std::clamp(place({tick.at, 0}).x() - wide / 2, 0.0, std::max(0.0, width() - wide));
        painter.drawText(
            QRectF(x, area.bottom() + look().px(4), wide, metrics.height()), Qt::AlignCenter, tick.text);
    }
    drawNames(painter, area.toRect());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Curve& curve : m_drawing.curves) {
        painter.setPen(QPen(look().colour(curve.colour), 2, curve.dashed ? Qt::DashLine : Qt::SolidLine));
        QPolygonF line;
        for (const QPointF& point : curve.points)
            line << place(point);
        painter.drawPolyline(line);
    }
    drawEnds(painter, area, place);
    for (const Mark& mark : m_drawing.marks) {
        const QPointF at = place(mark.at);
        if (mark.drop) {
            painter.setPen(QPen(look().colour("textTertiary"), 1, Qt::DotLine));
            painter.drawLine(at, QPointF(at.x(), area.bottom()));
        }
        painter.setPen(QPen(look().colour("panel"), 2));
        painter.setBrush(look().colour(mark.colour));
        painter.drawEllipse(at, look().px(5), look().px(5));
        const double wide = metrics.horizontalAdvance(mark.text) + 2;
        const double x = std::clamp(at.x() - wide / 2, double(left), std::max(double(left), width() - wide));
        const double higher = at.y() - look().px(7) - metrics.height(),
                     y = higher >= keyHeight() ? higher : at.y() + look().px(7);
        painter.setPen(look().colour("text"));
        painter.drawText(QRectF(x, y, wide, metrics.height()), Qt::AlignCenter, mark.text);
    }
}
