#pragma once

#include "app/session/run_curves.h"
#include "engine/run/event_reader.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <list>

/// Something that grows, and the curves in it so far.
class CurveSource {
public:
    virtual ~CurveSource() = default;
    /// Takes what is new into the curves; false when nothing is. What is wrong becomes RunCurves::problem.
    virtual bool look(RunCurves& curves) = 0;
};

/// The curves of a run's folder: history.csv, with what config.json and rate_changes.csv say.
class HistorySource : public CurveSource {
public:
    /// Throws engine::Error when the folder has no history.
    HistorySource(const QString& folder, RunCurves& curves);
    bool look(RunCurves& curves) override;

private:
    QString m_folder;
    std::uintmax_t m_size = 0; ///< of history.csv and rate_changes.csv as they were read
    std::uintmax_t m_ratesSize = 0;
};

/// The curves of one event file, or of all in and one below a folder; new files are found while it is followed.
class EventSource : public CurveSource {
public:
    /// Throws engine::Error when there is no such file.
    EventSource(const QString& path, RunCurves& curves);
    bool look(RunCurves& curves) override;

private:
    struct File {
        std::filesystem::path path;
        QString prefix; ///< "validation/" for files of a subfolder
        engine::EventReader reader;
        QString problem; ///< one sentence; it may pass
    };
    void findFiles();
    void beginAnew(const File& shorter, RunCurves& curves);
    bool lookAt(File& file, RunCurves& curves);

    std::filesystem::path m_path;
    std::list<File> m_files;
};

/// Follows runs on CurveReader's thread: looks at each twice a second, or less often where looking takes long.
class CurveFollower : public QObject {
    Q_OBJECT
public:
    /// `tell` is called in that thread with every news.
    using Tell = std::function<void(RunCurvesPointer)>;
    explicit CurveFollower(Tell tell);

    /// Throws engine::Error when there are no curves.
    void open(int id, int letter, const QString& path);
    void close(int id);
    void look();

private:
    struct Followed {
        RunCurves curves;
        std::unique_ptr<CurveSource> source;
    };
    Tell m_tell;
    std::list<Followed> m_followed;
    QTimer m_timer;
};
