#include "app/widgets/cell_pictures.h"

#include "app/widgets/look.h"

#include <QMouseEvent>
#include <QPainter>

CellPictures::CellPictures(const QString& name, int side, QWidget* parent)
    : QWidget(parent)
    , m_leastSide(side)
    , m_side(side)
{
    setAccessibleName(name);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
}

void CellPictures::setPictures(std::vector<QImage> pictures, const QStringList& words)
{
    m_pictures = std::move(pictures);
    m_words = words;
    setAccessibleDescription(words.join(", "));
    updateGeometry();
    update();
}

void CellPictures::setSide(int side)
{
    side = std::max(side, m_leastSide);
    if (side == m_side)
        return;
    m_side = side;
    updateGeometry();
    update();
}

/// Size of one picture on the screen.
QSize CellPictures::shown(int side) const
{
    if (m_pictures.empty())
        return {};
    const QSize cells = m_pictures.front().size();
    const int factor = std::max(1, look().px(side) / std::max({1, cells.width(), cells.height()}));
    return cells * factor;
}

QRect CellPictures::place(int picture, int side) const
{
    const QSize size = shown(side);
    return {QPoint(picture * (size.width() + look().px(16)), 0), size};
}

QSize CellPictures::sizeFor(int side) const
{
    if (m_pictures.empty())
        return {0, 0};
    const int words
        = m_words.isEmpty() ? 0 : QFontMetrics(look().font(Look::Type::Caption)).height() + look().px(2);
    return {place(int(m_pictures.size()) - 1, side).right() + 1, shown(side).height() + words};
}

void CellPictures::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(look().font(Look::Type::Caption));
    painter.setPen(look().colour("textSecondary"));
    for (int i = 0; i < int(m_pictures.size()); ++i) {
        const QRect box = place(i, m_side);
        painter.drawImage(box, m_pictures[std::size_t(i)]);
        painter.drawText(
            QRect(box.left(), box.bottom() + look().px(2), box.width() + look().px(16), height()),
            Qt::AlignLeft | Qt::AlignTop, m_words.value(i));
    }
}

void CellPictures::mouseMoveEvent(QMouseEvent* event)
{
    for (int i = 0; i < int(m_pictures.size()); ++i) {
        const QRect box = place(i, m_side);
        if (!box.contains(event->pos()))
            continue;
        const QPoint inside = event->pos() - box.topLeft();
        const QSize cells = m_pictures[std::size_t(i)].size();
        emit hovered(
            i, {inside.x() * cells.width() / box.width(), inside.y() * cells.height() / box.height()});
        return;
    }
    emit hovered(-1, {});
}

void CellPictures::leaveEvent(QEvent*) { emit hovered(-1, {}); }
