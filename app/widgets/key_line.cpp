#include "app/widgets/key_line.h"

#include "app/widgets/look.h"

#include <QPainter>

KeyLine::KeyLine(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KeyLine::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    QStringList words;
    for (const Entry& entry : m_entries)
        words += entry.keys.join(' ') + ' ' + entry.words;
    setAccessibleName(tr("Keys: %1").arg(words.join(", ")));
    updateGeometry();
    update();
}

int KeyLine::keyWidth(const QString& key) const
{
    const QFontMetrics metrics(look().font(Look::Type::Number));
    return std::max(metrics.horizontalAdvance(key) + look().px(12), metrics.height() + look().px(4));
}

int KeyLine::widthOf(const Entry& entry) const
{
    int width = QFontMetrics(look().font(Look::Type::Body)).horizontalAdvance(entry.words);
    for (const QString& key : entry.keys)
        width += keyWidth(key) + look().px(8);
    return width;
}

QSize KeyLine::sizeHint() const
{
    int width = 2 * look().px(16);
    for (const Entry& entry : m_entries)
        width += widthOf(entry) + look().px(24);
    return {width, minimumSizeHint().height()};
}

QSize KeyLine::minimumSizeHint() const
{
    const int last = m_entries.empty() ? 0 : widthOf(m_entries.back());
    return {last + 2 * look().px(16), QFontMetrics(look().font(Look::Type::Number)).height() + look().px(20)};
}

void KeyLine::paint(QPainter& painter, const Entry& entry, int x) const
{
    const QFont number = look().font(Look::Type::Number), words = look().font(Look::Type::Body);
    const int high = QFontMetrics(number).height() + look().px(4);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QString& key : entry.keys) {
        const QRect place(x, (height() - high) / 2, keyWidth(key), high);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("controlLine"), 2));
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 6, 6);
        painter.setFont(number);
        painter.setPen(look().colour("text"));
        painter.drawText(place, Qt::AlignCenter, key);
        x += place.width() + look().px(8);
    }
    painter.setFont(words);
    painter.setPen(look().colour("textSecondary"));
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, entry.words);
}

void KeyLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), look().colour("line"));
    if (m_entries.empty())
        return;
    const int last = width() - look().px(16) - widthOf(m_entries.back());
    int x = look().px(16);
    for (std::size_t i = 0; i + 1 < m_entries.size(); ++i) {
        const int wide = widthOf(m_entries[i]);
        if (x + wide > last - look().px(8))
            break;
        paint(painter, m_entries[i], x);
        x += wide + look().px(24);
    }
    paint(painter, m_entries.back(), last);
}
