#pragma once

#include "app/gui/main_window.h"
#include "app/widgets/look.h"

#include <QtTest>

/// A dark window of 1280 x 800 with all that it needs, and settings in a folder of its own.
class DeskWindow {
public:
    DeskWindow()
    {
        window.resize(1280, 800);
        window.show();
    }

    static QString sample(const char* name) { return QString(SOURCE_DIR "/resources/samples/") + name; }
    void openDevice() { session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE")); }
    /// On the device, and whether it is there.
    bool openNetwork()
    {
        openDevice();
        return QTest::qWaitFor([this] { return session.network() != nullptr; }, 60000);
    }
    /// The network and a sample's answer, and whether they are there.
    bool openAnswered(const char* name)
    {
        openDevice();
        window.openFiles({sample(name)});
        return QTest::qWaitFor([this] { return session.answer() != nullptr; }, 60000);
    }

private:
    /// What has to be there before the first widget.
    static bool prepare()
    {
        qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
        applyLook(*qApp, Look::Theme::Dark, 1);
        return true;
    }

    const bool m_isPrepared = prepare(); ///< first

public:
    QTemporaryDir folder;
    Preferences preferences {folder.filePath("settings.json")};
    Session session;
    Selection selection;
    MainWindow window {Surroundings {session, selection, preferences}};
};
