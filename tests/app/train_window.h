#pragma once

#include "app/gui/main_window.h"
#include "app/views/train_setup.h"
#include "app/views/train_view.h"
#include "app/widgets/look.h"
#include "app/widgets/message_bar.h"

#include <QAbstractButton>
#include <QtTest>

/// A window of 1280 x 800 that shows the place Train; runs are kept in its folder.
class TrainWindow {
public:
    /// Whether network, view and shipped run are there.
    bool begin()
    {
        window.resize(1280, 800);
        window.show();
        QApplication::setActiveWindow(&window);
        session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
        if (!QTest::qWaitFor([this] { return session.network() != nullptr; }, 60000))
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

    static bool prepare(const QString& runs)
    {
        qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
        qputenv("XDG_DATA_HOME", QFile::encodeName(runs));
        applyLook(*qApp, Look::Theme::Dark, 1);
        return true;
    }

    QTemporaryDir folder;
    const bool isPrepared = prepare(folder.path()); ///< before the first widget
    Preferences preferences {folder.filePath("settings.json")};
    Session session;
    Selection selection;
    MainWindow window {Surroundings {session, selection, preferences}};
    TrainView* view = nullptr;
    QStringList entries; ///< of the menu that was opened last
};
