#include "app/views/unsure_delegate.h"

#include "app/widgets/look.h"

#include <QIcon>
#include <QPainter>

#include <algorithm>

QSize UnsureDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const QFontMetrics body(look().font(Look::Type::Body));
    return {look().px(120), std::max(look().px(40), body.height() + look().px(4))};
}

void UnsureDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, look().colour("accentQuiet"));
    const int side = look().px(36);
    const QRect picture(option.rect.left() + look().px(4), option.rect.center().y() - side / 2, side, side);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, picture);
    const QString bits = index.data(bitsRole).toString();
    const QFont number = look().font(Look::Type::Number), body = look().font(Look::Type::Body);
    QRect words = option.rect;
    words.setLeft(picture.right() + look().px(8));
    words.setRight(option.rect.right() - look().px(6));
    painter->setPen(look().colour("text"));
    painter->setFont(number);
    painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter, bits);
    words.setRight(words.right() - QFontMetrics(number).horizontalAdvance(bits) - look().px(8));
    painter->setFont(body);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(body).elidedText(index.data().toString(), Qt::ElideMiddle, words.width()));
    painter->restore();
}
