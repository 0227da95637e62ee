#include "app/models/number_text.h"
#include "app/widgets/legend.h"
#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMouseEvent>
#include <QStyle>

#include <cmath>

namespace {

/// A number as people type it: with a point or a comma, a hyphen or a true minus sign, a plus or a plus-minus before it.
std::optional<double> typedNumber(QString words)
{
    words.remove(' ').replace(',', '.').replace(QChar(0x2212), '-').remove(QChar(0xB1));
    bool good = false;
    const double value = QLocale::c().toDouble(words, &good);
    return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}

void Legend::setTyping(Typing typing, const LegendRange& automatic)
{
    const bool other = typing != m_typing;
    m_typing = typing;
    m_automatic = automatic;
    if (other) {
        closeField();
        setFocusPolicy(typing == Typing::Off ? Qt::NoFocus : Qt::StrongFocus);
        setMouseTracking(typing != Typing::Off);
        if (typing == Typing::Off)
            m_held.reset();
    }
    if (m_held && typing == Typing::Symmetric) // what is typed holds for layers of the other kind, too
        m_held->low = -m_held->high;
    else if (m_held && typing == Typing::Upper)
        m_held->low = automatic.low;
    describe();
}

void Legend::hold(const std::optional<LegendRange>& range)
{
    closeField();
    m_held = range;
    describe();
}

void Legend::take(const std::optional<LegendRange>& range)
{
    const bool other = range != m_held;
    hold(range);
    if (other)
        emit rangeTyped();
}

bool Legend::canType(bool upperEnd) const
{
    return m_typing != Typing::Off && (upperEnd || m_typing != Typing::Upper);
}

/// Over the end that is typed, wide enough for a number.
void Legend::openField(bool upperEnd)
{
    if (!canType(upperEnd))
        return;
    closeField();
    m_upperEnd = upperEnd;
    const LegendRange now = m_held.value_or(m_automatic);
    m_field = new QLineEdit(valueText(upperEnd ? now.high : now.low, 4), this);
    m_field->setObjectName("legendField");
    m_field->setFont(look().font(Look::Type::NumberSmall));
    m_field->setAccessibleName(upperEnd ? tr("Upper end of the colours") : tr("Lower end of the colours"));
    m_field->setToolTip(tr("Enter holds it, Esc leaves it, an empty field is the automatic end"));
    const int wide = std::max(
        look().px(72), QFontMetrics(m_field->font()).horizontalAdvance("-0.00000e-00") + look().px(12));
    const QRect end = upperEnd ? upperRect() : lowerRect();
    m_field->setGeometry(std::clamp(end.left(), 0, std::max(0, width() - wide)), 0, wide, height());
    m_field->installEventFilter(this);
    m_field->selectAll();
    m_field->show();
    m_field->setFocus();
}

void Legend::closeField()
{
    if (!m_field)
        return;
    QLineEdit* field = std::exchange(m_field, nullptr);
    const bool focused = field->hasFocus();
    field->removeEventFilter(this);
    field->hide();
    field->deleteLater(); // it may be what called
    if (focused)
        setFocus();
}

/// What is no number, or leaves nothing between the ends, stays in the field, and the field says what is missing.
void Legend::commit()
{
    if (!m_field)
        return;
    if (m_field->text().trimmed().isEmpty())
        return take(std::nullopt);
    const std::optional<double> value = typedNumber(m_field->text());
    LegendRange range = m_held.value_or(m_automatic);
    if (value && m_typing == Typing::Symmetric)
        range = {-std::abs(*value), std::abs(*value)};
    else if (value)
        (m_upperEnd ? range.high : range.low) = *value;
    if (value && range.low < range.high)
        return take(range);
    m_field->setProperty("wrong", true);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
    const QString words = m_upperEnd ? tr("Type a number above %1.").arg(valueText(range.low, 4))
                                     : tr("Type a number below %1.").arg(valueText(range.high, 4));
    m_field->setToolTip(words);
    m_field->setAccessibleDescription(words);
    m_field->selectAll();
}

void Legend::mousePressEvent(QMouseEvent* event)
{
    const QPoint at = event->pos();
    if (event->button() != Qt::LeftButton || m_typing == Typing::Off)
        return event->ignore();
    const int edge = look().px(4);
    if (m_held && lockRect().adjusted(-edge, -edge, edge, edge).contains(at))
        take(std::nullopt);
    else if (upperRect().contains(at))
        openField(true);
    else if (lowerRect().adjusted(0, 0, edge, 0).contains(at))
        openField(false);
}

void Legend::mouseMoveEvent(QMouseEvent* event)
{
    const bool end = (canType(true) && upperRect().contains(event->pos()))
        || (canType(false) && lowerRect().contains(event->pos())) || lockRect().contains(event->pos());
    setCursor(end ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void Legend::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_End:
        return openField(true);
    case Qt::Key_Home:
        return openField(m_typing == Typing::Upper);
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return take(std::nullopt);
    default:
        QWidget::keyPressEvent(event);
    }
}

/// The field is left by Esc, and by going elsewhere as if nothing had been typed. Neither Enter nor Esc goes on to what is
/// around it.
bool Legend::eventFilter(QObject* object, QEvent* event)
{
    if (object != m_field)
        return QWidget::eventFilter(object, event);
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (enter)
        commit();
    else if (key == Qt::Key_Escape || event->type() == QEvent::FocusOut)
        closeField();
    return enter || key == Qt::Key_Escape;
}

void Legend::resizeEvent(QResizeEvent*) { closeField(); }
