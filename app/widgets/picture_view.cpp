#include "app/widgets/picture_view.h"

#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

PictureView::PictureView(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Picture"));
}

void PictureView::setPicture(const QImage& picture, const QString& words)
{
    m_picture = picture;
    m_words = words;
    setAccessibleDescription(words);
    update();
}

void PictureView::setBox(const QRect& box)
{
    if (box == m_box)
        return;
    m_box = box;
    update();
}

void PictureView::setBrush(double radius)
{
    m_brush = radius;
    setCursor(radius > 0 ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
}

QSize PictureView::sizeHint() const { return {look().px(216), look().px(216)}; }

QPointF PictureView::share(QPointF point) const
{
    return {std::clamp(point.x() / width(), 0.0, 1.0), std::clamp(point.y() / height(), 0.0, 1.0)};
}

QPoint PictureView::pixelAt(QPointF point) const
{
    const QPointF at = share(point);
    return {std::min(int(at.x() * m_picture.width()), m_picture.width() - 1),
        std::min(int(at.y() * m_picture.height()), m_picture.height() - 1)};
}

QRectF PictureView::onScreen(const QRectF& pixels) const
{
    const double x = double(width()) / m_picture.width(), y = double(height()) / m_picture.height();
    return {pixels.x() * x, pixels.y() * y, pixels.width() * x, pixels.height() * y};
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), look().colour("well"));
    if (m_picture.isNull()) {
        painter.setFont(look().font(Look::Type::Body));
        painter.setPen(look().colour("textTertiary"));
        const int edge = look().px(12);
        painter.drawText(
            rect().adjusted(edge, edge, -edge, -edge), Qt::AlignCenter | Qt::TextWordWrap, m_words);
    } else {
        drawPicture(painter);
        drawBox(painter);
        if (m_brush > 0)
            drawBrush(painter);
    }
    if (hasFocus()) {
        painter.setPen(QPen(look().colour("accent"), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void PictureView::drawPicture(QPainter& painter) const
{
    const double factor = width() * devicePixelRatioF() / m_picture.width();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, factor < 2);
    painter.drawImage(rect(), m_picture);
}

/// A line in the accent with a halo on both sides, so that it stands out from every colour.
static void outline(QPainter& painter, const QRectF& box)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look().colour("halo"), 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(box);
    painter.setPen(QPen(look().colour("accent"), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(box);
}

void PictureView::drawBox(QPainter& painter) const
{
    const QRect inside = m_box.intersected(m_picture.rect());
    if (inside.isEmpty())
        return;
    QRectF box = onScreen(QRectF(inside));
    const double least = 6; // a box of one pixel of a large picture can be found, too
    if (box.width() < least)
        box.adjust(-(least - box.width()) / 2, 0, (least - box.width()) / 2, 0);
    if (box.height() < least)
        box.adjust(0, -(least - box.height()) / 2, 0, (least - box.height()) / 2);
    const bool small
        = 8 * std::max(m_box.width(), m_box.height()) < m_picture.width(); // a larger one shows its pixels
    if (small && width() >= look().px(160) && !look().presenter())
        drawLens(painter, box);
    outline(painter, box.intersected(QRectF(rect()).adjusted(2, 2, -2, -2)));
}

/// In the corner across from the box; pixels beyond the picture's edge stay empty.
void PictureView::drawLens(QPainter& painter, const QRectF& box) const
{
    const double side = std::min(double(look().px(68)), width() / 3.0), edge = 4;
    const double pixel = std::floor(side / std::max(m_box.width(), m_box.height()));
    if (pixel < 3)
        return;
    const QSizeF size = QSizeF(m_box.size()) * pixel;
    const QPointF middle = box.center();
    const QRectF lens(middle.x() < width() * 0.5 ? width() - size.width() - edge : edge,
        middle.y() < height() * 0.5 ? height() - size.height() - edge : edge, size.width(), size.height());
    const QRect inside = m_box.intersected(m_picture.rect());
    const QRectF filled(
        lens.topLeft() + QPointF(inside.topLeft() - m_box.topLeft()) * pixel, QSizeF(inside.size()) * pixel);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look().colour("halo"), 3));
    painter.drawLine(middle, lens.center());
    painter.setPen(QPen(look().colour("accent"), 1));
    painter.drawLine(middle, lens.center());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(lens, look().colour("well"));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(filled, m_picture, QRectF(inside));
    outline(painter, lens);
    const QRectF shown = onScreen(QRectF(inside)); // the box itself must not lie under the line
    painter.drawImage(shown, m_picture, QRectF(inside));
}

void PictureView::drawBrush(QPainter& painter) const
{
    if (!underMouse() && !(m_keys && hasFocus()))
        return;
    const QPointF middle(m_cursor.x() * width(), m_cursor.y() * height());
    const double radius = m_brush * width();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look().colour("halo"), 4));
    painter.drawEllipse(middle, radius, radius);
    painter.setPen(QPen(look().colour("accent"), 2));
    painter.drawEllipse(middle, radius, radius);
}

void PictureView::press(QPointF point, bool begins)
{
    m_cursor = share(point);
    m_keys = false;
    if (m_brush > 0)
        emit painted(m_cursor, begins);
    else
        emit chosen(pixelAt(point));
    update();
}

void PictureView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !m_picture.isNull())
        press(event->position(), true);
}

void PictureView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_picture.isNull())
        return;
    emit hovered(pixelAt(event->position()));
    if (event->buttons() & Qt::LeftButton)
        return press(event->position(), false);
    m_cursor = share(event->position());
    m_keys = false;
    if (m_brush > 0)
        update();
}

void PictureView::leaveEvent(QEvent*)
{
    emit hovered({-1, -1});
    update();
}

void PictureView::keyPressEvent(QKeyEvent* event)
{
    QPoint by;
    switch (event->key()) {
    case Qt::Key_Left:
        by = {-1, 0};
        break;
    case Qt::Key_Right:
        by = {1, 0};
        break;
    case Qt::Key_Up:
        by = {0, -1};
        break;
    case Qt::Key_Down:
        by = {0, 1};
        break;
    case Qt::Key_Space:
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    if (m_picture.isNull() || look().presenter())
        return QWidget::keyPressEvent(event); // arrows step through the layers there
    const int pixels = event->modifiers() & Qt::ShiftModifier ? std::max(2, m_picture.width() / 16) : 1;
    const QPointF to(m_cursor.x() * width() + by.x() * pixels * double(width()) / m_picture.width(),
        m_cursor.y() * height() + by.y() * pixels * double(height()) / m_picture.height());
    m_cursor = share(to);
    m_keys = true;
    const QPointF point(m_cursor.x() * width(), m_cursor.y() * height());
    emit hovered(pixelAt(point));
    if (m_brush > 0 && event->key() == Qt::Key_Space)
        emit painted(m_cursor, true);
    else if (m_brush <= 0)
        emit chosen(pixelAt(point));
    update();
}
