#include "app/gui/main_window.h"

#include "app/views/finder.h"
#include "app/views/settings_dialog.h"
#include "app/widgets/message_bar.h"
#include "app/widgets/room.h"
#include "app/widgets/save_dialog.h"

#include <QAction>
#include <QStackedWidget>

void MainWindow::showSettings()
{
    if (auto* open = findChild<SettingsDialog*>()) {
        open->raise();
        return open->activateWindow();
    }
    auto* dialog = new SettingsDialog(m_around, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::deviceAsked, this, [this, dialog] {
        dialog->close();
        m_around.selection.setPlace("model");
    });
    dialog->show();
}

void MainWindow::find()
{
    std::vector<Finder::Entry> places;
    for (View* place : m_views)
        places.push_back({place->title(), tr("place"), {},
            [this, name = place->place()] { m_around.selection.setPlace(name); }});
    places.push_back({tr("Samples"), tr("place"), {}, [this] { m_around.selection.setPlace("start"); }});
    m_finder->open(places, actions());
}

void MainWindow::saveShown()
{
    const View* shown = shownView();
    auto* dialog
        = new SaveDialog(*contentOf(m_stack->currentWidget()), shown ? shown->title() : "AlexScope", this);
    connect(dialog, &SaveDialog::saved, this, [this](const QString& file) {
        m_messages->say(MessageBar::Kind::Success, tr("Saved as %1.").arg(file));
    });
    connect(dialog, &SaveDialog::failed, this,
        [this](const QString& sentence) { m_messages->say(MessageBar::Kind::Error, sentence + '.'); });
    dialog->show();
}
