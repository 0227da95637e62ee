#include "app/widgets/door.h"

#include "app/widgets/icon.h"
#include "app/widgets/look.h"

#include <QPainter>

Door::Door(
    const QString& iconName, const QString& words, const QString& remark, const QString& key, QWidget* parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_remark(remark)
    , m_key(key)
{
    setText(words);
    setAccessibleName(words);
    setAccessibleDescription(key.isEmpty() ? remark : remark + ", " + key);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Door::setBrief(bool brief)
{
    m_brief = brief;
    setToolTip(brief ? accessibleDescription() : QString());
    updateGeometry();
    update();
}

QSize Door::sizeHint() const
{
    const QFontMetrics strong(look().font(Look::Type::Strong)), label(look().font(Look::Type::Label)),
        number(look().font(Look::Type::NumberSmall));
    if (m_brief)
        return {look().px(54 + 16) + strong.horizontalAdvance(text()),
            std::max(look().px(40), strong.height() + look().px(12))};
    const int words = std::max(strong.horizontalAdvance(text()), label.horizontalAdvance(m_remark));
    return {look().px(54 + 16 + 16 + 12) + words + number.horizontalAdvance(m_key),
        std::max(look().px(56), strong.height() + label.height() + look().px(20))};
}

void Door::enterEvent(QEnterEvent*) { update(); }
void Door::leaveEvent(QEvent*) { update(); }

void Door::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ground = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(look().colour("accent"), 2) : QPen(look().colour("controlLine"), 1));
    painter.setBrush(
        underMouse() || isDown() ? QBrush(look().colour("hover")) : QBrush(look().colour("raised")));
    painter.drawRoundedRect(ground, 6, 6);
    const int mark = look().px(20), left = look().px(54);
    ::icon(m_iconName).paint(&painter, QRect(look().px(17), (height() - mark) / 2, mark, mark));

    const QFont strong = look().font(Look::Type::Strong), label = look().font(Look::Type::Label),
                number = look().font(Look::Type::NumberSmall);
    const QFontMetrics strongMetrics(strong), labelMetrics(label), numberMetrics(number);
    const int top = (height() - strongMetrics.height() - (m_brief ? 0 : labelMetrics.height())) / 2;
    int right = width() - look().px(16);
    if (!m_key.isEmpty() && !m_brief) {
        const QSize size(
            numberMetrics.horizontalAdvance(m_key) + look().px(12), numberMetrics.height() + look().px(4));
        const QRect key(right - size.width(), (height() - size.height()) / 2, size.width(), size.height());
        painter.setPen(QPen(look().colour("controlLine"), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setFont(number);
        painter.setPen(look().colour("textSecondary"));
        painter.drawText(key, Qt::AlignCenter, m_key);
        right = key.left() - look().px(8);
    }
    painter.setFont(strong);
    painter.setPen(look().colour("text"));
    painter.drawText(
        left, top + strongMetrics.ascent(), strongMetrics.elidedText(text(), Qt::ElideRight, right - left));
    if (m_brief)
        return;
    painter.setFont(label);
    painter.setPen(look().colour("textSecondary"));
    painter.drawText(left, top + strongMetrics.height() + labelMetrics.ascent(),
        labelMetrics.elidedText(m_remark, Qt::ElideRight, right - left));
}
