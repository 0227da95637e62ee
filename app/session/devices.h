#pragma once

#include "app/session/engine_thread.h"

#include <QString>

#include <vector>

class Session;

/// What something is and how much, for people.
struct Fact {
    QString name, value;
    QString whole = {}; ///< the value where it was shortened; empty where it was not
};

/// A Vulkan device of this machine.
struct DeviceEntry {
    QString name;
    QString type; ///< "discrete", "integrated", "virtual", "cpu", "other"
    QString uuid; ///< what Session::openDevice() takes
    QString driver;
    QString unusable; ///< why the engine cannot use it; empty if it can
    std::vector<Fact> details;
};

/// The devices that there are, listed on the engine's thread.
class Devices : public QObject {
    Q_OBJECT
public:
    explicit Devices(Session& session, QObject* parent = nullptr);

    void read();
    const std::vector<DeviceEntry>& entries() const { return m_entries; }
    /// UUID of the open one; empty before one is open.
    const QString& current() const { return m_current; }

signals:
    void changed();
    void failed(const QString& sentence);

private:
    Session& m_session;
    Lane m_lane;
    std::vector<DeviceEntry> m_entries;
    QString m_current;
};
