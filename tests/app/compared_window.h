#pragma once

#include "desk_window.h"

#include "app/session/comparison.h"
#include "app/views/layer_panel.h"
#include "app/widgets/tile_area.h"

/// A window with the built-in network, in which two answers can be compared.
class ComparedWindow : public DeskWindow {
public:
    /// Opens liner.png and selects unit 2 of conv1; whether that arrived.
    bool begin()
    {
        comparison = find<Comparison>();
        openDevice();
        if (!comparison || !open("liner.png"))
            return false;
        selection.selectUnit("conv1", 2);
        return settles();
    }

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

    Comparison* comparison = nullptr;
};
