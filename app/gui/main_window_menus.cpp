#include "app/gui/main_window.h"

#include "app/views/picture_column.h"

#include <QApplication>
#include <QDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

QAction* MainWindow::command(
    QMenu* menu, const QString& words, const QKeySequence& keys, std::function<void()> action)
{
    QAction* made = menu->addAction(words, this, std::move(action));
    made->setShortcut(keys);
    return made;
}

void MainWindow::buildMenus()
{
    Preferences& preferences = m_around.preferences;
    QMenu* file = menuBar()->addMenu(tr("&File"));
    command(file, tr("&Open pictures…"), QKeySequence::Open, [this] { openDialog(); });
    command(file, tr("Open &folder…"), tr("Ctrl+Shift+O"), [this] { openFolderDialog(); });
    command(file, tr("&Paste picture"), QKeySequence::Paste, [this] { paste(); });
    QMenu* recent = file->addMenu(tr("&Recent pictures"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    QMenu* networks = file->addMenu(tr("Recent &networks"));
    connect(networks, &QMenu::aboutToShow, this, [this, networks] { fillRecentNetworks(networks); });
    file->addSeparator();
    command(file, tr("Save what is &shown…"), QKeySequence::Save, [this] { saveShown(); });
    command(file, tr("Save this s&tate…"), tr("Ctrl+Shift+S"), [this] { saveState(); });
    file->addSeparator();
    command(file, tr("&Quit"), QKeySequence::Quit, [this] { close(); });

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QUndoStack& changes = m_around.session.undo();
    QAction* undo = changes.createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = changes.createRedoAction(this, tr("&Redo"));
    redo->setShortcut(tr("Ctrl+Shift+Z"));
    edit->addAction(undo);
    edit->addAction(redo);
    edit->addSeparator();
    command(edit, tr("&Find…"), tr("Ctrl+K"), [this] { find(); });
    command(edit, tr("&Settings…"), tr("Ctrl+,"), [this] { showSettings(); });

    QMenu* view = menuBar()->addMenu(tr("&View"));
    int number = 0;
    for (View* place : m_views)
        command(view, place->title(), QKeySequence(tr("Ctrl+%1").arg(++number)),
            [this, name = place->place()] { m_around.selection.setPlace(name); });
    view->addSeparator();
    command(view, tr("&Back"), QKeySequence("Alt+Left"), [this] { m_around.selection.back(); });
    command(view, tr("&Forward"), QKeySequence("Alt+Right"), [this] { m_around.selection.forward(); });
    QAction* before = command(view, tr("Picture &before"), {}, [this] { m_picture->pictures().step(-1); });
    QAction* after = command(view, tr("Picture &after"), {}, [this] { m_picture->pictures().step(1); });
    const auto giveKeys = [before, after](bool act) {
        before->setShortcut(QKeySequence(act ? "[" : ""));
        after->setShortcut(QKeySequence(act ? "]" : ""));
    };
    giveKeys(preferences.letterKeys());
    QAction* letters = command(view, tr("&Keys without Ctrl"), {}, [] {});
    letters->setCheckable(true);
    letters->setChecked(preferences.letterKeys());
    connect(letters, &QAction::triggered, &preferences, &Preferences::setLetterKeys);
    view->addSeparator();
    QAction* light = command(view, tr("&Light"), {}, [] {});
    light->setCheckable(true);
    light->setChecked(preferences.light());
    connect(light, &QAction::triggered, &preferences, &Preferences::setLight);
    command(view, tr("&Larger type"), QKeySequence::ZoomIn,
        [&preferences] { preferences.setFontScale(preferences.fontScale() + 0.25); });
    command(view, tr("&Smaller type"), QKeySequence::ZoomOut,
        [&preferences] { preferences.setFontScale(preferences.fontScale() - 0.25); });
    QAction* cividis = command(view, tr("&Cividis instead of viridis"), {}, [] {});
    cividis->setCheckable(true);
    cividis->setChecked(preferences.colourMap() == "cividis");
    connect(cividis, &QAction::triggered, this,
        [&preferences](bool on) { preferences.setColourMap(on ? "cividis" : "viridis"); });
    connect(&preferences, &Preferences::changed, this, [=, &preferences] { // also on the settings page
        letters->setChecked(preferences.letterKeys());
        light->setChecked(preferences.light());
        cividis->setChecked(preferences.colourMap() == "cividis");
        giveKeys(preferences.letterKeys());
    });
    view->addSeparator();
    command(view, tr("&Present"), QKeySequence("F11"), [this] { setPresenting(!m_presenting); });

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    command(help, tr("&What is this?"), QKeySequence("F1"), [this] { showHelp(); });
    command(help, tr("&About AlexScope"), {}, [this] { showAbout(); });
    for (QMenu* menu : {file, edit, view, help})
        addActions(menu->actions()); // shortcuts act while the menu bar is hidden, too
}

void MainWindow::fillRecent(QMenu* menu)
{
    menu->clear();
    for (const QString& path : m_around.preferences.recentPictures())
        menu->addAction(QFileInfo(path).fileName(), this, [this, path] { openFiles({path}); })
            ->setToolTip(path);
    if (menu->isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::fillRecentNetworks(QMenu* menu)
{
    menu->clear();
    for (const NetworkChoice& choice : m_around.preferences.recentNetworks()) {
        const QString name = choice.model.isEmpty() ? tr("built-in network") : choice.model;
        const QString weights = choice.random ? tr("random weights") : QFileInfo(choice.weights).fileName();
        menu->addAction(weights.isEmpty() ? name : tr("%1, %2").arg(name, weights), this,
                [this, choice] { m_around.session.openNetwork(choice); })
            ->setToolTip(choice.weights);
    }
    if (menu->isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::showHelp()
{
    const View* shown = shownView();
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("What is this?"));
    auto* text = new QTextBrowser;
    text->setMarkdown(shown ? shown->help() : QString());
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(text);
    dialog->resize(560, 420);
    dialog->show();
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About AlexScope"),
        tr("<h3>AlexScope %1</h3><p>A microscope for AlexNet, the network of Krizhevsky, Sutskever and "
           "Hinton (2012).</p>"
           "<p>Free software under the GNU General Public License, version 3 or later, without any "
           "warranty.</p>"
           "<p>Built with Qt %2 (LGPL 3), Vulkan, OpenCV (Apache 2), GLM (MIT), libzip (BSD), Protocol "
           "Buffers (BSD), "
           "nlohmann/json (MIT), libcurl (curl), OpenSSL (Apache 2), Boost and Random123 (BSD). "
           "Inter and JetBrains Mono are under the Open Font License.</p>"
           "<p>No picture, camera frame or training leaves this computer.</p>")
            .arg(ALEXSCOPE_VERSION, qVersion()));
}
