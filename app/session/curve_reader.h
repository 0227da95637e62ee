#pragma once

#include "app/session/run_curves.h"

#include <QObject>
#include <QThread>

class CurveFollower;

/// Reads the curves of runs, and follows them while they grow, on a thread of its own.
class CurveReader : public QObject {
    Q_OBJECT
public:
    explicit CurveReader(QObject* parent = nullptr);
    ~CurveReader() override;

    /// A run's folder, an event file, or a folder with event files in it or in its subfolders. The answer is the id;
    /// opened() or failed() follows. One that is open already keeps its id. It has the first letter that is free, for as
    /// long as it is open.
    int open(const QString& path);
    /// The run that comes with the program.
    int openShipped();
    void close(int id);
    void closeAll();
    /// Looks at once instead of at the next half second.
    void lookNow();

    /// Those that are open, in the order of their letters.
    const std::vector<RunCurvesPointer>& runs() const { return m_runs; }
    RunCurvesPointer run(int id) const;

signals:
    /// It is in runs() now.
    void opened(int id);
    /// It has more points, or another problem.
    void changed(int id);
    void closed(int id);
    /// Nothing was opened: the folder is no run, ...
    void failed(int id, const QString& path, const QString& sentence);

private:
    void post(std::function<void(CurveFollower&)> work);
    void take(RunCurvesPointer run);
    int freeLetter() const;

    struct Asked {
        int id;
        int letter;
        QString path;
    };
    std::vector<Asked> m_asked;
    std::vector<RunCurvesPointer> m_runs;
    int m_last = 0;
    QThread m_thread;
    CurveFollower* m_follower; ///< lives in that thread
};
