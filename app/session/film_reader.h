#pragma once

#include "app/session/engine_thread.h"
#include "engine/core/host_tensor.h"

#include <QString>

#include <memory>
#include <vector>

class Session;

/// The first kernels after so many mini-batches of a training.
struct FilmFrame {
    qint64 step = 0;
    engine::HostTensor kernels; ///< filters x channels x height x width, planes red, green, blue
};

/// The first kernels as a training run has learned them.
struct RunFilm {
    QString folder;
    QString network; ///< whose they are, "alexnet-cifar10"
    std::vector<FilmFrame> frames; ///< first to last, at least one
};

using FilmPointer = std::shared_ptr<const RunFilm>;

/// Reads the snapshots of a run's folder (snapshots/conv1-00000128.safetensors) on the engine's thread.
class FilmReader : public QObject {
    Q_OBJECT
public:
    explicit FilmReader(Session& session, QObject* parent = nullptr);

    /// The run that comes with the program; failed() says so when there is none.
    void openShipped();
    /// A run's folder, or the snapshots in it.
    void open(const QString& folder);
    /// Null before one is open.
    const FilmPointer& film() const { return m_film; }
    bool isReading() const { return m_reading; }

signals:
    void changed();
    void failed(const QString& sentence);

private:
    void read(std::function<FilmPointer()> reading);

    Session& m_session;
    Lane m_lane;
    FilmPointer m_film;
    bool m_reading = false;
};
