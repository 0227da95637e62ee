#include "app/views/batch_delegate.h"

#include "app/models/batch_model.h"
#include "app/models/number_text.h"
#include "app/widgets/icon.h"
#include "app/widgets/look.h"

#include <QPainter>
#include <QTableView>

#include <algorithm>

QSize BatchDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const bool number = index.column() == BatchModel::FirstShare || index.column() == BatchModel::SecondShare;
    const QFontMetrics metrics(look().font(number ? Look::Type::Number : Look::Type::Body));
    return {metrics.horizontalAdvance(index.data().toString()) + look().px(16),
        std::max(look().px(44), metrics.height() + 8)};
}

int BatchDelegate::shareWidth()
{
    const QFontMetrics metrics(look().font(Look::Type::Number));
    return metrics.horizontalAdvance(widestPercentText()) + look().px(18); // digits are of one width
}

void BatchDelegate::paintFile(QPainter* painter, QRect place, const QModelIndex& index, bool failed) const
{
    const int side = place.height() - look().px(8);
    const QRect picture(place.left() + look().px(8), place.top() + look().px(4), side, side);
    const bool withPicture = failed || place.width() > side + look().px(100); // a name is worth more
    if (failed)
        icon("warning", "warning").paint(painter, picture.adjusted(8, 8, -8, -8));
    else if (withPicture)
        painter->drawImage(picture, index.data(Qt::DecorationRole).value<QImage>());
    const QFont font = look().font(failed ? Look::Type::Strong : Look::Type::Body);
    const QRect words
        = place.adjusted(withPicture ? side + look().px(20) : look().px(8), 0, -look().px(4), 0);
    painter->setFont(font);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideMiddle, words.width()));
}

/// The reason runs over all columns behind the file's name; every cell paints its part of it.
void BatchDelegate::paintReason(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    if (!table)
        return;
    const QRect first = table->visualRect(index.siblingAtColumn(BatchModel::First));
    const QRect last = table->visualRect(index.siblingAtColumn(BatchModel::Spread));
    const QRect words = first.united(last).adjusted(look().px(8), 0, -look().px(8), 0);
    const QFont font = look().font(Look::Type::Body);
    painter->setFont(font);
    painter->setPen(look().colour("textSecondary"));
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(
            index.siblingAtColumn(BatchModel::First).data().toString(), Qt::ElideRight, words.width()));
}

void BatchDelegate::paintSpread(QPainter* painter, QRect place, const QModelIndex& index) const
{
    const QFont font = look().font(Look::Type::Number);
    const int digits = QFontMetrics(font).horizontalAdvance("00.00");
    painter->setFont(font);
    painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
    const QRectF bar(place.left(), place.center().y() - 2, place.width() - digits - look().px(8), 4);
    if (bar.width() < look().px(24))
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(look().colour("raised"));
    painter->drawRoundedRect(bar, 2, 2);
    painter->setBrush(look().colour("textTertiary"));
    const double share = std::clamp(index.data(BatchModel::sortRole).toDouble() / m_mostBits, 0.0, 1.0);
    painter->drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(2.0, bar.width() * share), 4)), 2, 2);
}

void BatchDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const bool failed = !index.data(BatchModel::problemRole).toString().isEmpty();
    const bool selected = option.state & QStyle::State_Selected;
    if (failed)
        painter->fillRect(option.rect, look().colour("warningFill"));
    if (selected)
        painter->fillRect(option.rect, look().colour("accentQuiet"));
    painter->setPen(look().colour("line"));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const int column = index.column();
    const bool answer = column == BatchModel::First;
    const bool number = column == BatchModel::FirstShare || column == BatchModel::SecondShare;
    painter->setPen(look().colour(column >= BatchModel::Second ? "textSecondary" : "text"));
    const QRect place = option.rect.adjusted(look().px(8), 0, -look().px(8), 0);
    if (column == BatchModel::File)
        paintFile(painter, option.rect, index, failed);
    else if (failed)
        paintReason(painter, option, index);
    else if (column == BatchModel::Spread)
        paintSpread(painter, place, index);
    else {
        const QFont font = look().font(number ? Look::Type::Number
                : answer                      ? Look::Type::Strong
                                              : Look::Type::Body);
        painter->setFont(font);
        const QString words = index.data().toString(); // a number is never cut: half of it is another number
        painter->drawText(place, (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
            number ? words : QFontMetrics(font).elidedText(words, Qt::ElideMiddle, place.width()));
    }
    painter->restore();
}
