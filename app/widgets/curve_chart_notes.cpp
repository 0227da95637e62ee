#include "app/widgets/curve_chart_notes.h"

#include "app/widgets/curve_chart_plot.h"
#include "app/widgets/look.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

CurveChartNotes::CurveChartNotes(CurveChartPlot& plot)
    : QWidget(&plot)
    , m_plot(plot)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    plot.installEventFilter(this);
    connect(&plot, &QCustomPlot::afterReplot, this, qOverload<>(&QWidget::update));
}

bool CurveChartNotes::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        resize(m_plot.size());
    return QWidget::eventFilter(watched, event);
}

QPointF CurveChartNotes::place(QPointF at) const
{
    return {m_plot.xAxis->coordToPixel(at.x()), m_plot.yAxis->coordToPixel(at.y())};
}

int CurveChartNotes::endsWidth(bool lettered) const
{
    const QFontMetrics metrics(look().font(Look::Type::Number));
    int widest
        = metrics.horizontalAdvance(lettered ? "A 100.0 %" : "100.0 %"); // charts below each other end alike
    for (const CurveNotes::End& end : m_notes.ends)
        widest = std::max(widest, metrics.horizontalAdvance(end.words));
    return widest + look().px(12);
}

void CurveChartNotes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawRest(painter);
    drawMarks(painter);
    drawEnds(painter);
    drawLine(painter);
}

void CurveChartNotes::drawRest(QPainter& painter) const
{
    const QRectF area = m_plot.axisRect()->rect();
    if (m_notes.restFrom) {
        const double from = std::max(area.left(), m_plot.xAxis->coordToPixel(*m_notes.restFrom));
        QColor shade = look().colour("window");
        shade.setAlphaF(0.6);
        if (from < area.right())
            painter.fillRect(QRectF(from, area.top(), area.right() - from, area.height()), shade);
    }
    if (!m_notes.goal)
        return;
    const double y = m_plot.yAxis->coordToPixel(*m_notes.goal);
    if (y < area.top() || y > area.bottom())
        return;
    painter.setPen(QPen(look().colour("textTertiary"), 1, Qt::DotLine));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setFont(look().font(Look::Type::Caption));
    painter.drawText(QRectF(area.left(), y - painter.fontMetrics().height() - 1, area.width() - look().px(4),
                         painter.fontMetrics().height()),
        Qt::AlignRight, m_notes.goalWords);
}

