#include "app/gui/state_file.h"

#include "engine/core/error.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

constexpr int version = 1;

QJsonObject toJson(const PictureEdits& edits)
{
    QJsonArray strokes;
    for (const BrushStroke& stroke : edits.strokes) {
        QJsonArray points;
        for (const QPointF& point : stroke.points)
            points.append(QJsonArray {point.x(), point.y()});
        strokes.append(QJsonObject {{"kind", stroke.kind == BrushStroke::Kind::Erase ? "erase" : "blur"},
            {"radius", stroke.radius}, {"points", points}});
    }
    return {{"rotation", edits.rotation}, {"brightness", edits.brightness}, {"saturation", edits.saturation},
        {"shift", QJsonArray {edits.shift.x(), edits.shift.y()}}, {"strokes", strokes}};
}

PictureEdits editsFrom(const QJsonObject& json)
{
    PictureEdits edits;
    edits.rotation = std::clamp(json["rotation"].toDouble(), -180.0, 180.0);
    edits.brightness = std::clamp(json["brightness"].toDouble(), -1.0, 1.0);
    edits.saturation = std::clamp(json["saturation"].toDouble(1), 0.0, 2.0);
    edits.shift = {json["shift"][0].toInt(), json["shift"][1].toInt()};
    for (const QJsonValue& value : json["strokes"].toArray()) {
        BrushStroke stroke;
        stroke.kind = value["kind"].toString() == "blur" ? BrushStroke::Kind::Blur : BrushStroke::Kind::Erase;
        stroke.radius = std::clamp(value["radius"].toDouble(), 0.0, 1.0);
        for (const QJsonValue& point : value["points"].toArray())
            stroke.points.push_back({point[0].toDouble(), point[1].toDouble()});
        edits.strokes.push_back(stroke);
    }
    return edits;
}

QJsonObject toJson(const Alterations& alterations)
{
    QJsonArray units, layers, biases;
    for (const Alterations::Unit& unit : alterations.units)
        units.append(QJsonArray {unit.layer, unit.index});
    for (const QString& layer : alterations.layers)
        layers.append(layer);
    for (const QString& bias : alterations.biases)
        biases.append(bias);
    return {{"units", units}, {"layers", layers}, {"biases", biases}, {"wires", alterations.wires}};
}

Alterations alterationsFrom(const QJsonObject& json)
{
    Alterations alterations;
    for (const QJsonValue& unit : json["units"].toArray())
        alterations.units.insert({unit[0].toString(), unit[1].toInt()});
    for (const QJsonValue& layer : json["layers"].toArray())
        alterations.layers.insert(layer.toString());
    for (const QJsonValue& bias : json["biases"].toArray())
        alterations.biases.insert(bias.toString());
    alterations.wires = json["wires"].toBool();
    return alterations;
}

QJsonObject toJson(const Spot& spot)
{
    QJsonObject json {{"place", spot.place}, {"layer", spot.layer}, {"unit", spot.unit}, {"why", spot.why}};
    if (spot.position)
        json["position"] = QJsonArray {spot.position->x(), spot.position->y()};
    return json;
}

QJsonObject toJson(const Circumstances& of)
{
    const NetworkChoice& choice = of.network;
    const QJsonObject network {{"model", choice.model}, {"weights", choice.weights},
        {"random", choice.random}, {"seed", QString::number(choice.seed)}, {"labels", choice.labels},
        {"preprocess", choice.preprocess}};
    const QJsonObject picture {{"path", of.picture.path}, {"name", of.picture.name},
        {"bytes", QString::fromLatin1(of.picture.bytes.toBase64())}};
    return {{"network", network}, {"picture", picture}, {"edits", toJson(of.edits)},
        {"off", toJson(of.alterations)}};
}

Circumstances circumstancesFrom(const QJsonObject& json)
{
    const QJsonObject network = json["network"].toObject(), picture = json["picture"].toObject();
    Circumstances of;
    of.network.model = network["model"].toString();
    of.network.weights = network["weights"].toString();
    of.network.random = network["random"].toBool();
    of.network.seed = network["seed"].toString("1").toULongLong();
    of.network.labels = network["labels"].toString();
    of.network.preprocess = network["preprocess"].toString();
    of.picture = {picture["path"].toString(), QByteArray::fromBase64(picture["bytes"].toString().toLatin1()),
        picture["name"].toString()};
    of.edits = editsFrom(json["edits"].toObject());
    of.alterations = alterationsFrom(json["off"].toObject());
    return of;
}

}

QByteArray stateToJson(const Session& session, const Selection& selection)
{
    QJsonObject state
        = toJson(Circumstances {session.choice(), session.source(), session.edits(), session.alterations()});
    state["alexscope"] = version;
    state["selection"] = toJson(selection.spot());
    if (session.pinned())
        state["b"] = toJson(session.pinnedCircumstances());
    return QJsonDocument(state).toJson();
}

void stateFromJson(const QByteArray& bytes, Session& session, Selection& selection)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    engine::require(
        document.isObject() && document["alexscope"].isDouble(), "it is not a state of AlexScope");
    engine::require(
        document["alexscope"].toInt() <= version, "it was saved by a newer AlexScope: open it with that one");
    const QJsonObject selected = document["selection"].toObject();
    Spot spot {selected["place"].toString("explore"), selected["layer"].toString(),
        selected["unit"].toInt(-1), {}, selected["why"].toBool()};
    if (selected["position"].isArray())
        spot.position = QPoint(selected["position"][0].toInt(), selected["position"][1].toInt());
    session.restore(circumstancesFrom(document.object()), circumstancesFrom(document["b"].toObject()));
    selection.go(spot);
}
