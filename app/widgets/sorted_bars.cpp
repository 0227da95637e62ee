#include "app/widgets/sorted_bars.h"

#include "app/widgets/look.h"

#include <QPainter>

#include <cmath>

SortedBars::SortedBars(const QString& name, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SortedBars::setBars(std::vector<Bar> bars, int kept, const QString& keptWord, const QString& otherWord)
{
    m_bars = std::move(bars);
    m_kept = kept;
    m_keptWord = keptWord;
    m_otherWord = otherWord;
    QStringList words;
    for (const Bar& bar : m_bars)
        words += bar.text;
    setAccessibleDescription(words.join(", "));
    updateGeometry();
    update();
}

/// From bar to bar: as wide as the widest number, where the width allows.
int SortedBars::pitch() const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    int wide = look().px(24);
    for (const Bar& bar : m_bars)
        wide = std::max(wide, metrics.horizontalAdvance(bar.text) + look().px(10));
    return m_bars.empty() ? wide : std::min(wide, std::max(2, width() / int(m_bars.size())));
}

QSize SortedBars::minimumSizeHint() const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    return {look().px(200), look().px(52) + 2 * metrics.height()};
}

QSize SortedBars::sizeHint() const { return minimumSizeHint(); }

void SortedBars::paintEvent(QPaintEvent*)
{
    if (m_bars.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(look().font(Look::Type::NumberSmall));
    const int text = painter.fontMetrics().height(), step = pitch(), bottom = height() - text - look().px(4);
    double most = 0;
    for (const Bar& bar : m_bars)
        most = std::max(most, std::abs(bar.value));
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar& bar = m_bars[i];
        const int left = int(i) * step,
                  tall = most > 0 ? int(std::lround(std::abs(bar.value) / most * (bottom - text - 4))) : 0;
        painter.setPen(Qt::NoPen);
        painter.setBrush(look().colour(int(i) < m_kept ? "accent" : bar.value < 0 ? "negative" : "positive"));
        if (tall > 0)
            painter.drawRoundedRect(QRect(left, bottom - tall, step - look().px(6), tall), 2, 2);
        painter.setPen(look().colour("textSecondary"));
        if (painter.fontMetrics().horizontalAdvance(bar.text) <= step)
            painter.drawText(
                QRect(left, bottom - tall - text - 1, step - look().px(6), text), Qt::AlignCenter, bar.text);
    }
    painter.setPen(look().colour("controlLine"));
    painter.drawLine(0, bottom, step * int(m_bars.size()), bottom);
    if (m_kept <= 0)
        return;
    painter.setFont(look().font(Look::Type::Caption));
    painter.setPen(look().colour("textSecondary"));
    const QRect line(0, bottom + look().px(3), step * m_kept - look().px(6), text);
    const int first = std::max(line.width(), painter.fontMetrics().horizontalAdvance(m_keptWord) + 2);
    painter.drawText(QRect(0, line.top(), first, text), Qt::AlignCenter, m_keptWord);
    if (int(m_bars.size()) > m_kept)
        painter.drawText(QRect(first + look().px(8), line.top(), std::max(width(), 1) - first, text),
            Qt::AlignVCenter, m_otherWord);
}
