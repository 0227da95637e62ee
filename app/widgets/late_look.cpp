#include "app/widgets/late_look.h"

#include "app/widgets/lengths.h"

#include <QApplication>
#include <QEvent>
#include <QStyle>
#include <QWidget>

/// Menus, lists of choices and dialogs are measured before they are shown, so they are not passed over.
bool isShownLater(const QWidget* widget) { return !widget->isVisible() && widget->window()->isVisible(); }

LateLook::LateLook(QObject* parent)
    : QObject(parent)
{
}

void LateLook::begin() { m_phase = Phase::Clearing; }

void LateLook::passOverHidden()
{
    m_phase = Phase::Setting;
    QSet<const QObject*> waiting;
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets)
        if (isShownLater(widget) || (!widget->isVisible() && m_waiting.contains(widget))) {
            widget->setAttribute(Qt::WA_WState_Polished, false); // QApplication leaves those alone
            waiting.insert(widget);
        }
    m_waiting = waiting; // without those that are gone
}

void LateLook::end() { m_phase = Phase::Quiet; }

bool LateLook::eventFilter(QObject* object, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (m_phase == Phase::Clearing)
        return type == QEvent::StyleChange || type == QEvent::FontChange || type == QEvent::PaletteChange;
    if (type != QEvent::StyleChange && type != QEvent::Show)
        return false;
    auto* widget = qobject_cast<QWidget*>(object);
    if (type == QEvent::StyleChange && m_phase == Phase::Setting)
        return widget && !widget->isVisible() && m_waiting.contains(widget);
    if (type == QEvent::Show && widget && m_waiting.remove(widget)) {
        catchUpLengths(widget);
        if (!widget->testAttribute(Qt::WA_WState_Polished)) {
            widget->setAttribute(Qt::WA_WState_Polished);
            if (widget->testAttribute(Qt::WA_SetStyle)) // it has a sheet of its own as well
                widget->setStyleSheet(widget->styleSheet());
            else
                widget->style()->polish(widget);
        }
        QEvent change(QEvent::StyleChange);
        QCoreApplication::sendEvent(widget, &change);
    }
    return false;
}
