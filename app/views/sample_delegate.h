#pragma once

#include <QStyledItemDelegate>

/// A sample on the start page: the picture with round corners, below it its title and the class that it shows.
class SampleDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int showsRole = Qt::UserRole;
    static constexpr QSize pictureSize {152, 144}; ///< at 96 dpi, before the font scale

    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of a sample whose picture has that share of its full size, in pixels.
    static QSize itemSize(double share);
    void setShare(double share) { m_share = share; }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    double m_share = 1;
};
