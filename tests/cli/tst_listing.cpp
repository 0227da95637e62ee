#include "tests/cli/program.h"

#include <QRegularExpression>
#include <QtTest>

class TstListing : public QObject {
    Q_OBJECT

private slots:
    void describesDevices();
    void describesModels();
    void knowsSixModels();
    void listsForPeople();
    void refusesUnknownDevices();
};

static QString text(const Json& value) { return QString::fromStdString(value.get<std::string>()); }

void TstListing::describesDevices()
{
    const Answer answer = Workplace().run({"devices", "--json"});
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.err, QByteArray());
    const Json devices = answer.json()["devices"];
    QVERIFY(devices.is_array() && !devices.empty());
    const QRegularExpression uuid("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
    const QRegularExpression version("^[0-9]+[.][0-9]+[.][0-9]+$");
    const QStringList types = {"discrete", "integrated", "virtual", "cpu", "other"};
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const Json& device = devices[i];
        QCOMPARE(faultOf(device,
                     {{"index", "number"}, {"name", "string"}, {"type", "string"}, {"uuid", "string"},
                         {"driver", "string"}, {"api", "string"}, {"limits", "object"}}),
            QString());
        QCOMPARE(device["index"].get<std::size_t>(), i);
        QVERIFY(types.contains(text(device["type"])));
        QVERIFY(uuid.match(text(device["uuid"])).hasMatch());
        QVERIFY(version.match(text(device["api"])).hasMatch());
        QVERIFY(device["limits"]["storage_buffer_bytes"].is_number_unsigned());
    }
}

void TstListing::describesModels()
{
    const Answer answer = Workplace().run({"models", "--json"}, {.variables = withoutVulkan()});
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.err, QByteArray());
    const Json models = answer.json()["models"];
    QVERIFY(models.is_array());
    for (const Json& model : models) {
        QCOMPARE(faultOf(model,
                     {{"name", "string"}, {"input", "array"}, {"classes", "number"}, {"parameters", "number"},
                         {"built_in", "boolean"}, {"licence", "string"}}),
            QString());
        QCOMPARE(model["built_in"].get<bool>(), text(model["name"]) == "alexnet-cifar10");
    }
    QCOMPARE(models[0]["input"], Json({3, 32, 32}));
    QCOMPARE(models[0]["classes"], Json(10));
    QCOMPARE(models[0]["licence"], Json("GPL-3.0-or-later"));
}

void TstListing::knowsSixModels()
{
    const Json models = Workplace().run({"models", "--json"}).json()["models"];
    QStringList names;
    for (const Json& model : models)
        names << text(model["name"]);
    QCOMPARE(names,
        QStringList({"alexnet-cifar10", "alexnet", "alexnet-bvlc", "caffenet", "alexnet-torchvision",
            "cifar-quick"}));
    QCOMPARE(models[1]["parameters"], Json(60'965'224));
    QCOMPARE(models[4]["parameters"], Json(61'100'840));
}

void TstListing::listsForPeople()
{
    const Workplace place;
    const Answer models = place.run({"models"});
    QCOMPARE(models.code, 0);
    QVERIFY(models.out.contains("alexnet-torchvision"));
    QVERIFY(models.out.contains("(built in)"));
    const Answer devices = place.run({"devices"});
    QCOMPARE(devices.code, 0);
    const Json first = place.run({"devices", "--json"}).json()["devices"][0];
    QVERIFY(devices.out.contains(first["name"].get<std::string>().c_str()));
    QVERIFY(devices.out.contains(first["uuid"].get<std::string>().c_str()));
}

void TstListing::refusesUnknownDevices()
{
    const Workplace place;
    QCOMPARE(
        faultOf(place.run({"devices", "--device", "no such"}), 2, "there is no Vulkan device \"no such\""),
        QString());
    const Json first = place.run({"devices", "--json"}).json()["devices"][0];
    QCOMPARE(place.run({"--device", text(first["uuid"]), "devices"}).code, 0);
}

QObject* makeTstListing() { return new TstListing; }

#include "tst_listing.moc"
