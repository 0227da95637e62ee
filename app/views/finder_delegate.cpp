#include "app/views/finder_delegate.h"

#include "app/widgets/look.h"

#include <QPainter>

QSize FinderDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {look().px(200), QFontMetrics(look().font(Look::Type::Body)).height() + look().px(12)};
}

void FinderDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool current = option.state & QStyle::State_Selected;
    const bool enabled = index.flags() & Qt::ItemIsEnabled;
    if (current || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(look().colour(current ? "accentQuiet" : "hover"));
        painter->drawRoundedRect(option.rect, 4, 4);
    }
    if (current)
        painter->fillRect(
            QRect(option.rect.topLeft(), QSize(3, option.rect.height())), look().colour("accent"));
    const QRect room = option.rect.adjusted(look().px(12), 0, -look().px(12), 0);
    const QString kind = index.data(kindRole).toString();
    const QFont small = look().font(Look::Type::Label);
    painter->setFont(small);
    painter->setPen(look().colour("textTertiary"));
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, kind);
    const int free = room.width() - QFontMetrics(small).horizontalAdvance(kind) - look().px(12);
    const QFont words = look().font(current ? Look::Type::Strong : Look::Type::Body);
    painter->setFont(words);
    painter->setPen(look().colour(enabled ? "text" : "textTertiary"));
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(words).elidedText(index.data().toString(), Qt::ElideMiddle, free));
    painter->restore();
}
