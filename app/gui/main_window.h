#pragma once

#include "app/views/view.h"

#include <QMainWindow>

class BatchView;
class DropOverlay;
class MessageBar;
class PictureColumn;
class QLabel;
class QMenu;
class QStackedWidget;
class Rail;
class StartView;
class TopBar;
struct DropOffer;

/// The window: rail, picture column, the view of the current place, messages, status. Owns the views; knows no data.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// The view of a place; null for an unknown one.
    View* view(const QString& place) const;
    MessageBar& messages() { return *m_messages; }
    /// Large type and few controls, on the whole screen.
    void setPresenting(bool on);
    bool isPresenting() const { return m_presenting; }

    /// Opens what was asked for by menu, key, argument or drop: pictures and folders.
    void openFiles(const QStringList& files);
    void openDialog();
    void openFolderDialog();
    void paste();
    void saveState();
    void openState(const QString& file);

protected:
    void closeEvent(QCloseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dragMoveEvent(QDragMoveEvent*) override;
    void dragLeaveEvent(QDragLeaveEvent*) override;
    void dropEvent(QDropEvent*) override;

private:
    void buildFrame();
    void buildMenus();
    void connectSession();
    void addView(View* view);
    void showPlace();
    void take(const DropOffer& offer);
    void leaveStart();
    void showHelp();
    void showAbout();
    void fillRecent(QMenu* menu);
    void stepLayer(int by);
    void applyLookFromPreferences();
    QAction* command(
        QMenu* menu, const QString& words, const QKeySequence& keys, std::function<void()> action);

    Surroundings m_around;
    Rail* m_rail;
    PictureColumn* m_picture;
    TopBar* m_top;
    MessageBar* m_messages;
    QStackedWidget* m_stack;
    StartView* m_start;
    BatchView* m_batch;
    DropOverlay* m_drop;
    QLabel* m_pointed;
    QLabel* m_device;
    std::vector<View*> m_views;
    bool m_presenting = false;
};
