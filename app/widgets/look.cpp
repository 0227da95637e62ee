#include "app/widgets/look.h"

#include "app/widgets/ink.h"
#include "app/widgets/late_look.h"
#include "app/widgets/lengths.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QPointer>
#include <QRegularExpression>
#include <QStyleFactory>

#include <cmath>
#include <utility>

/// The linker leaves out the resources of a library that nobody names. Outside of any namespace, as Qt asks.
static void loadResources()
{
    Q_INIT_RESOURCE(look);
    Q_INIT_RESOURCE(icons);
}

namespace {

Look& current()
{
    static Look look;
    return look;
}

QByteArray resource(const char* name)
{
    QFile file(QString(":/look/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList strings(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue& one : value.toArray())
        list += one.toString();
    return list;
}

QHash<QString, QColor> colours(const QJsonObject& object)
{
    QHash<QString, QColor> map;
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), QColor(it.value().toString()));
    return map;
}

/// 256 colours between equidistant stops, linear in sRGB as the stops were taken.
std::array<QRgb, 256> between(const QStringList& stops)
{
    std::array<QRgb, 256> map {};
    for (int i = 0; i < 256; ++i) {
        const double at = i / 255.0 * double(stops.size() - 1);
        const int left = std::min(int(at), int(stops.size()) - 2);
        const QColor a(stops[left]), b(stops[left + 1]);
        const auto mix = [&](int from, int to) { return int(std::lround(from + (to - from) * (at - left))); };
        map[std::size_t(i)] = qRgb(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
    }
    return map;
}

const char* styleName(Look::Type type)
{
    switch (type) {
    case Look::Type::Headline:
        return "display";
    case Look::Type::Answer:
        return "answer";
    case Look::Type::View:
        return "view";
    case Look::Type::Panel:
        return "panel";
    case Look::Type::Body:
    case Look::Type::Strong:
        return "body";
    case Look::Type::Label:
        return "label";
    case Look::Type::Caption:
        return "caption";
    case Look::Type::Number:
        return "number";
    case Look::Type::NumberSmall:
        return "numberSmall";
    case Look::Type::NumberLarge:
        return "numberLarge";
    }
    return "body";
}

}

const Look& look() { return current(); }

void Look::read()
{
    const QJsonObject tokens = QJsonDocument::fromJson(resource("tokens.json")).object();
    m_colours = colours(tokens["colour"][m_theme == Theme::Dark ? "dark" : "light"].toObject());
    QColor disabled = m_colours["text"];
    disabled.setAlphaF(0.45f);
    m_colours["disabled"] = disabled;
    m_layerFill = colours(tokens["layerFill"].toObject());
    m_ui = strings(tokens["families"]["ui"]);
    m_number = strings(tokens["families"]["number"]);
    const QJsonObject types = tokens["type"].toObject();
    for (auto it = types.begin(); it != types.end(); ++it)
        m_types[it.key()] = {{"size", it.value().toObject()["size"].toInt()},
            {"weight", it.value().toObject()["weight"].toInt()}};
    const QJsonObject maps = tokens["colourMap"].toObject();
    for (const char* name : {"viridis", "cividis"})
        m_maps[name] = between(strings(maps[QLatin1String(name)]));
    m_maps["diverging"] = between(strings(maps[m_theme == Theme::Dark ? "divergingDark" : "divergingLight"]));
}

QColor Look::colour(const char* name) const
{
    return m_colours.value(QString::fromLatin1(name), Qt::magenta);
}
QColor Look::layerFill(const QString& layer) const { return m_layerFill.value(layer, colour("controlLine")); }
QColor Look::layerText(const QString& layer) const { return inkOn(layerFill(layer)); }
int Look::px(double length) const { return int(std::lround(length * m_scale)); }
const std::array<QRgb, 256>& Look::colourMap(const QString& name) const
{
    const auto found = m_maps.constFind(name);
    return found != m_maps.constEnd() ? *found : *m_maps.constFind("viridis");
}

QFont Look::font(Type type) const
{
    const QHash<QString, int>& style = *m_types.constFind(styleName(type));
    const bool number = type >= Type::Number;
    QFont font;
    font.setFamilies(number ? m_number : m_ui);
    font.setStyleHint(number ? QFont::Monospace : QFont::SansSerif);
    font.setPixelSize(std::max(leastType(), px(style["size"])));
    font.setWeight(QFont::Weight(type == Type::Strong ? 600 : style["weight"]));
    return font;
}

QString Look::sheet() const
{
    QString sheet = QString::fromUtf8(resource("style.qss"));
    sheet.replace("@theme", m_theme == Theme::Dark ? "dark" : "light");
    static const QRegularExpression length(R"(@px\(([0-9.]+)\))"), name(R"(@([a-zA-Z]+))");
    const auto replace = [&sheet](const QRegularExpression& what, const auto& by) {
        QString result;
        qsizetype from = 0;
        for (auto it = what.globalMatch(sheet); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            result += sheet.mid(from, match.capturedStart() - from) + by(match.captured(1));
            from = match.capturedEnd();
        }
        sheet = result + sheet.mid(from);
    };
    replace(length, [this](const QString& number) { return QString::number(px(number.toDouble())) + "px"; });
    static const QRegularExpression size(R"((?<=font-size: )([0-9]+)(?=px))");
    replace(size,
        [this](const QString& pixels) { return QString::number(std::max(pixels.toInt(), leastType())); });
    replace(name, [this](const QString& word) {
        const QColor colour = m_colours.value(word, Qt::magenta);
        return QString("rgba(%1,%2,%3,%4)")
            .arg(colour.red())
            .arg(colour.green())
            .arg(colour.blue())
            .arg(colour.alpha());
    });
    return sheet;
}

void applyLook(QApplication& application, Look::Theme theme, double scale, bool presenter)
{
    loadResources();
    Look& now = current();
    now.m_theme = theme;
    now.m_scale = std::clamp(scale, 1.0, 2.0);
    now.m_presenter = presenter;
    now.read();
    static bool isFusion = false;
    if (!std::exchange(isFusion, true))
        QApplication::setStyle(QStyleFactory::create("Fusion"));
    QPalette palette;
    const auto set
        = [&](QPalette::ColorRole role, const char* name) { palette.setColor(role, now.colour(name)); };
    set(QPalette::Window, "window");
    set(QPalette::WindowText, "text");
    set(QPalette::Base, "panel");
    set(QPalette::AlternateBase, "raised");
    set(QPalette::Text, "text");
    set(QPalette::Button, "raised");
    set(QPalette::ButtonText, "text");
    set(QPalette::Highlight, "accent");
    set(QPalette::HighlightedText, "onAccent");
    set(QPalette::PlaceholderText, "textTertiary");
    set(QPalette::Link, "positive");
    set(QPalette::ToolTipBase, "panel");
    set(QPalette::ToolTipText, "text");
    static QPointer<LateLook> late;
    if (!late)
        application.installEventFilter(late = new LateLook(&application));
    // With a sheet in force, palette, font and a new sheet would each work it out anew for every widget.
    late->begin();
    tellLengths();
    application.setStyleSheet({});
    late->passOverHidden();
    application.setPalette(palette);
    application.setFont(now.font(Look::Type::Body));
    application.setStyleSheet(now.sheet());
    late->end();
}
