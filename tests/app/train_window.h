#pragma once

#include "desk_window.h"

#include "app/views/train_setup.h"
#include "app/views/train_view.h"
#include "app/widgets/message_bar.h"

#include <QAbstractButton>
#include <QMenu>

/// A window that shows the place Train; runs are kept in its folder.
class TrainWindow : public DeskWindow {
public:
    /// Whether network, view and shipped run are there.
    bool begin()
    {
        qputenv("XDG_DATA_HOME", QFile::encodeName(folder.path()));
        QApplication::setActiveWindow(&window);
        if (!openNetwork())
            return false;
        selection.setPlace("train");
        view = static_cast<TrainView*>(window.view("train"));
        return QTest::qWaitFor([this] { return view->isReady(); }, 60000);
    }

    /// On screen, by its words or its name for screen readers.
    QAbstractButton* button(const QString& words) const
    {
        for (QAbstractButton* one : window.findChildren<QAbstractButton*>())
            if (one->isVisible() && (one->text() == words || one->accessibleName() == words))
                return one;
        return nullptr;
    }

    /// False when there is no such button, or it cannot be pressed.
    bool press(const QString& words) const
    {
        QAbstractButton* one = button(words);
        if (!one || !one->isEnabled())
            return false;
        QTest::mouseClick(one, Qt::LeftButton);
        return true;
    }

    /// Opens the menu of a button and clicks on an entry; what was in the menu is in `entries`.
    bool pick(const QString& words, const QString& entry)
    {
        entries.clear();
        QTimer clicker;
        QObject::connect(&clicker, &QTimer::timeout, &clicker, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu || !entries.isEmpty())
                return;
            for (const QAction* action : menu->actions())
                entries += action->text();
            for (QAction* action : menu->actions())
                if (action->text() == entry)
                    return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            menu->close();
        });
        clicker.start(50);
        return press(words) && entries.contains(entry); // the menu holds this up until it is closed
    }

    RunStatusPointer run() const { return view->desk().run(); }
    bool runIs(TrainingState state) const
    {
        return QTest::qWaitFor([&] { return run() && run()->state == state; }, 120000);
    }

    TrainView* view = nullptr;
    QStringList entries; ///< of the menu that was opened last
};
