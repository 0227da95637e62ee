#include "app/gui/main_window.h"

#include "app/gui/state_file.h"
#include "app/session/save_later.h"
#include "app/widgets/message_bar.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <QFile>
#include <QFileDialog>

static constexpr qint64 largestState = 64 << 20; ///< bytes; larger ones are refused as broken

void MainWindow::saveState()
{
    QString name = QFileDialog::getSaveFileName(
        this, tr("Save this state"), "state.alexscope", tr("AlexScope states (*.alexscope)"));
    if (name.isEmpty())
        return;
    if (!name.endsWith(".alexscope"))
        name += ".alexscope";
    saveLater([name, bytes = stateToJson(m_around.session, m_around.selection)] { writeWhole(name, bytes); },
        this,
        [this, name](const QString& problem) {
            if (problem.isEmpty())
                m_messages->say(MessageBar::Kind::Success, tr("Saved as %1.").arg(name));
            else
                m_messages->say(MessageBar::Kind::Error, problem + '.');
        });
}

/// Read on the engine's thread: a state that carries its picture is as large as that.
void MainWindow::openState(const QString& name)
{
    const auto refuse = [this, name](const QString& why) {
        m_messages->say(MessageBar::Kind::Error, tr("%1 cannot be opened: %2.").arg(name, why));
    };
    m_around.session.engine().run(
        m_stateLane, this,
        [name](EngineState&, std::stop_token) {
            engine::mayWait("reading a state");
            QFile file(name);
            engine::require(file.open(QIODevice::ReadOnly), file.errorString().toStdString());
            return file.read(largestState);
        },
        [this, refuse](const QByteArray& bytes) {
            try {
                stateFromJson(bytes, m_around.session, m_around.selection);
            } catch (const engine::Error& error) {
                refuse(QString::fromUtf8(error.what()));
            }
        },
        refuse);
}
