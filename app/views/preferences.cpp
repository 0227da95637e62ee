#include "app/views/preferences.h"

#include "app/session/save_later.h"
#include "engine/core/waiting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>

#include <algorithm>
#include <utility>

static constexpr int mostRecent = 10;
static const QStringList themeWords {"dark", "light", "system"}; // in the order of Preferences::Theme

static QJsonObject networkToJson(const NetworkChoice& choice)
{
    return {{"model", choice.model}, {"weights", choice.weights}, {"random", choice.random},
        {"seed", QString::number(choice.seed)}, {"labels", choice.labels}, {"preprocess", choice.preprocess}};
}

static NetworkChoice networkFromJson(const QJsonValue& json)
{
    NetworkChoice choice;
    choice.model = json["model"].toString();
    choice.weights = json["weights"].toString();
    choice.random = json["random"].toBool();
    choice.seed = json["seed"].toString("1").toULongLong();
    choice.labels = json["labels"].toString();
    choice.preprocess = json["preprocess"].toString();
    return choice;
}

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent)
    , m_file(file)
    , m_systemLight(QGuiApplication::palette().color(QPalette::Window).lightness() > 127)
{
    finishSaving(); // what was set last is what is read
    if (!m_file.isEmpty() && QFile::exists(m_file))
        read();
}

Preferences::~Preferences() { finishSaving(); }

void Preferences::read()
{
    engine::mayWait("reading the settings");
    QFile file(m_file);
    const bool opened = file.open(QIODevice::ReadOnly);
    const QJsonDocument document = QJsonDocument::fromJson(opened ? file.readAll() : QByteArray());
    file.close();
    if (!document.isObject()) {
        const QString aside = m_file + ".damaged";
        QFile::remove(aside);
        const bool kept = QFile::rename(m_file, aside);
        m_problem = tr("The settings in %1 are damaged and were %2; all settings are as they were at first.")
                        .arg(m_file, kept ? tr("kept as %1").arg(aside) : tr("left alone"));
        return;
    }
    const QJsonObject settings = document.object();
    const QString theme = settings["theme"].toString(settings["light"].toBool() ? "light" : "dark");
    m_theme = Theme(std::max(0, int(themeWords.indexOf(theme))));
    m_lessMotion = settings["lessMotion"].toBool();
    m_fontScale = std::clamp(settings["fontScale"].toDouble(1), 1.0, 2.0);
    m_colourMap = settings["colourMap"].toString() == "cividis" ? "cividis" : "viridis";
    m_letterKeys = settings["letterKeys"].toBool(true);
    m_stack3d = settings["stack3d"].toBool(true);
    m_device = settings["device"].toString();
    for (const QJsonValue& path : settings["recentPictures"].toArray())
        m_recentPictures += path.toString();
    m_recentPictures = m_recentPictures.mid(0, mostRecent);
    for (const QJsonValue& choice : settings["recentNetworks"].toArray())
        m_recentNetworks.push_back(networkFromJson(choice));
    m_recentNetworks.resize(std::min<std::size_t>(m_recentNetworks.size(), mostRecent));
    m_geometry = QByteArray::fromBase64(settings["geometry"].toString().toLatin1());
    m_place = settings["place"].toString("explore");
}

void Preferences::keep()
{
    emit changed();
    write();
}

void Preferences::write()
{
    if (m_file.isEmpty())
        return;
    QJsonArray networks;
    for (const NetworkChoice& choice : m_recentNetworks)
        networks.append(networkToJson(choice));
    const QJsonObject settings {{"theme", themeWords[int(m_theme)]}, {"lessMotion", m_lessMotion},
        {"fontScale", m_fontScale}, {"colourMap", m_colourMap}, {"letterKeys", m_letterKeys},
        {"stack3d", m_stack3d}, {"device", m_device},
        {"recentPictures", QJsonArray::fromStringList(m_recentPictures)}, {"recentNetworks", networks},
        {"geometry", QString::fromLatin1(m_geometry.toBase64())}, {"place", m_place}};
    saveLater(
        [file = m_file, settings] {
            QDir().mkpath(QFileInfo(file).path());
            writeWhole(file, QJsonDocument(settings).toJson());
        },
        this,
        [this](const QString& problem) {
            if (!problem.isEmpty() && !std::exchange(m_toldNotKept, true))
                emit notKept(tr("The settings last until the window is closed: %1.").arg(problem));
        });
}

void Preferences::setTheme(Theme theme)
{
    m_theme = theme;
    keep();
}

void Preferences::setLessMotion(bool less)
{
    m_lessMotion = less;
    keep();
}

void Preferences::setFontScale(double scale)
{
    m_fontScale = std::clamp(scale, 1.0, 2.0);
    keep();
}

void Preferences::setColourMap(const QString& map)
{
    m_colourMap = map;
    keep();
}

void Preferences::setLetterKeys(bool act)
{
    m_letterKeys = act;
    keep();
}

void Preferences::setStack3d(bool inSpace)
{
    m_stack3d = inSpace;
    keep();
}

void Preferences::setDevice(const QString& selector)
{
    m_device = selector;
    keep();
}

void Preferences::addRecentPicture(const QString& path)
{
    m_recentPictures.removeAll(path);
    m_recentPictures.prepend(path);
    m_recentPictures = m_recentPictures.mid(0, mostRecent);
    write();
}

/// The same network once more moves to the front.
void Preferences::addRecentNetwork(const NetworkChoice& choice)
{
    std::erase(m_recentNetworks, choice);
    m_recentNetworks.insert(m_recentNetworks.begin(), choice);
    m_recentNetworks.resize(std::min<std::size_t>(m_recentNetworks.size(), mostRecent));
    write();
}

void Preferences::setWindow(const QByteArray& geometry, const QString& place)
{
    m_geometry = geometry;
    m_place = place;
    write();
}

void Preferences::reset()
{
    m_theme = Theme::Dark;
    m_fontScale = 1;
    m_colourMap = "viridis";
    m_letterKeys = m_stack3d = true;
    m_lessMotion = false;
    m_device.clear();
    keep();
}
