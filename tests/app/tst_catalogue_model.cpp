#include "app/models/catalogue_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace {

std::vector<NetworkOffer> offers(bool there = false)
{
    NetworkOffer builtIn {
        NetworkOffer::Kind::BuiltIn, "small", "A small one", "small", "GPL-3.0-or-later", 10, 1200};
    NetworkOffer known {NetworkOffer::Kind::Architecture, "large", "A large one", "large",
        "as its source says", 1000, 60'965'224};
    NetworkOffer published {
        NetworkOffer::Kind::Download, "large", "Trained", "large", "BSD-3-Clause", 1000, 60'965'224};
    published.file = "/models/large.pth";
    published.bytes = 2048;
    published.there = there;
    return {builtIn, known, published};
}

QString state(const CatalogueModel& model, int row)
{
    return model.index(row, CatalogueModel::State).data().toString();
}

}

/// The list of networks and downloads.
class TstCatalogueModel : public QObject {
    Q_OBJECT
private slots:
    void isAProperModel()
    {
        CatalogueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setOffers(offers());
        model.setProgress("large", 512, 2048);
        model.setOffers(offers(true));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.columnCount(), int(CatalogueModel::ColumnCount));
    }

    void saysWhatWeightsThereAre()
    {
        CatalogueModel model;
        model.setOffers(offers());
        QCOMPARE(state(model, 0), QString("built in"));
        QCOMPARE(state(model, 1), QString("without weights"));
        QCOMPARE(state(model, 2), QString("to be downloaded"));
        QCOMPARE(model.index(2, CatalogueModel::Size).data().toString(), QString("2.0 KiB"));
        QCOMPARE(model.index(2, CatalogueModel::Licence).data().toString(), QString("BSD-3-Clause"));
        model.setOffers(offers(true));
        QCOMPARE(state(model, 2), QString("on this computer"));
    }

    void followsADownload()
    {
        CatalogueModel model;
        model.setOffers(offers());
        QCOMPARE(model.index(2, 0).data(CatalogueModel::ProgressRole).toDouble(), -1.0);
        model.setProgress("large", 512, 2048);
        QCOMPARE(state(model, 2), QString("25.0 %"));
        QCOMPARE(state(model, 1), QString("without weights")); // the network of the same name
        QCOMPARE(model.index(2, 0).data(CatalogueModel::ProgressRole).toDouble(), 0.25);
        model.setProgress("large", 512, 0);
        QCOMPARE(state(model, 2), QString("512 bytes"));
        model.setProgress({}, 0, 0);
        model.setProblem("large", "the hash is another one");
        QCOMPARE(state(model, 2), QString("failed"));
        QCOMPARE(model.problemAt(2), QString("the hash is another one"));
        QCOMPARE(model.problemAt(1), QString());
        model.setProblem("large", {});
        QCOMPARE(state(model, 2), QString("to be downloaded"));
    }

    void marksTheNetworkInUse()
    {
        CatalogueModel model;
        model.setOffers(offers(true));
        auto info = std::make_shared<NetworkInfo>();
        info->name = "large";
        info->seed = 7;
        model.setNetwork(info);
        QCOMPARE(state(model, 1), QString("in use, random weights 7"));
        QVERIFY(!model.isInUse(2));
        info->weights = "/models/large.pth";
        model.setNetwork(info);
        QVERIFY(model.isInUse(2) && !model.isInUse(1) && !model.isInUse(0));
        info->name = "small";
        info->weights = "/somewhere/models/small.safetensors";
        model.setNetwork(info);
        QVERIFY(model.isInUse(0) && !model.isInUse(2));
    }
};

QObject* makeTstCatalogueModel() { return new TstCatalogueModel; }
#include "tst_catalogue_model.moc"
