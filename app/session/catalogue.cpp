#include "app/session/catalogue.h"

#include "app/download/download.h"
#include "app/model/resources.h"
#include "app/session/engine_state.h"
#include "app/session/session.h"
#include "engine/core/waiting.h"

#include <QFile>

#include <chrono>

namespace {

QString text(const std::string& words) { return QString::fromStdString(words); }
QString text(const std::filesystem::path& path) { return QFile::decodeName(path.c_str()); }

NetworkOffer offerFor(const engine::Architecture& architecture)
{
    NetworkOffer offer;
    offer.kind = architecture.builtIn ? NetworkOffer::Kind::BuiltIn : NetworkOffer::Kind::Architecture;
    offer.name = offer.network = text(architecture.name);
    offer.title = text(architecture.title);
    offer.licence = text(architecture.licence);
    offer.classes = architecture.classes;
    offer.recipe = architecture.recipe;
    for (const engine::LayerSummary& row : engine::summarize(architecture.layers, architecture.input()))
        offer.parameters += row.parameters;
    return offer;
}

NetworkOffer offerFor(const CatalogueEntry& entry)
{
    NetworkOffer offer;
    offer.kind = NetworkOffer::Kind::Download;
    offer.name = text(entry.name);
    offer.title = text(entry.title);
    offer.network = text(entry.network);
    offer.licence = text(entry.licence);
    offer.url = text(entry.url);
    offer.bytes = qint64(entry.bytes.value_or(0));
    offer.hash = (entry.sha256.empty() ? "sha1 " : "sha256 ") + text(entry.hash());
    const std::filesystem::path file = downloadFolder() / entry.file;
    std::error_code error;
    offer.there = std::filesystem::exists(file, error);
    if (offer.there && offer.bytes == 0)
        offer.bytes = qint64(std::filesystem::file_size(file, error));
    offer.file = text(file);
    for (const engine::Architecture& architecture : engine::architectures()) {
        if (architecture.name != entry.network)
            continue;
        const NetworkOffer own = offerFor(architecture);
        offer.classes = own.classes;
        offer.parameters = own.parameters;
        offer.recipe = own.recipe;
    }
    return offer;
}

std::vector<NetworkOffer> allOffers()
{
    engine::mayWait("looking for networks");
    std::vector<NetworkOffer> offers;
    for (const engine::Architecture& architecture : engine::architectures())
        offers.push_back(offerFor(architecture));
    for (const CatalogueEntry& entry : readCatalogue(cataloguePath()))
        offers.push_back(offerFor(entry));
    return offers;
}

}

Catalogue::Catalogue(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

Catalogue::~Catalogue() = default;

const NetworkOffer* Catalogue::find(const QString& name, NetworkOffer::Kind kind) const
{
    for (const NetworkOffer& offer : m_offers)
        if (offer.name == name && offer.kind == kind)
            return &offer;
    return nullptr;
}

void Catalogue::read()
{
    m_session.engine().run(
        m_lane, this, [](EngineState&, std::stop_token) { return allOffers(); },
        [this](std::vector<NetworkOffer> offers) {
            m_offers = std::move(offers);
            emit changed();
        },
        [this](const QString& sentence) { emit failed(sentence); });
}

void Catalogue::download(const QString& name)
{
    if (!m_downloading.isEmpty())
        return;
    m_downloading = name;
    emit changed();
    m_thread = std::jthread([this, name](std::stop_token stop) {
        using Clock = std::chrono::steady_clock;
        QString problem;
        Clock::time_point told;
        const auto progress = [&](std::uint64_t received, std::uint64_t total) {
            if (const auto now = Clock::now(); now - told > std::chrono::milliseconds(100)) {
                told = now;
                QMetaObject::invokeMethod(
                    this, [=, this] { emit progressed(name, qint64(received), qint64(total)); },
                    Qt::QueuedConnection);
            }
            return !stop.stop_requested();
        };
        try {
            engine::mayWait("downloading a network");
            const std::vector<CatalogueEntry> catalogue = readCatalogue(cataloguePath());
            ::download(findEntry(catalogue, name.toStdString()), downloadFolder(), {.progress = progress});
        } catch (const std::exception& error) {
            problem = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this, [this, problem, stopped = stop.stop_requested()] { end(problem, stopped); },
            Qt::QueuedConnection);
    });
}

void Catalogue::cancel() { m_thread.request_stop(); }

void Catalogue::end(const QString& problem, bool stopped)
{
    const QString name = std::exchange(m_downloading, {});
    if (problem.isEmpty())
        emit downloaded(name);
    else if (stopped)
        emit downloadStopped(name);
    else
        emit downloadFailed(name, problem);
    read();
}
