#include "app/session/save_later.h"

#include "app/session/engine_thread.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

/// One thread: what is saved last under a name is what stays.
static QThreadPool& savingThread()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

void saveLater(Saving saving, QObject* asker, std::function<void(const QString& problem)> done)
{
    savingThread().start(
        [saving = std::move(saving), asker = QPointer<QObject>(asker), done = std::move(done)] {
            QString problem;
            try {
                saving();
            } catch (...) {
                problem = EngineThread::explain(std::current_exception());
            }
            if (done && qApp)
                QMetaObject::invokeMethod(
                    qApp,
                    [asker, done, problem] {
                        if (asker)
                            done(problem);
                    },
                    Qt::QueuedConnection);
        });
}

void finishSaving() { savingThread().waitForDone(); }

void writeWhole(const QString& file, const QByteArray& bytes)
{
    engine::mayWait("writing a file");
    QSaveFile target(file);
    engine::require(
        target.open(QIODevice::WriteOnly) && target.write(bytes) == bytes.size() && target.commit(),
        file.toStdString(), " could not be written (", target.errorString().toStdString(),
        "); choose another place");
}
