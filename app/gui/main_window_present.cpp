#include "app/gui/main_window.h"

#include "app/views/camera_view.h"
#include "app/views/presenter_view.h"
#include "app/views/top_bar.h"
#include "app/widgets/blank_screen.h"
#include "app/widgets/key_line.h"
#include "app/widgets/look.h"
#include "app/widgets/rail.h"
#include "app/widgets/room.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

void MainWindow::buildPresenter()
{
    m_stack->addWidget(m_presenter);
    m_presenterTitle->setObjectName("presenterTitle");
    m_presenterTitle->hide();
    m_keys->hide();
}

View* MainWindow::shownView() const { return qobject_cast<View*>(contentOf(m_stack->currentWidget())); }

void MainWindow::setPresenting(bool on, bool wholeScreen)
{
    if (on == m_presenting)
        return;
    m_presenting = on;
    menuBar()->setVisible(!on);
    statusBar()->setVisible(!on);
    if (on) {
        m_focusBefore = focusWidget();
        qApp->installEventFilter(this); // keys arrive here before whatever has the focus
    } else {
        qApp->removeEventFilter(this);
    }
    applyLookFromPreferences();
    showPlace();
    if (on)
        contentOf(m_stack->currentWidget())->setFocus();
    else if (m_focusBefore)
        m_focusBefore->setFocus();
    if (wholeScreen)
        setWindowState(on ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
}

/// Rail, top and status bar make room for a line of keys and, in places without a presenter's view, a title.
void MainWindow::showPresenterParts()
{
    const bool explore = m_stack->currentWidget() == m_presenter;
    m_railRoom->setVisible(!m_presenting);
    m_top->setVisible(!m_presenting);
    m_presenterTitle->setVisible(m_presenting && !explore);
    m_keys->setVisible(m_presenting);
    for (int page = 0; page < m_stack->count(); ++page) { // the pages that are not seen take no room
        const bool seen = page == m_stack->currentIndex();
        const bool small = !seen && (m_presenting || m_stack->widget(page) == m_presenter);
        const auto policy = small ? QSizePolicy::Ignored : QSizePolicy::Preferred;
        m_stack->widget(page)->setSizePolicy(policy, policy);
    }
    spaceRight();
    if (!m_presenting)
        return;
    const bool letters = m_around.preferences.letterKeys();
    std::vector<KeyLine::Entry> keys {{{QString::fromUtf8("←"), QString::fromUtf8("→")}, tr("layer")}};
    if (explore)
        keys.push_back({{QString::fromUtf8("↑"), QString::fromUtf8("↓")}, tr("unit")});
    if (explore && letters)
        keys.push_back({{"W"}, m_around.selection.spot().why ? tr("back") : tr("why")});
    if (shownView() == m_camera)
        keys.push_back({{tr("Space")}, tr("freeze")});
    keys.push_back({{letters ? "B" : "."}, tr("blank")});
    keys.push_back({{"F11"}, tr("leave")});
    m_keys->setEntries(std::move(keys));
}

/// The layer before or after in the network, as presenter clickers ask for.
void MainWindow::spaceRight()
{
    const bool explore = m_stack->currentWidget() == m_presenter;
    const int edge = explore ? 0 : look().px(8);
    m_right->setContentsMargins(edge, m_presenting && !explore ? edge : 0, edge, edge);
}

void MainWindow::stepLayer(int by)
{
    if (m_stack->currentWidget() == m_presenter)
        return m_presenter->stepLayer(by);
    const NetworkPointer network = m_around.session.network();
    if (!network)
        return;
    const int count = int(network->layers.size());
    const int now = network->indexOf(m_around.selection.spot().layer);
    const int next = std::clamp(now < 0 ? 0 : now + by, 0, count - 1);
    m_around.selection.selectLayer(network->layers[std::size_t(next)].name);
}

/// Whether the key means something while presenting. Clickers send PgUp, PgDn, arrows, Esc, and a point or B for black.
bool MainWindow::presenterKey(QKeyEvent* event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const bool explore = m_stack->currentWidget() == m_presenter;
    const bool letters = m_around.preferences.letterKeys();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_PageUp:
        stepLayer(-1);
        return true;
    case Qt::Key_Right:
    case Qt::Key_PageDown:
        stepLayer(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (explore)
            m_presenter->stepUnit(event->key() == Qt::Key_Up ? -1 : 1);
        return explore;
    case Qt::Key_W:
        if (explore && letters)
            m_presenter->toggleWhy();
        return explore && letters;
    case Qt::Key_B:
        if (letters)
            new BlankScreen(this);
        return letters;
    case Qt::Key_Period:
        new BlankScreen(this);
        return true;
    case Qt::Key_Escape:
        if (m_around.selection.spot().why)
            m_around.selection.setWhy(false);
        else
            setPresenting(false);
        return true;
    default:
        return false;
    }
}

/// While presenting. Keys that are typed into a field or a menu are left alone.
bool MainWindow::eventFilter(QObject* object, QEvent* event)
{
    auto* widget = event->type() == QEvent::KeyPress ? qobject_cast<QWidget*>(object) : nullptr;
    const bool ours = widget && widget->window() == this && !qobject_cast<BlankScreen*>(widget)
        && !widget->testAttribute(Qt::WA_InputMethodEnabled) && !QApplication::activePopupWidget();
    if (ours && presenterKey(static_cast<QKeyEvent*>(event)))
        return true;
    return QMainWindow::eventFilter(object, event);
}
