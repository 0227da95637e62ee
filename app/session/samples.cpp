#include "app/session/samples.h"

#include "app/model/resources.h"
#include "app/session/thumbnail.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

std::vector<Sample> readSamples(QSize size)
{
    engine::mayWait("reading the samples");
    QString folder;
    try {
        folder = QFile::decodeName(resourceFolder().c_str()) + "/samples/";
    } catch (const engine::Error&) {
        return {}; // opening the network says so
    }
    QFile list(folder + "samples.json");
    if (!list.open(QIODevice::ReadOnly))
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(list.readAll());
    const QJsonArray rows = document.isArray() ? document.array() : document["samples"].toArray();
    std::vector<Sample> samples;
    for (const QJsonValue& row : rows) {
        Sample sample {folder + row["file"].toString(), row["title"].toString(), row["class"].toString(),
            row["note"].toString(), {}};
        try {
            sample.small = thumbnailOf({.path = sample.file}, size);
        } catch (const engine::Error&) {
            continue; // one that is missing is not offered
        }
        samples.push_back(std::move(sample));
    }
    return samples;
}
