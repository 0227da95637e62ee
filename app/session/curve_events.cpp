#include "app/session/curve_follower.h"
#include "engine/core/error.h"

#include <QFile>

#include <algorithm>
#include <map>

namespace fs = std::filesystem;
using namespace engine;

namespace {

bool isEventFile(const fs::path& path)
{
    return path.filename().string().find("tfevents") != std::string::npos;
}

/// The event files in a folder, sorted by name, which begins with their time.
std::vector<fs::path> eventFilesIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (isEventFile(entry->path()) && entry->is_regular_file(error))
            files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<fs::path> subfoldersOf(const fs::path& folder)
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->is_directory(error))
            folders.push_back(entry->path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// Adds a point. A step before those that are there means that the run went on from a checkpoint: what comes after it is
/// void.
void addPoint(CurveSeries& series, double step, double value)
{
    while (!series.steps.empty() && series.steps.back() > step) {
        series.steps.pop_back();
        series.values.pop_back();
    }
    series.steps.push_back(step);
    series.values.push_back(value);
}

}

EventSource::EventSource(const QString& path, RunCurves& curves)
    : m_path(QFile::encodeName(path).toStdString())
{
    curves.source = RunCurves::Source::Events;
    std::error_code error;
    require(fs::exists(m_path, error), path.toStdString(),
        " does not exist: choose a run's folder or an event file");
    findFiles();
    require(!m_files.empty(), path.toStdString(),
        " holds no curves: choose the folder of a run, or event files as TensorBoard reads them");
}

/// Those that are not known yet.
void EventSource::findFiles()
{
    std::error_code error;
    const auto take = [this](const fs::path& file, const QString& prefix) {
        const bool known = std::any_of(
            m_files.begin(), m_files.end(), [&](const File& other) { return other.path == file; });
        if (!known)
            m_files.push_back({file, prefix, EventReader(file)});
    };
    if (!fs::is_directory(m_path, error)) {
        if (m_files.empty())
            take(m_path, {});
        return;
    }
    for (const fs::path& file : eventFilesIn(m_path))
        take(file, {});
    for (const fs::path& folder : subfoldersOf(m_path))
        for (const fs::path& file : eventFilesIn(folder))
            take(file, QFile::decodeName(folder.filename().c_str()) + '/');
}

/// One file has become shorter: all curves are read once more, since nobody knows which points came from where.
void EventSource::beginAnew(const File& shorter, RunCurves& curves)
{
    curves.series.clear();
    for (File& file : m_files)
        if (&file != &shorter)
            file.reader = EventReader(file.path);
}

/// Takes what is new in one file. False when nothing is.
bool EventSource::lookAt(File& file, RunCurves& curves)
{
    std::vector<EventPoint> points;
    bool begunAnew = false;
    file.problem.clear();
    try {
        file.reader.read(points, begunAnew);
    } catch (const Error& error) {
        file.problem = QString::fromUtf8(error.what());
    }
    if (begunAnew)
        beginAnew(file, curves);
    std::map<QString, std::shared_ptr<CurveSeries>> touched;
    for (const EventPoint& point : points) {
        const QString tag = file.prefix + QString::fromStdString(point.tag);
        std::shared_ptr<CurveSeries>& series = touched[tag];
        bool inverted = false;
        const CurveKind kind = curveKindOf(tag, inverted);
        if (!series) {
            const auto found = std::find_if(curves.series.begin(), curves.series.end(),
                [&](const CurveSeriesPointer& one) { return one->tag == tag; });
            series = found == curves.series.end() ? std::make_shared<CurveSeries>()
                                                  : std::make_shared<CurveSeries>(**found);
            series->tag = tag;
            series->kind = kind;
        }
        addPoint(*series, double(point.step), inverted ? 1 - point.value : point.value);
    }
    for (auto& [tag, series] : touched) {
        const auto found = std::find_if(curves.series.begin(), curves.series.end(),
            [&, &name = tag](const CurveSeriesPointer& one) { return one->tag == name; });
        if (found == curves.series.end())
            curves.series.push_back(series);
        else
            *found = series;
    }
    return begunAnew || !touched.empty();
}

bool EventSource::look(RunCurves& curves)
{
    findFiles();
    bool any = false;
    for (File& file : m_files)
        do
            any |= lookAt(file, curves);
        while (file.reader.hasMore() && file.problem.isEmpty());
    QString problem;
    for (const File& file : m_files)
        if (problem.isEmpty())
            problem = file.problem;
    any |= problem != curves.problem;
    curves.problem = problem;
    return any;
}
