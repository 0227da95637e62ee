#pragma once

#include "app/views/camera_view.h"
#include "tests/app/desk_window.h"
#include "tests/app/drawn_video.h"

/// A window with the built-in network and, in place of a camera, drawn videos: 0.avi, 1.avi and so on in its folder, in
/// the order of DrawnThing.
class CameraWindow : public DeskWindow {
public:
    /// Whether all of that is there.
    bool begin()
    {
        for (int thing = 0; thing < 3; ++thing)
            if (!writeDrawnVideo(video(DrawnThing(thing)), DrawnThing(thing)))
                return false;
        QApplication::setActiveWindow(&window);
        view = static_cast<CameraView*>(window.view("camera"));
        return view && openNetwork();
    }

    QString video(DrawnThing thing) const { return folder.filePath(QString("%1.avi").arg(int(thing))); }
    bool isLive() const { return view->desk().status().state == CameraState::Live; }

    /// Goes there and plays it; whether answers come.
    bool play(const QString& source)
    {
        view->setSource(source);
        selection.setPlace("camera");
        return QTest::qWaitFor(
            [this] { return view->isReady() && isLive() && view->desk().answer(); }, 60000);
    }

    CameraView* view = nullptr;
};
