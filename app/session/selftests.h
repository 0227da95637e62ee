#pragma once

#include "app/session/engine_thread.h"

#include <QString>

#include <vector>

class Session;

/// One kernel in one variant, held against the double-precision reference.
struct SelftestLine {
    QString kernel, variant, layer;
    double error = 0; ///< as a share of the largest expected magnitude
    double tolerance = 0;
    bool ok = false;
};

/// Runs the engine's self-test on the open device, on the engine's thread: a few seconds to a minute.
class Selftests : public QObject {
    Q_OBJECT
public:
    explicit Selftests(Session& session, QObject* parent = nullptr);

    void run();
    bool isRunning() const { return m_running; }
    const std::vector<SelftestLine>& lines() const { return m_lines; }
    const QString& device() const { return m_device; } ///< name of the one that was tested

signals:
    void changed();
    void failed(const QString& sentence);

private:
    Session& m_session;
    Lane m_lane;
    bool m_running = false;
    std::vector<SelftestLine> m_lines;
    QString m_device;
};
