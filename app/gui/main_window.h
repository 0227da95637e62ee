#pragma once

#include "app/views/view.h"

#include <QMainWindow>
#include <QPointer>

class BatchView;
class CameraView;
class DropOverlay;
class Finder;
class KeyLine;
class MessageBar;
class PictureColumn;
class PresenterView;
class QHBoxLayout;
class QLabel;
class QMenu;
class QStackedWidget;
class QVBoxLayout;
class Rail;
class Room;
class StartView;
class TopBar;
class TrainView;
class WebPicture;
struct DropOffer;

/// The window: rail, picture column, the view of the current place, messages, status. Owns the views; knows no data.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// The view of a place; null for an unknown one.
    View* view(const QString& place) const;
    MessageBar& messages() { return *m_messages; }
    /// What is shown now: the view of the place, the start page, or the presenter's view of Explore.
    View* shownView() const;
    /// Large type and few controls; on all of the screen unless somebody only wants a picture of it.
    void setPresenting(bool on, bool wholeScreen = true);
    bool isPresenting() const { return m_presenting; }

    /// Opens what was asked for by menu, key, argument or drop: pictures and folders.
    void openFiles(const QStringList& files);
    void openDialog();
    void openFolderDialog();
    void paste();
    void saveState();
    /// All of the view or one of its panels, as a picture or for print.
    void saveShown();
    void showSettings();
    void find();
    void openState(const QString& file);

protected:
    void closeEvent(QCloseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dragMoveEvent(QDragMoveEvent*) override;
    void dragLeaveEvent(QDragLeaveEvent*) override;
    void dropEvent(QDropEvent*) override;

private:
    void buildFrame();
    void buildMenus();
    void connectSession();
    void addView(View* view);
    void connectTraining();
    void closeAfterTraining();
    void showPlace();
    void showPointed(const QString& words);
    void take(const DropOffer& offer);
    void fetch(const QUrl& address);
    void connectWeb();
    void leaveStart();
    void showHelp();
    void showAbout();
    void fillRecent(QMenu* menu);
    void fillRecentNetworks(QMenu* menu);
    void buildPresenter();
    void showPresenterParts();
    void spaceRight();
    bool presenterKey(QKeyEvent* event);
    void stepLayer(int by);
    void applyLookFromPreferences();
    QAction* command(
        QMenu* menu, const QString& words, const QKeySequence& keys, std::function<void()> action);

    Surroundings m_around;
    QHBoxLayout* m_columns = nullptr; ///< rail, picture, the rest
    QVBoxLayout* m_right = nullptr; ///< beside rail and picture
    Rail* m_rail;
    PictureColumn* m_picture;
    Room* m_railRoom;
    Room* m_pictureRoom;
    TopBar* m_top;
    MessageBar* m_messages;
    QStackedWidget* m_stack;
    StartView* m_start;
    BatchView* m_batch;
    CameraView* m_camera;
    TrainView* m_train;
    PresenterView* m_presenter;
    QLabel* m_presenterTitle; ///< over the places that have no presenter's view of their own
    KeyLine* m_keys;
    DropOverlay* m_drop;
    Finder* m_finder;
    QLabel* m_pointed;
    QLabel* m_device;
    std::vector<View*> m_views;
    QPointer<QWidget> m_focusBefore; ///< presenting
    WebPicture* m_web;
    QString m_openedBefore; ///< name of the picture when the fetching began
    Lane m_stateLane;
    bool m_presenting = false;
    QString m_closingQuestion; ///< what was asked when the window was to be closed while a network is trained
    bool m_closing = false; ///< as soon as the training is saved
};
