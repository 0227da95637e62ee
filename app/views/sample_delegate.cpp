#include "app/views/sample_delegate.h"

#include "app/widgets/look.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

QSize SampleDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return itemSize(m_share);
}

QSize SampleDelegate::itemSize(double share)
{
    // Large type enlarges the pictures less than the words, so that several stay side by side.
    const double scale = share * (1 + (look().scale() - 1) * 0.4);
    const QFontMetrics title(look().font(Look::Type::Strong)), shows(look().font(Look::Type::Caption));
    return {int(pictureSize.width() * scale) + 16,
        int(pictureSize.height() * scale) + 2 * title.height() + shows.height()
            + 24}; // titles of two lines, too
}

void SampleDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QFont strong = look().font(Look::Type::Strong), caption = look().font(Look::Type::Caption);
    const QFontMetrics strongMetrics(strong), captionMetrics(caption);
    const QRect cell = option.rect.adjusted(4, 4, -12, 0);
    const QRect picture(cell.left(), cell.top(), cell.width(),
        cell.height() - 2 * strongMetrics.height() - captionMetrics.height() - 20);
    QPainterPath corners;
    corners.addRoundedRect(picture, 6, 6);
    painter->save();
    painter->setClipPath(corners);
    painter->drawImage(picture, index.data(Qt::DecorationRole).value<QImage>());
    painter->restore();
    const bool focused = option.state & QStyle::State_HasFocus;
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (focused || hovered) {
        painter->setPen(QPen(look().colour(focused ? "accent" : "textSecondary"), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(picture).adjusted(-3, -3, 3, 3), 8, 8);
    }
    const QString title = index.data().toString();
    const QRect room(picture.left(), picture.bottom() + 7, picture.width(), 2 * strongMetrics.height());
    const int lines = strongMetrics.boundingRect(room, Qt::TextWordWrap, title).height();
    painter->setFont(strong);
    painter->setPen(look().colour("text"));
    painter->drawText(room, Qt::AlignLeft | Qt::TextWordWrap, title);
    painter->setFont(caption);
    painter->setPen(look().colour("textTertiary"));
    painter->drawText(QRect(room.left(), room.top() + std::min(lines, room.height()) + 1, room.width(),
                          captionMetrics.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        captionMetrics.elidedText(index.data(showsRole).toString(), Qt::ElideMiddle, room.width()));
    painter->restore();
}
