#pragma once

#include "app/session/engine_thread.h"
#include "engine/core/input_recipe.h"

#include <QString>

#include <optional>
#include <thread>
#include <vector>

class Session;

/// A network that can be opened, or a file of weights that can be fetched first.
struct NetworkOffer {
    enum class Kind {
        BuiltIn, ///< weights come with the program
        Architecture, ///< known, without weights of its own
        Download, ///< published weights
    };
    Kind kind = Kind::Architecture;
    QString name, title;
    QString network; ///< whose weights they are; empty when the file describes its own network
    QString licence;
    int classes = 0; ///< 0 when only the file knows
    qint64 parameters = 0; ///< 0 when only the file knows
    std::optional<engine::InputRecipe> recipe;
    // Of downloads:
    QString file; ///< where it lies or would lie
    QString url;
    qint64 bytes = 0; ///< 0 when nobody publishes the size
    QString hash; ///< "sha256 7be5..."
    bool there = false; ///< the file has been fetched
};

/// What networks there are. Files are fetched on a thread of their own, one at a time, when somebody asks for them and
/// never before.
class Catalogue : public QObject {
    Q_OBJECT
public:
    explicit Catalogue(Session& session, QObject* parent = nullptr);
    ~Catalogue() override;

    /// Lists them anew, on the engine's thread.
    void read();
    const std::vector<NetworkOffer>& offers() const { return m_offers; }
    /// Null when there is none of that name.
    const NetworkOffer* find(const QString& name, NetworkOffer::Kind kind) const;

    /// Fetches the file of the download with this name; what had been fetched of it before is gone on from.
    void download(const QString& name);
    /// Stops; what has arrived is kept.
    void cancel();
    /// Name of the download under way; empty when there is none.
    const QString& downloading() const { return m_downloading; }

signals:
    void changed();
    void failed(const QString& sentence);
    /// Bytes; the total is 0 while nobody knows it.
    void progressed(const QString& name, qint64 received, qint64 total);
    void downloaded(const QString& name);
    void downloadFailed(const QString& name, const QString& sentence);
    void downloadStopped(const QString& name);

private:
    void end(const QString& problem, bool stopped);

    Session& m_session;
    Lane m_lane;
    std::vector<NetworkOffer> m_offers;
    QString m_downloading;
    std::jthread m_thread;
};
