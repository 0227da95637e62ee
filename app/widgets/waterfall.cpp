#include "app/widgets/waterfall.h"

#include "app/widgets/histogram.h"
#include "app/widgets/look.h"

#include <QPainter>

#include <cmath>

namespace {

QString tickText(double value, double step)
{
    const int decimals = step < 0.0095 ? 3 : step < 0.095 ? 2 : step < 0.95 ? 1 : 0;
    return QString::number(std::abs(value) < step / 2 ? 0 : value, 'f', decimals).replace('-', QChar(0x2212));
}

}

Waterfall::Waterfall(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Waterfall::setParts(std::vector<Part> parts, Part total)
{
    m_parts = std::move(parts);
    m_total = std::move(total);
    m_low = std::min(0.0, m_total.value);
    m_high = std::max(0.0, m_total.value);
    double running = 0;
    QStringList words;
    for (const Part& part : m_parts) {
        running += part.value;
        m_low = std::min(m_low, running);
        m_high = std::max(m_high, running);
        words += part.name + " " + part.text;
    }
    setAccessibleName(tr("Parts that add up"));
    setAccessibleDescription((words << m_total.name + " " + m_total.text).join(", "));
    updateGeometry();
    update();
}

int Waterfall::rowHeight() const
{
    return QFontMetrics(look().font(Look::Type::Number)).height() + look().px(m_parts.size() > 5 ? 14 : 22);
}

QSize Waterfall::minimumSizeHint() const
{
    const QFontMetrics words(look().font(Look::Type::Label)), numbers(look().font(Look::Type::Number));
    int wide = words.horizontalAdvance(m_total.name) + numbers.horizontalAdvance(m_total.text);
    for (const Part& part : m_parts)
        wide = std::max(wide, words.horizontalAdvance(part.name) + numbers.horizontalAdvance(part.text));
    return {wide + look().px(24), rowHeight() * (int(m_parts.size()) + 1) + numbers.height() + look().px(4)};
}

QSize Waterfall::sizeHint() const { return minimumSizeHint().expandedTo({look().px(232), 0}); }

void Waterfall::paintEvent(QPaintEvent*)
{
    if (!(m_high > m_low))
        m_high = m_low + 1;
    QPainter painter(this);
    const QFont words = look().font(Look::Type::Label), numbers = look().font(Look::Type::Number);
    const QFontMetrics metrics(numbers);
    const int text = metrics.height(), row = rowHeight(), bottom = row * (int(m_parts.size()) + 1);
    const auto place = [&](double value) {
        return 1 + int(std::lround((value - m_low) / (m_high - m_low) * (width() - 4)));
    };
    painter.setFont(look().font(Look::Type::NumberSmall));
    const double step = roundStep(m_high - m_low, 4);
    for (double tick = std::ceil(m_low / step - 1e-9) * step; tick <= m_high + step * 1e-9; tick += step) {
        const bool zero = std::abs(tick) < step / 2;
        painter.setPen(look().colour(zero ? "controlLine" : "line"));
        painter.drawLine(place(tick), 0, place(tick), bottom);
        const QString mark = tickText(tick, step);
        const int wide = painter.fontMetrics().horizontalAdvance(mark);
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(QRect(std::clamp(place(tick) - wide / 2, 0, std::max(0, width() - wide)), bottom,
                             wide + 2, text + look().px(4)),
            Qt::AlignBottom, mark);
    }
    double running = 0;
    for (std::size_t i = 0; i <= m_parts.size(); ++i) {
        const bool last = i == m_parts.size();
        const Part& part = last ? m_total : m_parts[i];
        const double from = last ? 0 : running, to = from + part.value;
        const int top = int(i) * row, thick = row - text - look().px(6);
        QFont font = words;
        font.setBold(last);
        painter.setFont(font);
        const QColor ground = look().colour("panel"); // so that no line runs through the words
        painter.fillRect(
            QRect(look().px(4), top, painter.fontMetrics().horizontalAdvance(part.name), text), ground);
        const int wideNumber = metrics.horizontalAdvance(part.text);
        painter.fillRect(
            QRect(width() - wideNumber - look().px(2), top, wideNumber + look().px(2), text), ground);
        painter.setPen(look().colour(last ? "text" : "textSecondary"));
        painter.drawText(QRect(look().px(4), top, width(), text), Qt::AlignVCenter, part.name);
        painter.setFont(numbers);
        painter.setPen(look().colour("text"));
        painter.drawText(QRect(0, top, width(), text), Qt::AlignVCenter | Qt::AlignRight, part.text);
        const int left = std::min(place(from), place(to)),
                  wide = std::max(2, std::abs(place(to) - place(from)));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look().colour(last ? "accent" : part.value < 0 ? "negative" : "positive"));
        painter.drawRoundedRect(QRect(left, top + text + look().px(1), wide, thick), 2, 2);
        painter.setRenderHint(QPainter::Antialiasing, false);
        if (!last) {
            running = to;
            painter.setPen(QPen(look().colour("textTertiary"), 1, Qt::DotLine));
            painter.drawLine(place(to), top + text + thick, place(to), top + row + text);
        }
    }
}
