#pragma once

#include "app/session/data_summary.h"
#include "app/session/training_plan.h"
#include "engine/image/principal_colours.h"
#include "engine/run/training_data.h"

#include <QImage>

#include <functional>
#include <optional>
#include <stop_token>

/// What DataReader does on its thread.

/// CIFAR-10 where people keep it, Fashion-MNIST where Debian installs it, and the synthetic pictures.
std::vector<KnownData> findKnownData();

/// Told now and then what is known by then, and how many pictures of how many were checked.
using DataProgress = std::function<void(const DataSummaryPointer& summary, int done, int total)>;

/// Opens and looks through a data set; cancelled, it answers what it has. Throws engine::Error.
DataSummaryPointer readDataSummary(const QString& dataset, const QString& validation, quint64 seed,
    const std::stop_token& stop, const DataProgress& progress);

/// The principal colours of the set that was asked for last.
struct PreviewColours {
    std::shared_ptr<const engine::TrainingData> data;
    std::optional<engine::PrincipalColours> colours;
};

/// Variations of one training picture, the first of them unvaried, crop x crop pixels. Throws engine::Error.
std::vector<QImage> variantsOf(const std::shared_ptr<const engine::TrainingData>& data,
    const TrainingPlan& plan, int picture, int count, PreviewColours& colours);

/// A picture of the engine's for the window.
QImage imageFrom(const engine::Image& picture);
