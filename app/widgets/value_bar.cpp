#include "app/widgets/value_bar.h"

#include "app/widgets/look.h"

#include <QPainter>

ValueBar::ValueBar(const QString& name, const QString& number, double share, const char* colour, bool strong,
    QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_share(0)
    , m_colour(colour)
    , m_strong(strong)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setValue(number, share);
}

void ValueBar::setValue(const QString& number, double share)
{
    m_number = number;
    m_share = std::clamp(share, -1.0, 1.0);
    setAccessibleName(m_name.isEmpty() ? number : m_name + ": " + number);
    updateGeometry();
    update();
}

void ValueBar::setZero(double zero)
{
    m_zero = std::clamp(zero, 0.0, 1.0);
    update();
}

QSize ValueBar::sizeHint() const
{
    const int bar = look().px(10);
    if (m_name.isEmpty() && m_number.isEmpty())
        return {look().px(76), bar};
    QFont font = look().font(Look::Type::Label);
    font.setBold(m_strong);
    const QFontMetrics words(font), numbers(look().font(Look::Type::Number));
    return {words.horizontalAdvance(m_name) + numbers.horizontalAdvance(m_number) + look().px(12),
        std::max(words.height(), numbers.height()) + look().px(3) + bar};
}

void ValueBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int bar = look().px(10);
    const QRect words(0, 0, width(), height() - bar);
    QFont font = look().font(Look::Type::Label);
    font.setBold(m_strong);
    painter.setFont(font);
    painter.setPen(look().colour(m_strong ? "text" : "textSecondary"));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, m_name);
    painter.setFont(look().font(Look::Type::Number));
    painter.setPen(look().colour("text"));
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, m_number);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("raised"));
    const QRectF trough(0, height() - bar, width(), bar);
    painter.drawRoundedRect(trough, 2, 2);
    if (m_share != 0) {
        const double from = std::max(0.0, m_zero + std::min(0.0, m_share)) * width();
        const double wide = std::max(1.5, std::abs(m_share) * width());
        painter.setBrush(look().colour(m_colour));
        painter.drawRoundedRect(QRectF(from, trough.top(), wide, bar), 2, 2);
    }
    if (m_zero > 0)
        painter.fillRect(QRectF(m_zero * width() - 0.5, trough.top(), 1, bar), look().colour("text"));
}
