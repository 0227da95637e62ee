#include "app/widgets/legend.h"

#include "app/widgets/look.h"

#include <QPainter>

Legend::Legend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Legend::setMap(const QString& map)
{
    m_map = map;
    update();
}

void Legend::setEnds(const QString& lower, const QString& upper)
{
    m_lower = lower;
    m_upper = upper;
    setAccessibleName(tr("Colours from %1 to %2").arg(lower, upper));
    updateGeometry();
    update();
}

void Legend::setRemark(const QString& remark)
{
    m_remark = remark;
    update();
}

QSize Legend::sizeHint() const
{
    const QFontMetrics number(look().font(Look::Type::NumberSmall)), label(look().font(Look::Type::Caption));
    return {number.horizontalAdvance(m_lower + m_upper) + label.horizontalAdvance(m_remark) + look().px(180),
        number.height() + look().px(4)};
}

QSize Legend::minimumSizeHint() const
{
    const QFontMetrics number(look().font(Look::Type::NumberSmall));
    return {number.horizontalAdvance(m_lower + m_upper) + look().px(64), number.height() + look().px(4)};
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont font = look().font(Look::Type::NumberSmall);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(look().colour("textSecondary"));
    const int gap = look().px(8), lower = metrics.horizontalAdvance(m_lower),
              upper = metrics.horizontalAdvance(m_upper);
    painter.drawText(QRect(0, 0, lower, height()), Qt::AlignVCenter, m_lower);
    const int length = std::clamp(width() - lower - upper - 2 * gap, look().px(24), look().px(144));
    const int thick = look().px(8);
    QImage bar(256, 1, QImage::Format_RGB32);
    const auto& colours = look().colourMap(m_map);
    std::copy(colours.begin(), colours.end(), reinterpret_cast<QRgb*>(bar.scanLine(0)));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(lower + gap, (height() - thick) / 2, length, thick), bar);
    const int right = lower + length + 2 * gap;
    painter.drawText(QRect(right, 0, upper + 2, height()), Qt::AlignVCenter, m_upper);
    const QFont words = look().font(Look::Type::Caption);
    const int free = width() - right - upper - 2 * gap;
    if (QFontMetrics(words).horizontalAdvance(m_remark) <= free) {
        painter.setFont(words);
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignRight, m_remark);
    }
}
