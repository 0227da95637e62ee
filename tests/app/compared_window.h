#pragma once

#include "app/gui/main_window.h"
#include "app/session/comparison.h"
#include "app/views/layer_panel.h"
#include "app/widgets/look.h"
#include "app/widgets/tile_area.h"

#include <QtTest>

/// A window of 1280 x 800 with the built-in network, in which two answers can be compared.
class ComparedWindow {
public:
    /// Opens liner.png and selects unit 2 of conv1; whether that arrived.
    bool begin()
    {
        window.resize(1280, 800);
        window.show();
        comparison = find<Comparison>();
        session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
        if (!comparison || !open("liner.png"))
            return false;
        selection.selectUnit("conv1", 2);
        return settles();
    }

    static QString sample(const char* name) { return QString(SOURCE_DIR "/resources/samples/") + name; }

    bool open(const char* name)
    {
        QSignalSpy answered(&session, &Session::answered);
        session.openPicture({.path = sample(name), .bytes = {}, .name = {}});
        return answered.wait(60000) && settles();
    }

    /// Waits until all that was asked for is on screen.
    bool settles()
    {
        return QTest::qWaitFor([this] { return window.view("explore")->isReady(); }, 60000);
    }

    template <class Widget>
    Widget* find() const
    {
        return window.findChild<Widget*>();
    }

    /// Visible or not, by its words or its name for screen readers.
    template <class Button>
    Button* button(const QString& words) const
    {
        for (Button* found : window.findChildren<Button*>())
            if (found->text() == words || found->accessibleName() == words)
                return found;
        return nullptr;
    }

    /// As the layer panel colours it, a pixel a cell.
    QImage tile(int unit) const
    {
        const TileSheet& sheet = find<LayerPanel>()->findChild<TileArea*>()->sheet();
        return sheet.atlas.copy(sheet.place(unit));
    }

    /// What has to be there before the first widget.
    static bool prepare()
    {
        qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
        applyLook(*qApp, Look::Theme::Dark, 1);
        return true;
    }

    const bool isPrepared = prepare(); ///< first
    QTemporaryDir folder;
    Preferences preferences {folder.filePath("settings.json")};
    Session session;
    Selection selection;
    MainWindow window {Surroundings {session, selection, preferences}};
    Comparison* comparison = nullptr;
};
