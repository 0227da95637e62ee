#pragma once

#include <QStyledItemDelegate>

/// A picture of a folder with its name and, at the right, how many bits its answer is spread over.
class UnsureDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int bitsRole = Qt::UserRole + 1; ///< the number as text

    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};
