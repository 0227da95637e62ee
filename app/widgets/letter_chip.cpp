#include "app/widgets/letter_chip.h"

#include "app/widgets/look.h"

#include <QEvent>
#include <QPainter>

LetterChip::LetterChip(const QString& letter, const char* colour, QWidget* parent)
    : QWidget(parent)
    , m_letter(letter)
    , m_colour(colour)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(letter);
    place();
}

QSize LetterChip::sizeHint() const
{
    const int side = QFontMetrics(look().font(Look::Type::Strong)).height() + look().px(4);
    return {side, side};
}

void LetterChip::place() { setGeometry(QRect(QPoint(look().px(4), look().px(4)), sizeHint())); }

void LetterChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("panel"));
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setFont(look().font(Look::Type::Strong));
    painter.setPen(look().colour(m_colour));
    painter.drawText(rect(), Qt::AlignCenter, m_letter);
}

void LetterChip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        place();
}
