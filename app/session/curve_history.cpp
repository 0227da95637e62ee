#include "app/session/curve_follower.h"
#include "app/session/rate_changes.h"
#include "engine/core/error.h"
#include "engine/run/history.h"
#include "engine/run/run_config.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace engine;

namespace {

struct HistoryColumn {
    const char* tag; ///< as history.csv calls it
    CurveKind kind;
    std::optional<double> HistoryRow::*value;
};

constexpr HistoryColumn historyColumns[] = {
    {"train_loss", CurveKind::Loss, &HistoryRow::trainLoss},
    {"val_loss", CurveKind::ValidationLoss, &HistoryRow::valLoss},
    {"train_top1_error", CurveKind::Top1Error, &HistoryRow::trainTop1Error},
    {"val_top1_error", CurveKind::ValidationTop1Error, &HistoryRow::valTop1Error},
    {"train_top5_error", CurveKind::Top5Error, &HistoryRow::trainTop5Error},
    {"val_top5_error", CurveKind::ValidationTop5Error, &HistoryRow::valTop5Error},
    {"rate", CurveKind::Rate, &HistoryRow::rate},
    {"gradient_norm", CurveKind::GradientNorm, &HistoryRow::gradientNorm},
    {"images_per_second", CurveKind::ImagesPerSecond, &HistoryRow::imagesPerSecond},
};

std::filesystem::path nativeFile(const QString& folder, const char* name)
{
    return std::filesystem::path(QFile::encodeName(folder).toStdString()) / name;
}

std::uintmax_t sizeOf(const std::filesystem::path& file)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

/// A row that closes an epoch repeats the training's means over it; the curve of single steps is what is drawn.
std::vector<CurveSeriesPointer> seriesFrom(const std::vector<HistoryRow>& rows)
{
    std::vector<CurveSeriesPointer> all;
    for (const HistoryColumn& column : historyColumns) {
        auto one = std::make_shared<CurveSeries>();
        one->tag = column.tag;
        one->kind = column.kind;
        const bool ofEpochs = QLatin1String(column.tag).startsWith(QLatin1String("val"));
        for (const HistoryRow& row : rows)
            if (row.closesEpoch() == ofEpochs && row.*column.value) {
                one->steps.push_back(double(row.iteration));
                one->values.push_back(*(row.*column.value));
            }
        if (one->size() > 0)
            all.push_back(std::move(one));
    }
    return all;
}

/// Falls of the rate at once, as the schedules "step" and "plateau" make them; what was changed by hand is known.
std::vector<CurveMark> marksFrom(const std::vector<HistoryRow>& rows, const std::vector<RateChange>& byHand)
{
    std::vector<CurveMark> marks;
    for (const RateChange& change : byHand)
        marks.push_back({double(change.iteration), change.from, change.to, true});
    const HistoryRow* before = nullptr;
    for (const HistoryRow& row : rows) {
        if (row.closesEpoch())
            continue;
        const bool fell = before && *before->rate > 1.9 * *row.rate && *row.rate > 0
            && row.iteration - before->iteration < 1000;
        const bool known = std::any_of(byHand.begin(), byHand.end(), [&](const RateChange& change) {
            return before && change.iteration >= before->iteration && change.iteration <= row.iteration;
        });
        if (fell && !known && marks.size() < 200)
            marks.push_back({double(before->iteration), *before->rate, *row.rate, false});
        before = &row;
    }
    std::ranges::sort(marks, {}, &CurveMark::step);
    return marks;
}

/// The end of a falling cosine is no event.
bool marksFalls(const std::optional<RunConfig>& config)
{
    return !config || config->schedule.kind == Schedule::Step || config->schedule.kind == Schedule::Plateau;
}

std::optional<RunConfig> configIn(const QString& folder)
{
    try {
        return readConfig(QFile::encodeName(folder).toStdString());
    } catch (const Error&) {
        return {}; // the curves can be shown without
    }
}

}

HistorySource::HistorySource(const QString& folder, RunCurves& curves)
    : m_folder(folder)
{
    require(std::filesystem::exists(nativeFile(folder, "history.csv")), folder.toStdString(),
        " is no training run: it has no history.csv");
    curves.source = RunCurves::Source::Run;
    if (const std::optional<RunConfig> config = configIn(folder)) {
        curves.network = QString::fromStdString(config->model);
        curves.dataset = QFile::decodeName(config->dataset.c_str());
        curves.epochs = config->epochs;
        curves.stepsPerEpoch = std::max(1, config->trainingPictures / config->batch);
    }
}

bool HistorySource::look(RunCurves& curves)
{
    const std::filesystem::path file = nativeFile(m_folder, "history.csv");
    const std::uintmax_t size = sizeOf(file), rates = sizeOf(nativeFile(m_folder, "rate_changes.csv"));
    if (size == m_size && rates == m_ratesSize && size > 0)
        return false;
    m_size = size;
    m_ratesSize = rates;
    const QString problem = curves.problem;
    try {
        const std::vector<HistoryRow> rows = readHistory(file);
        curves.series = seriesFrom(rows);
        const std::vector<RateChange> byHand = readRateChanges(m_folder);
        curves.marks = marksFrom(marksFalls(configIn(m_folder)) ? rows : std::vector<HistoryRow>(), byHand);
        curves.problem.clear();
        return true;
    } catch (const Error& error) {
        curves.problem = QString::fromUtf8(error.what());
        return curves.problem != problem;
    }
}
