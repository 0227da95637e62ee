#pragma once

#include <QStyledItemDelegate>

/// Cells of the table of a folder's answers: small picture and name, names, percentages and the spread's bar. A row that
/// could not be read is one line with a warning and the reason.
class BatchDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of all classes alike, in bits: the full length of the spread's bar.
    void setMostBits(double bits) { m_mostBits = bits; }
    /// What the widest percentage needs with its margins, in pixels.
    static int shareWidth();
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintFile(QPainter* painter, QRect place, const QModelIndex& index, bool failed) const;
    void paintReason(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintSpread(QPainter* painter, QRect place, const QModelIndex& index) const;

    double m_mostBits = 1;
};
