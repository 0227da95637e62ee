#include "app/views/picture_strip.h"

#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace {

/// A small picture; the current one in the accent with a halo, one that cannot be read with a warning.
class SmallPicture : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {look().px(44), look().px(44)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRect place = option.rect.adjusted(3, 3, -3, -3);
        painter->fillRect(place, look().colour("well"));
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        const QImage small = index.data(Qt::DecorationRole).value<QImage>();
        if (!small.isNull())
            painter->drawImage(place, small);
        else if (index.data(Qt::UserRole).toBool())
            icon("warning", "warning").paint(painter, place.adjusted(8, 8, -8, -8));
        if (!(option.state & QStyle::State_Selected))
            return;
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(look().colour("halo"), 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter->drawRect(place);
        painter->setPen(QPen(look().colour("accent"), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter->drawRect(place);
    }
};

}

PictureStrip::PictureStrip(PictureList& pictures, QWidget* parent)
    : QWidget(parent)
    , m_pictures(pictures)
    , m_count(new QLabel)
    , m_list(new QListWidget)
{
    auto* title = new QLabel(tr("Pictures"));
    title->setObjectName("secondary");
    m_count->setObjectName("number");
    m_list->setAccessibleName(tr("Opened pictures, [ and ] step through them"));
    m_list->setToolTip(tr("[ and ] step through the pictures"));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // keys, wheel and the current one scroll
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new SmallPicture(m_list));
    auto* head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 4);
    column->addLayout(head);
    column->addWidget(m_list);
    connect(&m_pictures, &PictureList::changed, this, &PictureStrip::fill);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row != m_pictures.current())
            m_pictures.show(row);
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    keepHeight(m_list, 46);
    fill();
}

bool PictureStrip::isNeeded() const { return m_pictures.count() > 1; }

void PictureStrip::fill()
{
    const QSignalBlocker blocker(m_list);
    while (m_list->count() < m_pictures.count())
        m_list->addItem(new QListWidgetItem);
    for (int i = 0; i < m_pictures.count(); ++i) {
        const PictureList::Entry& entry = m_pictures.at(i);
        QListWidgetItem* item = m_list->item(i);
        item->setData(Qt::DecorationRole, entry.small);
        item->setData(Qt::UserRole, !entry.problem.isEmpty());
        item->setToolTip(entry.problem.isEmpty() ? entry.source.name : entry.problem);
        item->setData(Qt::AccessibleTextRole, item->toolTip());
    }
    m_list->setCurrentRow(m_pictures.current());
    if (QListWidgetItem* current = m_list->currentItem())
        m_list->scrollToItem(current);
    m_count->setText(m_pictures.current() < 0
            ? QString::number(m_pictures.count())
            : tr("%1 of %2").arg(m_pictures.current() + 1).arg(m_pictures.count()));
    emit neededChanged();
}
