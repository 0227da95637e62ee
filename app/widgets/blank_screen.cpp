#include "app/widgets/blank_screen.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

BlankScreen::BlankScreen(QWidget* window)
    : QWidget(window)
    , m_focusBefore(window->focusWidget())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("The screen is blank; any key brings it back"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::BlankCursor);
    setGeometry(window->rect());
    window->installEventFilter(this);
    show();
    raise();
    setFocus();
}

void BlankScreen::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), Qt::black); }

void BlankScreen::leave()
{
    if (m_focusBefore)
        m_focusBefore->setFocus();
    close();
}

/// A modifier alone is not a key pressed.
void BlankScreen::keyPressEvent(QKeyEvent* event)
{
    event->accept();
    const int key = event->key();
    if (key != Qt::Key_Shift && key != Qt::Key_Control && key != Qt::Key_Alt && key != Qt::Key_Meta)
        leave();
}

void BlankScreen::mousePressEvent(QMouseEvent* event)
{
    event->accept();
    leave();
}

bool BlankScreen::eventFilter(QObject* object, QEvent* event)
{
    if (object == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(object, event);
}
