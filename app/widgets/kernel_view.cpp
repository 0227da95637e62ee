#include "app/widgets/kernel_view.h"

#include "app/widgets/look.h"

#include <QPainter>

KernelView::KernelView(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void KernelView::setPictures(std::vector<Picture> pictures)
{
    m_pictures = std::move(pictures);
    updateGeometry();
    update();
}

int KernelView::side() const { return look().px(m_pictures.size() > 1 ? 44 : 88); }

int KernelView::captionHeight() const
{
    const bool any = std::any_of(
        m_pictures.begin(), m_pictures.end(), [](const Picture& p) { return !p.caption.isEmpty(); });
    return any ? QFontMetrics(look().font(Look::Type::Caption)).height() + look().px(2) : 0;
}

QSize KernelView::sizeHint() const
{
    if (m_pictures.empty())
        return {0, 0};
    const int columns = m_pictures.size() > 1 ? 2 : 1,
              rows = (int(m_pictures.size()) + columns - 1) / columns;
    const int gap = look().px(10);
    return {columns * (side() + gap) - gap, rows * (side() + captionHeight() + look().px(4)) - look().px(4)};
}

void KernelView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(look().font(Look::Type::Caption));
    const int columns = m_pictures.size() > 1 ? 2 : 1, gap = look().px(10);
    for (int i = 0; i < int(m_pictures.size()); ++i) {
        const Picture& picture = m_pictures[std::size_t(i)];
        const QPoint corner(
            i % columns * (side() + gap), i / columns * (side() + captionHeight() + look().px(4)));
        painter.drawImage(QRect(corner, QSize(side(), side())), picture.image);
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(QRect(corner.x(), corner.y() + side(), side() + gap, captionHeight()),
            Qt::AlignVCenter | Qt::AlignLeft, picture.caption);
    }
}
