#pragma once

#include "app/session/session.h"
#include "app/session/spread.h"

#include <QElapsedTimer>
#include <QImage>

#include <array>

/// A picture of the folder, as the network answers it.
struct BatchRow {
    struct Guess {
        int index = -1; ///< class
        float probability = 0;
        float score = 0; ///< before softmax
    };
    QString path;
    QString name; ///< below the folder
    QString problem; ///< one sentence when it could not be read; there is no answer then
    QImage small;
    std::vector<Guess> best; ///< at most five, most probable first
    double spread = 0; ///< bits
};

/// Answers every picture of a folder, one short request after another, so that the window's own requests go in between.
/// Rows stay when it is cancelled. Another network begins it anew. Lives on the window's thread.
class Batch : public QObject {
    Q_OBJECT
public:
    explicit Batch(Session& session, QObject* parent = nullptr);

    /// Everything in and below the folder that has a picture's name, in the order of the paths.
    void start(const QString& folder);
    void cancel();
    /// Tries a row that failed once more.
    void readAgain(int row);

    const QString& folder() const { return m_folder; } ///< empty before the first start
    const std::vector<BatchRow>& rows() const { return m_rows; } ///< those that are ready
    int total() const { return int(m_files.size()); } ///< 0 until the files are found
    bool isRunning() const { return m_running; }
    bool isCancelled() const { return !m_running && total() > int(m_rows.size()); }
    int failures() const;
    double perSecond() const;
    double secondsLeft() const;
    NetworkPointer network() const { return m_network; } ///< which answered; null before the first row

    static constexpr QSize smallSize {80, 80}; ///< pixels

signals:
    void restarted();
    void rowAdded();
    void rowChanged(int row);
    /// Found, cancelled or finished.
    void stateChanged();
    /// The folder holds nothing to answer.
    void failed(const QString& sentence);

private:
    void next();
    void take(const BatchRow& row);

    Session& m_session;
    QString m_folder;
    std::vector<QString> m_files;
    std::vector<BatchRow> m_rows;
    NetworkPointer m_network;
    bool m_running = false;
    QElapsedTimer m_since;
    double m_seconds = 0; ///< that it ran
    Lane m_lane, m_againLane;
};

/// The rows as a table: file, rank, class, label, probability, score, problem; RFC 4180.
QString batchCsv(const std::vector<BatchRow>& rows, const NetworkInfo& network);
