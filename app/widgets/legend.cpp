#include "app/widgets/legend.h"

#include "app/models/number_text.h"
#include "app/widgets/icon.h"
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

void Legend::setEnds(const QString& lower, const QString& upper, const QString& beyond)
{
    m_lower = lower;
    m_upper = upper;
    m_beyond = beyond;
    describe();
}

void Legend::setRemark(const QString& remark)
{
    m_remark = remark;
    updateGeometry();
    update();
}

/// What is written at the ends, for the eye and for screen readers.
void Legend::describe()
{
    setAccessibleName(tr("Colours from %1 to %2").arg(lower(), whole()));
    QStringList lines;
    if (!m_beyond.isEmpty())
        lines += accessibleName();
    if (m_typing != Typing::Off)
        lines += tr("Click an end to type it");
    setToolTip(lines.join('\n'));
    if (m_typing == Typing::Off)
        setAccessibleDescription({});
    else if (m_held)
        setAccessibleDescription(tr("Typed and locked. Enter types another end, Delete goes back to the "
                                    "automatic one."));
    else
        setAccessibleDescription(tr("Enter types the upper end, Home the lower one."));
    updateGeometry();
    update();
}

QString Legend::lower() const { return m_held ? valueText(m_held->low, 4) : m_lower; }
QString Legend::upper() const { return m_held ? valueText(m_held->high, 4) : m_upper; }
QString Legend::whole() const { return m_beyond.isEmpty() ? upper() : upper() + ", " + m_beyond; }

/// The remark and the least bar come first.
QString Legend::writtenUpper() const
{
    const int remark = QFontMetrics(look().font(Look::Type::Caption)).horizontalAdvance(m_remark);
    const int ends = QFontMetrics(look().font(Look::Type::NumberSmall)).horizontalAdvance(lower() + whole());
    const int others
        = lockWidth() + (m_remark.isEmpty() ? 0 : remark + 3 * look().px(8)) + look().px(64 + 16);
    return ends + others <= width() ? whole() : upper();
}

int Legend::lockWidth() const
{
    return m_held ? QFontMetrics(look().font(Look::Type::NumberSmall)).height() + look().px(8) : 0;
}

QSize Legend::sizeHint() const
{
    const QFontMetrics label(look().font(Look::Type::Caption));
    const QSize least = minimumSizeHint();
    return {least.width() + label.horizontalAdvance(m_remark) + look().px(116), least.height()};
}

QSize Legend::minimumSizeHint() const
{
    const QFontMetrics number(look().font(Look::Type::NumberSmall));
    return {number.horizontalAdvance(lower() + upper()) + look().px(64) + lockWidth(),
        number.height() + look().px(4)};
}

int Legend::barWidth() const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    const int words = metrics.horizontalAdvance(lower()) + metrics.horizontalAdvance(writtenUpper());
    const int free = width() - words - lockWidth() - 2 * look().px(8);
    // Shorter where the remark would otherwise have no room.
    const QFontMetrics label(look().font(Look::Type::Caption));
    const int beside
        = m_remark.isEmpty() ? free : free - label.horizontalAdvance(m_remark) - 3 * look().px(8);
    const int most = beside >= look().px(64) ? std::min(beside, look().px(144)) : look().px(144);
    return std::clamp(free, look().px(24), most);
}

QRect Legend::lowerRect() const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    return {0, 0, metrics.horizontalAdvance(lower()), height()};
}

QRect Legend::upperRect() const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    const int left = lowerRect().width() + barWidth() + 2 * look().px(8);
    return {left, 0, metrics.horizontalAdvance(writtenUpper()) + 2, height()};
}

QRect Legend::lockRect() const
{
    if (!m_held)
        return {};
    const int side = QFontMetrics(look().font(Look::Type::NumberSmall)).height();
    return {upperRect().right() + look().px(8), (height() - side) / 2, side, side};
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect low = lowerRect(), high = upperRect(), lock = lockRect();
    painter.setFont(look().font(Look::Type::NumberSmall));
    painter.setPen(look().colour(m_held ? "text" : "textSecondary"));
    painter.drawText(low, Qt::AlignVCenter, lower());
    painter.drawText(high, Qt::AlignVCenter, writtenUpper());
    if (m_held)
        icon("lock").paint(&painter, lock);
    const int thick = look().px(8);
    QImage bar(256, 1, QImage::Format_RGB32);
    const auto& colours = look().colourMap(m_map);
    std::copy(colours.begin(), colours.end(), reinterpret_cast<QRgb*>(bar.scanLine(0)));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(low.width() + look().px(8), (height() - thick) / 2, barWidth(), thick), bar);
    const QFont words = look().font(Look::Type::Caption);
    const int free = width() - (m_held ? lock.right() : high.right()) - 2 * look().px(8);
    if (QFontMetrics(words).horizontalAdvance(m_remark) <= free) {
        painter.setFont(words);
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignRight, m_remark);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("accent"), 1));
        painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), 3, 3);
    }
}
