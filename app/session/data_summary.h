#pragma once

#include <QImage>
#include <QString>

#include <memory>
#include <vector>

namespace engine {
struct TrainingData;
}

/// A class of a data set.
struct DataClass {
    QString name;
    int training = 0; ///< pictures to learn from
    int validation = 0; ///< pictures to be judged on
    std::vector<QImage> thumbnails; ///< at most DataSummary::mostThumbnails, of the training part
};

/// A file that was left out.
struct BadFile {
    QString file;
    QString reason; ///< one sentence
};

/// What a data set holds.
struct DataSummary {
    static constexpr int mostThumbnails = 8; ///< per class
    static constexpr int thumbnailSide = 64; ///< pixels

    QString dataset; ///< as TrainingPlan has it
    QString validation;
    QString title; ///< "CIFAR-10", "Fashion-MNIST", "Synthetic shapes", a folder's name
    std::vector<DataClass> classes;
    int training = 0; ///< pictures in all
    int validationPictures = 0;
    std::vector<BadFile> badFiles;
    int checked = 0; ///< pictures that were tried to be read; counts grow while it goes on ...
    bool complete = false; ///< ... and this is true when nothing is to come any more
    std::shared_ptr<const engine::TrainingData> data; ///< for app/session alone
};

using DataSummaryPointer = std::shared_ptr<const DataSummary>;

/// A data set that can be chosen without looking for it.
struct KnownData {
    QString title; ///< "Fashion-MNIST"
    QString dataset; ///< as TrainingPlan has it
    bool present = false; ///< it was found here
    QString note; ///< "from the Debian package dataset-fashion-mnist", or how to get it
};
