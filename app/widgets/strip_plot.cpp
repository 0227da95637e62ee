#include "app/widgets/strip_plot.h"

#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

static int rowHeight() { return look().px(22); }
static int axisHeight() { return QFontMetrics(look().font(Look::Type::NumberSmall)).height() + look().px(4); }

StripPlot::StripPlot(const QString& name, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StripPlot::setDots(const QStringList& rows, std::vector<Dot> dots, double low, double high)
{
    m_rows = rows;
    m_dots = std::move(dots);
    std::ranges::stable_sort(m_dots, {}, &Dot::value);
    m_low = low;
    m_high = high > low ? high : low + 1;
    updateGeometry();
    update();
}

void StripPlot::setEnds(const QString& low, const QString& high)
{
    m_lowWords = low;
    m_highWords = high;
    update();
}

void StripPlot::setCurrent(int number)
{
    m_current = number;
    update();
}

QSize StripPlot::sizeHint() const
{
    return {look().px(280), int(std::max<qsizetype>(m_rows.size(), 1)) * rowHeight() + axisHeight()};
}

QSize StripPlot::minimumSizeHint() const { return {look().px(160), sizeHint().height()}; }

int StripPlot::left() const
{
    const QFontMetrics metrics(look().font(Look::Type::Caption));
    int width = 0;
    for (const QString& row : m_rows)
        width = std::max(width, metrics.horizontalAdvance(row));
    return width + look().px(12);
}

QPointF StripPlot::place(const Dot& dot) const
{
    const double room = width() - left() - look().px(8);
    const double share = std::clamp((dot.value - m_low) / (m_high - m_low), 0.0, 1.0);
    const double apart
        = ((dot.number * 7) % 11 - 5) / 5.0; // up and down, so that dots do not hide each other
    return {left() + share * room, (dot.row + 0.5) * rowHeight() + apart * rowHeight() * 0.3};
}

void StripPlot::paintDot(QPainter& painter, const Dot& dot, bool current) const
{
    const double radius = look().px(current ? 5 : 2.5);
    painter.setPen(current ? QPen(look().colour("halo"), 2) : QPen(Qt::NoPen));
    QColor colour = look().colour(current ? "accent" : dot.row % 2 ? "positive" : "textSecondary");
    if (!current)
        colour.setAlphaF(0.75f);
    painter.setBrush(colour);
    painter.drawEllipse(place(dot), radius, radius);
}

void StripPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(look().font(Look::Type::Caption));
    painter.setPen(look().colour("textSecondary"));
    for (int row = 0; row < int(m_rows.size()); ++row)
        painter.drawText(QRect(0, row * rowHeight(), left(), rowHeight()), Qt::AlignVCenter, m_rows[row]);
    const int axis = int(std::max<qsizetype>(m_rows.size(), 1)) * rowHeight();
    painter.setPen(look().colour("controlLine"));
    painter.drawLine(left(), axis, width() - look().px(8), axis);
    painter.setFont(look().font(Look::Type::NumberSmall));
    painter.setPen(look().colour("textTertiary"));
    const QRect words(left(), axis + 2, width() - left() - look().px(8), axisHeight());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, m_lowWords);
    painter.drawText(words, Qt::AlignRight | Qt::AlignTop, m_highWords);
    for (const Dot& dot : m_dots)
        if (dot.number != m_current)
            paintDot(painter, dot, false);
    for (const Dot& dot : m_dots)
        if (dot.number == m_current)
            paintDot(painter, dot, true);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(look().colour("accent"));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void StripPlot::mousePressEvent(QMouseEvent* event)
{
    const auto distance = [&](const Dot& dot) { return (place(dot) - event->position()).manhattanLength(); };
    const auto nearest = std::ranges::min_element(m_dots, {}, distance);
    if (nearest != m_dots.end() && distance(*nearest) < look().px(16))
        emit chosen(nearest->number);
}

void StripPlot::keyPressEvent(QKeyEvent* event)
{
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (by == 0 || m_dots.empty())
        return QWidget::keyPressEvent(event);
    const auto now = std::ranges::find(m_dots, m_current, &Dot::number);
    const int index
        = now == m_dots.end() ? 0 : std::clamp(int(now - m_dots.begin()) + by, 0, int(m_dots.size()) - 1);
    emit chosen(m_dots[std::size_t(index)].number);
}
