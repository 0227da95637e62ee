#include "app/session/film_reader.h"

#include "app/model/resources.h"
#include "app/session/engine_state.h"
#include "app/session/session.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/explain/filters.h"
#include "engine/weights/weights.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

struct RunWords {
    QString network;
    engine::InputRecipe::Order order = engine::InputRecipe::Order::Rgb;
};

/// What the run's config.json says of its network; a folder of snapshots alone is taken for red, green, blue.
RunWords wordsOf(const QDir& folder)
{
    QFile file(folder.filePath("config.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject network = QJsonDocument::fromJson(file.readAll())["network"].toObject();
    const bool bgr = network["preprocessing"].toObject()["order"].toString() == "BGR";
    return {
        network["model"].toString(), bgr ? engine::InputRecipe::Order::Bgr : engine::InputRecipe::Order::Rgb};
}

FilmFrame frameFrom(const QString& path, qint64 step, engine::InputRecipe::Order order)
{
    const engine::WeightFile file = engine::openWeights(QFile::encodeName(path).toStdString());
    const engine::WeightEntry& entry = file.entries().front();
    engine::require(file.entries().size() == 1 && entry.shape.size() == 4, path.toStdString(),
        " is no snapshot of kernels: it should hold one tensor of four dimensions");
    const auto extent = [&](std::size_t i) { return int(entry.shape[i]); };
    FilmFrame frame {step, engine::HostTensor(engine::Shape {extent(0), extent(1), extent(2), extent(3)})};
    file.read(entry, frame.kernels.values);
    frame.kernels = engine::rgbKernels(std::move(frame.kernels), order);
    return frame;
}

FilmPointer readFilm(const QString& path)
{
    engine::mayWait("reading the film of a run");
    QDir folder(path);
    QDir snapshots(folder.filePath("snapshots"));
    if (!snapshots.exists()) {
        snapshots = folder;
        folder.cdUp();
    }
    const QStringList files = snapshots.entryList({"*-*.safetensors"}, QDir::Files, QDir::Name);
    auto film = std::make_shared<RunFilm>();
    film->folder = path;
    const RunWords words = wordsOf(folder);
    film->network = words.network;
    for (const QString& file : files) {
        bool numbered = false;
        const qint64 step = file.section('-', -1).section('.', 0, 0).toLongLong(&numbered);
        if (numbered)
            film->frames.push_back(frameFrom(snapshots.filePath(file), step, words.order));
    }
    engine::require(!film->frames.empty(), path.toStdString(),
        " has no snapshots of kernels: choose the folder of a training run, which has a folder \"snapshots\" "
        "in it");
    std::ranges::stable_sort(film->frames, {}, &FilmFrame::step);
    for (const FilmFrame& frame : film->frames)
        engine::require(frame.kernels.shape == film->frames.front().kernels.shape, path.toStdString(),
            " has snapshots of different sizes: they are not of one run");
    return film;
}

}

FilmReader::FilmReader(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

void FilmReader::openShipped()
{
    read([] {
        const std::filesystem::path run = resourceFolder() / "models" / "alexnet-cifar10-run";
        std::error_code error;
        engine::require(std::filesystem::is_directory(run, error),
            "No training run comes with this copy of the program: open one of your own.");
        return readFilm(QFile::decodeName(run.c_str()));
    });
}

void FilmReader::open(const QString& folder)
{
    read([folder] { return readFilm(folder); });
}

void FilmReader::read(std::function<FilmPointer()> reading)
{
    m_reading = true;
    m_session.engine().run(
        m_lane, this, [reading = std::move(reading)](EngineState&, std::stop_token) { return reading(); },
        [this](FilmPointer film) {
            m_reading = false;
            m_film = std::move(film);
            emit changed();
        },
        [this](const QString& sentence) {
            m_reading = false;
            emit failed(sentence);
        });
}
