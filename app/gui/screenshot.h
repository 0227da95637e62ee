#pragma once

#include <QObject>
#include <QSize>
#include <QString>
#include <QTimer>

class MainWindow;
class Session;
class Selection;

/// What --screenshot was asked for.
struct ScreenshotRequest {
    QString view; ///< "start", "explore", "why", "filters", "train", "camera", "model", "batch"
    QString file; ///< PNG to be written
    QString layer; ///< empty: conv1
    int unit = -1; ///< −1: the strongest by its mean
    QSize size = {1280, 800};
    bool presenter = false;
    QString image; ///< the picture, where another one is opened first to be B
    bool picture = false; ///< one was asked for: its answer is waited for
};

/// Brings the window to the wanted place, waits until everything asked for is there, writes the picture and ends the
/// program: exit code 0, or 1 with a sentence on standard error.
class Screenshot : public QObject {
    Q_OBJECT
public:
    Screenshot(const ScreenshotRequest& request, MainWindow& window, Session& session, Selection& selection);

private:
    void select();
    void look();
    void fail(const QString& sentence);

    ScreenshotRequest m_request;
    MainWindow& m_window;
    Session& m_session;
    Selection& m_selection;
    QTimer m_timer;
    int m_calm = 0; ///< looks in a row at which nothing was missing
    bool m_busy = false, m_selected = false, m_pinned = false;
};
