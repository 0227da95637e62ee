#include "app/widgets/histogram.h"

#include "app/widgets/look.h"

#include <QMouseEvent>
#include <QPainter>

#include <cmath>

double roundStep(double range, int most)
{
    if (!(range > 0) || most < 1)
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(range / most)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (range / (factor * power) <= most)
            return factor * power;
    return 10 * power;
}

HistogramPlot::HistogramPlot(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void HistogramPlot::setBins(std::vector<qint64> counts, double lowest, double highest)
{
    m_counts = std::move(counts);
    m_lowest = lowest;
    m_highest = std::max(highest, lowest + 1e-12);
    setAccessibleName(tr("Histogram from %1 to %2").arg(lowest).arg(highest));
    update();
}

void HistogramPlot::setMark(std::optional<double> value)
{
    m_mark = value;
    update();
}

int HistogramPlot::axisHeight() const
{
    return QFontMetrics(look().font(Look::Type::NumberSmall)).height() + look().px(4);
}
QSize HistogramPlot::sizeHint() const { return {look().px(240), look().px(58) + axisHeight()}; }
QSize HistogramPlot::minimumSizeHint() const { return {look().px(120), look().px(36) + axisHeight()}; }
double HistogramPlot::xOf(double value) const
{
    return (value - m_lowest) / (m_highest - m_lowest) * (width() - 1);
}

void HistogramPlot::drawAxis(QPainter& painter) const
{
    const int bottom = height() - axisHeight();
    painter.setPen(look().colour("controlLine"));
    painter.drawLine(0, bottom, width(), bottom);
    painter.setFont(look().font(Look::Type::NumberSmall));
    painter.setPen(look().colour("textTertiary"));
    const int advance = painter.fontMetrics().horizontalAdvance("−0.000");
    const double step = roundStep(m_highest - m_lowest, std::max(1, width() * 4 / (5 * advance)));
    const int decimals = std::max(0, int(-std::floor(std::log10(step) + 1e-9)));
    for (double at = std::ceil(m_lowest / step - 1e-6) * step; at <= m_highest + step * 1e-6; at += step) {
        const double value = std::abs(at) < step * 1e-6 ? 0 : at;
        const QString text = QString::number(value, 'f', decimals).replace('-', QChar(0x2212));
        const int wide = painter.fontMetrics().horizontalAdvance(text);
        const int left = std::clamp(int(xOf(value)) - wide / 2, 0, std::max(0, width() - wide));
        painter.drawText(left, bottom + painter.fontMetrics().ascent() + look().px(3), text);
    }
}

void HistogramPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int bottom = height() - axisHeight();
    qint64 most = 1;
    for (const qint64 count : m_counts)
        most = std::max(most, count);
    const QColor panel = look().colour("panel");
    const auto soft = [&](const char* name, double share) {
        const QColor full = look().colour(name);
        const auto mix = [share](int a, int b) { return int(a * share + b * (1 - share)); };
        return QColor(
            mix(full.red(), panel.red()), mix(full.green(), panel.green()), mix(full.blue(), panel.blue()));
    };
    const QColor below = soft("negative", 0.6), above = soft("positive", 0.85);
    const double bin = (m_highest - m_lowest) / std::max<std::size_t>(1, m_counts.size());
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] == 0)
            continue;
        const double middle = m_lowest + bin * (double(i) + 0.5);
        const double tall = std::sqrt(double(m_counts[i]) / double(most)) * (bottom - 1);
        const double left = xOf(middle - bin / 2), right = xOf(middle + bin / 2);
        const double top = bottom - std::max(1.0, tall);
        painter.fillRect(
            QRectF(left, top, std::max(1.0, right - left - 1), bottom - top), middle < 0 ? below : above);
    }
    drawAxis(painter);
    if (m_lowest < 0 && m_highest > 0) {
        painter.setPen(QPen(look().colour("textSecondary"), 1, Qt::DotLine));
        painter.drawLine(QPointF(xOf(0), 0), QPointF(xOf(0), bottom));
    }
    if (m_mark) {
        const double x = std::clamp(xOf(*m_mark), 2.0, width() - 3.0);
        painter.fillRect(QRectF(x - 2, 0, 4, bottom), look().colour("halo"));
        painter.fillRect(QRectF(x - 1, 0, 2, bottom), look().colour("accent"));
    }
}

void HistogramPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (m_counts.empty() || width() < 1)
        return;
    const int count = int(m_counts.size());
    const int i = std::clamp(event->pos().x() * count / width(), 0, count - 1);
    const double bin = (m_highest - m_lowest) / count, from = m_lowest + bin * i;
    emit pointedAt(tr("%1 to %2: %3 values")
                       .arg(from, 0, 'f', 3)
                       .arg(from + bin, 0, 'f', 3)
                       .arg(m_counts[std::size_t(i)])
                       .replace('-', QChar(0x2212)));
}

void HistogramPlot::leaveEvent(QEvent*) { emit pointedAt({}); }
