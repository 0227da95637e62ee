#include "app/session/data_work.h"

#include "app/download/catalogue.h"
#include "app/session/thumbnail.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/data/cifar10.h"
#include "engine/data/mnist.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>

using namespace engine;

namespace {

constexpr const char* cifarFolder = "cifar-10-batches-bin";
constexpr int newsMilliseconds = 200;

QString dataText(const char* text) { return QCoreApplication::translate("DataReader", text); }

std::string nativePath(const QString& path) { return QFile::encodeName(path).toStdString(); }

KnownData findCifar10()
{
    QStringList places {QFile::decodeName(downloadFolder().c_str())};
    for (const auto where :
        {QStandardPaths::HomeLocation, QStandardPaths::DownloadLocation, QStandardPaths::GenericDataLocation})
        places += QStandardPaths::writableLocation(where);
    places += {"/usr/share/datasets", QDir::currentPath()};
    for (const QString& place : std::as_const(places))
        for (const char* name : {cifarFolder, "cifar10", "cifar-10"})
            if (const QString folder = QDir(place).filePath(name); holdsCifar10(nativePath(folder)))
                return {"CIFAR-10", folder, true, folder};
    return {"CIFAR-10", {}, false,
        dataText("not found here: unpack its binary version, cifar-10-binary.tar.gz, and choose the folder")};
}

KnownData findFashionMnist()
{
    const QString folder = "/usr/share/datasets/fashion-mnist";
    if (holdsMnist(nativePath(folder)))
        return {"Fashion-MNIST", folder, true, dataText("from the Debian package dataset-fashion-mnist")};
    return {
        "Fashion-MNIST", {}, false, dataText("not found here: install the package dataset-fashion-mnist")};
}

enum class DataFormat { Synthetic, Cifar10, Mnist, Folder };

DataFormat formatOf(const QString& dataset)
{
    if (dataset == "synthetic")
        return DataFormat::Synthetic;
    const std::filesystem::path folder = nativePath(dataset);
    if (holdsCifar10(folder) || holdsCifar10(folder / cifarFolder))
        return DataFormat::Cifar10;
    for (const char* inner : {"", "raw", "MNIST/raw", "FashionMNIST/raw"})
        if (holdsMnist(folder / inner))
            return DataFormat::Mnist;
    return DataFormat::Folder;
}

QString dataTitle(const QString& dataset, DataFormat format)
{
    switch (format) {
    case DataFormat::Synthetic:
        return dataText("Synthetic shapes");
    case DataFormat::Cifar10:
        return "CIFAR-10";
    case DataFormat::Mnist:
        return dataset.contains("fashion", Qt::CaseInsensitive) ? "Fashion-MNIST" : "MNIST";
    case DataFormat::Folder:
        break;
    }
    return QDir(dataset).dirName();
}

/// A data set on its way through the reader.
struct Reading {
    DataSummary summary;
    const DataProgress& progress;
    const std::stop_token& stop;
    QElapsedTimer sinceNews {};

    void open(quint64 seed);
    void makeThumbnails();
    void checkFiles();
    void addBadFile(const std::string& file, const std::string& reason);
    void tell(int total, bool now = false)
    {
        if (!now && sinceNews.elapsed() < newsMilliseconds)
            return;
        progress(std::make_shared<const DataSummary>(summary), summary.checked, total);
        sinceNews.start();
    }
};

void Reading::addBadFile(const std::string& file, const std::string& reason)
{
    const QString name = QFile::decodeName(file.c_str());
    for (const BadFile& known : summary.badFiles)
        if (known.file == name)
            return;
    summary.badFiles.push_back({name, QString::fromUtf8(reason.c_str())});
}

void Reading::open(quint64 seed)
{
    mayWait("opening a data set");
    auto data = std::make_shared<TrainingData>(
        openTrainingData(nativePath(summary.dataset), nativePath(summary.validation), seed));
    for (const std::string& name : data->training->classes())
        summary.classes.push_back({QFile::decodeName(name.c_str()), 0, 0, {}});
    summary.training = data->training->size();
    for (int i = 0; i < summary.training; ++i)
        ++summary.classes[std::size_t(data->training->label(i))].training;
    summary.validationPictures = data->validation ? data->validation->size() : 0;
    for (int i = 0; i < summary.validationPictures; ++i)
        ++summary.classes[std::size_t(data->validation->label(i))].validation;
    for (const SkippedFile& file : data->skipped)
        addBadFile(file.file, file.reason);
    summary.data = std::move(data);
    sinceNews.start();
    tell(0, true);
}

/// The first pictures of each class that can be read.
void Reading::makeThumbnails()
{
    const Dataset& pictures = *summary.data->training;
    std::size_t missing = summary.classes.size();
    for (int i = 0; i < pictures.size() && missing > 0 && !stop.stop_requested(); ++i) {
        DataClass& its = summary.classes[std::size_t(pictures.label(i))];
        if (int(its.thumbnails.size()) == DataSummary::mostThumbnails)
            continue;
        try {
            its.thumbnails.push_back(thumbnailOf(
                imageFrom(pictures.image(i)), {DataSummary::thumbnailSide, DataSummary::thumbnailSide}));
        } catch (const OutOfMemoryError&) {
            throw;
        } catch (const Error& problem) {
            addBadFile(pictures.name(i), problem.what());
        }
        missing -= int(its.thumbnails.size()) == DataSummary::mostThumbnails;
        tell(0);
    }
}

void Reading::checkFiles()
{
    const int total = summary.training + summary.validationPictures;
    for (const auto& part : {summary.data->training, summary.data->validation})
        for (int i = 0; part && i < part->size() && !stop.stop_requested(); ++i) {
            try {
                part->image(i);
            } catch (const OutOfMemoryError&) {
                throw;
            } catch (const Error& problem) {
                addBadFile(part->name(i), problem.what());
            }
            ++summary.checked;
            tell(total);
        }
}

}

std::vector<KnownData> findKnownData()
{
    mayWait("looking for data sets");
    return {findCifar10(), findFashionMnist(),
        {dataText("Synthetic shapes"), "synthetic", true, dataText("drawn by the program, ten shapes")}};
}

DataSummaryPointer readDataSummary(const QString& dataset, const QString& validation, quint64 seed,
    const std::stop_token& stop, const DataProgress& progress)
{
    const DataFormat format = formatOf(dataset);
    Reading reading {{}, progress, stop};
    reading.summary.dataset = dataset;
    reading.summary.validation = validation;
    reading.summary.title = dataTitle(dataset, format);
    reading.open(seed);
    reading.makeThumbnails();
    if (format == DataFormat::Folder)
        reading.checkFiles();
    reading.summary.complete = !stop.stop_requested();
    return std::make_shared<const DataSummary>(std::move(reading.summary));
}

QImage imageFrom(const Image& picture)
{
    return QImage(
        picture.pixels.data(), picture.width, picture.height, 3 * picture.width, QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32);
}
