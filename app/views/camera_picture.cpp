#include "app/views/camera_picture.h"

#include "app/widgets/look.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

CameraPicture::CameraPicture(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Camera picture; Space freezes it and opens Explore"));
    setToolTip(tr("The network sees the bright part"));
}

void CameraPicture::setPicture(const QImage& picture, const QRectF& seen, const QString& words)
{
    const bool other = picture.size() != m_picture.size();
    m_picture = picture;
    m_seen = seen;
    if (words != accessibleDescription())
        setAccessibleDescription(words);
    if (other)
        updateGeometry();
    update();
}

int CameraPicture::heightFor(int width) const
{
    if (m_picture.isNull())
        return width * 3 / 4;
    return std::max(1, width * m_picture.height() / std::max(1, m_picture.width()));
}

/// Dims what lies around the square, and marks its corners.
void CameraPicture::drawSquare(QPainter& painter, const QRectF& place, const QRectF& square) const
{
    QPainterPath around;
    around.addRect(place);
    QPainterPath inside;
    inside.addRect(square);
    painter.fillPath(around.subtracted(inside), QColor(0, 0, 0, 130));
    const double arm = std::min(look().px(20) * 1.0, square.width() / 4), w = square.width(),
                 h = square.height();
    const auto corner = [&](double x, double y, double dx, double dy) {
        const QPointF at(square.left() + x, square.top() + y);
        painter.drawPolyline(
            QPolygonF() << QPointF(at.x() + dx * arm, at.y()) << at << QPointF(at.x(), at.y() + dy * arm));
    };
    for (const auto& [colour, width] :
        {std::pair(QColor(0, 0, 0, 160), 4), std::pair(QColor(Qt::white), 2)}) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        constexpr double in = 4; // the ring of the focus lies on the edge
        corner(in, in, 1, 1);
        corner(w - in, in, -1, 1);
        corner(in, h - in, 1, -1);
        corner(w - in, h - in, -1, -1);
    }
}

void CameraPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), look().colour("well"));
    if (!m_picture.isNull()) {
        const QSizeF size = QSizeF(m_picture.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatio);
        const QRectF place(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(place, m_picture);
        const double scale = size.width() / m_picture.width();
        const QRectF square(place.topLeft() + m_seen.topLeft() * scale, m_seen.size() * scale);
        drawSquare(painter, place, square.intersected(place));
    }
    if (hasFocus()) {
        painter.setPen(QPen(look().colour("accent"), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}
