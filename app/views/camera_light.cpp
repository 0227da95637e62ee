#include "app/views/camera_light.h"

#include "app/widgets/look.h"

#include <QPainter>

CameraLight::CameraLight(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(tr(
        "Whether the camera is looking. Its pictures stay in the memory of this computer: nothing is sent, "
        "and nothing is written unless you save it."));
}

void CameraLight::setKind(Kind kind, const QString& word)
{
    m_kind = kind;
    m_word = word;
    setAccessibleName(tr("Camera: %1").arg(word));
    updateGeometry();
    update();
}

QSize CameraLight::sizeHint() const
{
    const QFontMetrics metrics(look().font(Look::Type::Label));
    return {metrics.horizontalAdvance(m_word) + look().px(32), metrics.height() + look().px(8)};
}

void CameraLight::paintEvent(QPaintEvent*)
{
    const char* colours[] = {"textTertiary", "textSecondary", "error", "warning"};
    const char* grounds[] = {"raised", "raised", "errorFill", "warningFill"};
    const QColor colour = look().colour(colours[int(m_kind)]);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour(grounds[int(m_kind)]));
    painter.drawRoundedRect(QRectF(rect()), 4, 4);
    const double radius = look().px(4);
    const QPointF centre(look().px(13), height() / 2.0);
    if (m_kind == Kind::Dark) { // an outline: the light is out
        painter.setPen(QPen(colour, 1.6));
        painter.setBrush(Qt::NoBrush);
    } else {
        painter.setBrush(colour);
    }
    painter.drawEllipse(centre, radius, radius);
    painter.setFont(look().font(Look::Type::Label));
    painter.setPen(colour);
    painter.drawText(rect().adjusted(look().px(23), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_word);
}
