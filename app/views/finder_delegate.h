#pragma once

#include <QStyledItemDelegate>

/// A row of the finder: the words, and at the right what kind of thing it is or the keys that do the same.
class FinderDelegate : public QStyledItemDelegate {
public:
    static constexpr int kindRole = Qt::UserRole;

    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};