/// Words of marks that stand close go below each other.
void CurveChartNotes::drawMarks(QPainter& painter) const
{
    const QRectF area = m_plot.axisRect()->rect();
    painter.setFont(look().font(Look::Type::Caption));
    const QFontMetrics metrics = painter.fontMetrics();
    double busyUntil = -1e9;
    int row = 0;
    for (const ChartMark& mark : m_notes.marks) {
        const double x = m_plot.xAxis->coordToPixel(mark.at);
        if (x < area.left() || x > area.right())
            continue;
        painter.setPen(QPen(look().colour("textSecondary"), 1, Qt::DashLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        const double wide = metrics.horizontalAdvance(mark.words) + 2;
        const bool before = x + wide + look().px(6) > width();
        const double left = before ? x - wide - look().px(6) : x + look().px(6);
        row = left < busyUntil ? row + 1 : 0;
        busyUntil = std::max(busyUntil, left + wide);
        painter.drawText(QRectF(left, area.top() + (row - 1) * metrics.height(), wide, metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter, mark.words);
    }
}

/// Moved apart where lines end close to each other, and past the end of a line that ends a little later.
std::vector<CurveChartNotes::PlacedEnd> CurveChartNotes::placedEnds() const
{
    const QRectF area = m_plot.axisRect()->rect();
    const QFontMetrics metrics(look().font(Look::Type::Number));
    const double high = metrics.height(), apart = high - look().px(2);
    std::vector<PlacedEnd> placed;
    for (const CurveNotes::End& end : m_notes.ends) {
        const QPointF dot = place(end.at);
        if (area.adjusted(-1, -1, 1, 1).contains(dot))
            placed.push_back({dot,
                QRectF(dot.x() + look().px(8), dot.y() - high / 2, metrics.horizontalAdvance(end.words) + 2,
                    high),
                &end});
    }
    std::ranges::sort(placed, {}, [](const PlacedEnd& one) { return one.dot.y(); });
    for (std::size_t i = 1; i < placed.size(); ++i)
        placed[i].words.moveTop(std::max(placed[i].words.top(), placed[i - 1].words.top() + apart));
    double limit = area.bottom() - high / 2; // below are the numbers of the axis
    for (std::size_t i = placed.size(); i-- > 0; limit = placed[i].words.top() - apart)
        placed[i].words.moveTop(std::min(placed[i].words.top(), limit));
    std::vector<QPointF> dots;
    for (const PlacedEnd& one : placed)
        dots.push_back(one.dot);
    std::ranges::sort(dots, {}, &QPointF::x);
    for (PlacedEnd& one : placed)
        for (const QPointF& dot : dots)
            if (one.words.adjusted(-look().px(3), 0, look().px(3), 0).contains(dot))
                one.words.moveLeft(dot.x() + look().px(8));
    for (std::size_t i = 1; i < placed.size(); ++i) { // one below the other they stand as a column
        QRectF &upper = placed[i - 1].words, &lower = placed[i].words;
        const double left = std::max(upper.left(), lower.left());
        if (std::abs(upper.left() - lower.left()) < look().px(6) && lower.top() < upper.bottom()) {
            upper.moveLeft(left);
            lower.moveLeft(left);
        }
    }
    return placed;
}

/// The last values.
void CurveChartNotes::drawEnds(QPainter& painter) const
{
    painter.setFont(look().font(Look::Type::Number));
    const std::vector<PlacedEnd> placed = placedEnds();
    for (const PlacedEnd& one : placed) // grid and curves of longer runs pass behind the words
        painter.fillRect(one.words.adjusted(-look().px(3), 1, look().px(3), -1), look().colour("panel"));
    for (const PlacedEnd& one : placed) {
        const QColor colour = look().colour(one.end->colour);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(one.dot, look().px(3), look().px(3));
        painter.setPen(colour);
        painter.drawText(one.words, Qt::AlignLeft | Qt::AlignVCenter, one.end->words);
    }
}

void CurveChartNotes::drawLine(QPainter& painter) const
{
    const QRectF area = m_plot.axisRect()->rect();
    if (!m_notes.line)
        return;
    const double x = m_plot.xAxis->coordToPixel(*m_notes.line);
    if (x < area.left() - 1 || x > area.right() + 1)
        return;
    painter.setPen(QPen(look().colour("accent"), 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    for (const CurveNotes::End& dot : m_notes.dots) {
        const QPointF at = place(dot.at);
        if (!area.contains(QPointF(x, at.y())))
            continue;
        painter.setPen(QPen(look().colour("halo"), 1));
        painter.setBrush(look().colour(dot.colour));
        painter.drawEllipse(QPointF(x, at.y()), look().px(4), look().px(4));
    }
    drawTable(painter, x);
}

void CurveChartNotes::drawTable(QPainter& painter, double x) const
{
    if (m_notes.table.empty())
        return;
    painter.setFont(look().font(Look::Type::NumberSmall));
    const QFontMetrics metrics = painter.fontMetrics();
    std::vector<int> columns; // widths; a row of one cell goes across all of them
    int title = 0;
    for (const auto& row : m_notes.table) {
        if (row.size() > 1)
            columns.resize(std::max(columns.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            int& widest = row.size() > 1 ? columns[i] : title;
            widest = std::max(widest, metrics.horizontalAdvance(row[i].words));
        }
    }
    const int gap = look().px(10), edge = look().px(8), line = metrics.height() + look().px(2);
    int wide = std::max(0, int(columns.size()) - 1) * gap;
    for (const int column : columns)
        wide += column;
    wide = std::max(wide, title);
    const QSizeF size(wide + 2 * edge, double(m_notes.table.size()) * line + 2 * edge - look().px(2));
    const QRectF area = m_plot.axisRect()->rect();
    double left = x + look().px(8);
    if (left + size.width() > this->width())
        left = std::max(0.0, x - look().px(8) - size.width());
    const double top = std::clamp(area.top() + look().px(24), 0.0, std::max(0.0, height() - size.height()));
    painter.setPen(QPen(look().colour("controlLine"), 1));
    painter.setBrush(look().colour("raised"));
    painter.drawRoundedRect(QRectF({left, top}, size), look().px(4), look().px(4));
    double y = top + edge;
    for (const auto& row : m_notes.table) {
        double at = left + edge;
        for (std::size_t i = 0; i < row.size(); ++i) {
            painter.setPen(look().colour(row[i].colour));
            painter.drawText(
                QRectF(at, y, wide, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, row[i].words);
            at += row.size() > 1 ? columns[i] + gap : 0;
        }
        y += line;
    }
}
