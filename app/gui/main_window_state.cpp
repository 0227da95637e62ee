#include "app/gui/main_window.h"

#include "app/gui/state_file.h"
#include "app/widgets/message_bar.h"
#include "engine/core/error.h"

#include <QFile>
#include <QFileDialog>
#include <QSaveFile>

void MainWindow::saveState()
{
    QString name = QFileDialog::getSaveFileName(
        this, tr("Save this state"), "state.alexscope", tr("AlexScope states (*.alexscope)"));
    if (name.isEmpty())
        return;
    if (!name.endsWith(".alexscope"))
        name += ".alexscope";
    QSaveFile file(name);
    const QByteArray bytes = stateToJson(m_around.session, m_around.selection);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        m_messages->say(MessageBar::Kind::Success, tr("Saved as %1.").arg(name));
    else
        m_messages->say(MessageBar::Kind::Error,
            tr("%1 could not be written (%2); choose another place.").arg(name, file.errorString()));
}

void MainWindow::openState(const QString& name)
{
    QFile file(name);
    try {
        engine::require(file.open(QIODevice::ReadOnly), file.errorString().toStdString());
        stateFromJson(file.read(64 << 20), m_around.session, m_around.selection);
    } catch (const engine::Error& error) {
        m_messages->say(MessageBar::Kind::Error,
            tr("%1 cannot be opened: %2.").arg(name, QString::fromUtf8(error.what())));
    }
}
