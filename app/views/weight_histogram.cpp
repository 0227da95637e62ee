#include "app/views/weight_histogram.h"

#include "app/models/number_text.h"
#include "app/widgets/look.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

WeightHistogram::WeightHistogram(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setAccessibleName(tr("Histogram of the weights"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void WeightHistogram::setHistogram(const engine::Histogram& histogram)
{
    m_histogram = histogram;
    setAccessibleDescription(
        tr("from %1 to %2").arg(valueText(histogram.lowest), valueText(histogram.highest)));
    update();
}

QSize WeightHistogram::sizeHint() const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    return {look().px(200), look().px(48) + metrics.height()};
}

void WeightHistogram::paintEvent(QPaintEvent*)
{
    if (m_histogram.counts.empty())
        return;
    QPainter painter(this);
    painter.setFont(look().font(Look::Type::NumberSmall));
    const int foot = painter.fontMetrics().height() + look().px(2), bottom = height() - foot;
    const double most
        = std::sqrt(double(std::max<std::int64_t>(*std::ranges::max_element(m_histogram.counts), 1)));
    const double each = double(width()) / double(m_histogram.counts.size());
    for (std::size_t bin = 0; bin < m_histogram.counts.size(); ++bin) {
        const double high = std::sqrt(double(m_histogram.counts[bin])) / most * (bottom - 2);
        painter.fillRect(QRectF(double(bin) * each, bottom - high, std::max(1.0, each - 1), high),
            look().colour(bin < m_histogram.counts.size() / 2 ? "negative" : "positive"));
    }
    painter.setPen(look().colour("controlLine"));
    painter.drawLine(0, bottom, width(), bottom);
    painter.setPen(look().colour("textSecondary"));
    const QRect words(0, bottom + look().px(2), width(), foot);
    painter.drawText(words, Qt::AlignLeft, valueText(m_histogram.lowest, 2));
    painter.drawText(words, Qt::AlignHCenter, "0");
    painter.drawText(words, Qt::AlignRight, "+" + valueText(m_histogram.highest, 2));
}

void WeightHistogram::mouseMoveEvent(QMouseEvent* event)
{
    const int bins = int(m_histogram.counts.size());
    const int bin
        = bins ? std::clamp(int(event->position().x() * bins / std::max(1, width())), 0, bins - 1) : 0;
    if (bins == 0)
        return;
    const double step = (m_histogram.highest - m_histogram.lowest) / bins;
    emit pointedAt(
        tr("%1 weights from %2 to %3")
            .arg(countText(m_histogram.counts[std::size_t(bin)]), valueText(m_histogram.lowest + bin * step),
                valueText(m_histogram.lowest + (bin + 1) * step)));
}
