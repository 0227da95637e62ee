#include "app/models/layer_budgets.h"
#include "app/models/layer_model.h"
#include "app/models/layer_words.h"
#include "app/widgets/ink.h"
#include "app/widgets/look.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace {

/// conv1, relu1 and fc2 of the numbers that a network of these extents has.
std::shared_ptr<NetworkInfo> network()
{
    auto info = std::make_shared<NetworkInfo>();
    info->name = "small";
    info->input = {1, 3, 6, 6};
    info->layers = {
        {"conv1", "Convolution", {1, 8, 4, 4}, false, 2, 224, 3456, 128, 3},
        {"relu1", "ReLU", {1, 8, 4, 4}, false, 2, 0, 0, 0, 3},
        {"fc2", "FullyConnected", {1, 10, 1, 1}, true, 1, 1290, 1280, 10, 6},
    };
    return info;
}

ClassificationPointer answerOf(NetworkPointer info)
{
    auto answer = std::make_shared<Classification>();
    answer->network = std::move(info);
    answer->times = {{"conv1", 3}, {"fc2", 1}};
    return answer;
}

QString cell(const LayerModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

}

/// The table of layers and the four budgets.
class TstLayerModel : public QObject {
    Q_OBJECT
private slots:
    void isAProperModel()
    {
        LayerModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const NetworkPointer info = network();
        model.setNetwork(info);
        model.setAnswer(answerOf(info));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.columnCount(), int(LayerModel::ColumnCount));
        model.setNetwork(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void saysWhatLayersAre()
    {
        LayerModel model;
        model.setNetwork(network());
        QCOMPARE(cell(model, 0, LayerModel::Kind), QString("convolution"));
        QCOMPARE(cell(model, 2, LayerModel::Kind), QString("fully connected"));
        QCOMPARE(cell(model, 0, LayerModel::Output), QString::fromUtf8("4 × 4 × 8"));
        QCOMPARE(cell(model, 2, LayerModel::Output), QString("10"));
        QCOMPARE(cell(model, 2, LayerModel::Parameters), QString("1,290"));
        QCOMPARE(cell(model, 1, LayerModel::Parameters), QString());
        QCOMPARE(cell(model, 0, LayerModel::Memory), QString("512 bytes"));
        QCOMPARE(cell(model, 0, LayerModel::Field), QString("3"));
        QCOMPARE(cell(model, 2, LayerModel::Field), QString("all 6"));
        QVERIFY(model.index(0, LayerModel::Parameters).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(model.csv().contains("fc2,FullyConnected,1,1,10,1290,1280,40,,6\n"));
    }

    void tellsTowersApart()
    {
        NetworkInfo two;
        two.layers = {
            {"conv1", "Convolution", {1, 8, 9, 9}, false, 2},
            {"pool1", "MaxPool", {1, 8, 4, 4}, false, 2},
            {"conv2", "Convolution", {1, 8, 4, 4}, false, 2},
            {"conv3", "Convolution", {1, 8, 4, 4}, false, 2},
        };
        two.layers[0].window = 11;
        two.layers[0].step = 4;
        two.layers[2].window = two.layers[3].window = 3;
        two.layers[2].groups = 2;
        QCOMPARE(typeWords(two, 0), QString::fromUtf8("convolution 11 × 11, step 4"));
        QCOMPARE(typeWords(two, 1), QString("max-pooling"));
        QCOMPARE(typeWords(two, 2), QString::fromUtf8("convolution 3 × 3, each tower"));
        QCOMPARE(typeWords(two, 3), QString::fromUtf8("convolution 3 × 3, both towers"));
        for (LayerInfo& layer : two.layers)
            layer.towers = 1;
        QCOMPARE(typeWords(two, 3), QString::fromUtf8("convolution 3 × 3"));
    }

    void seesNoMoreThanThePicture()
    {
        NetworkInfo info = *network();
        info.layers[2].receptiveField = 63;
        QCOMPARE(fieldWords(info, 2), QString("all 6"));
        QVERIFY(fieldSentence(info, 2).contains("63")); // by arithmetic
        info.layers[2].receptiveField = 5;
        QCOMPARE(fieldWords(info, 2), QString("5"));
    }

    void totalsAreThoseOfTheBudgets()
    {
        LayerModel model;
        const NetworkPointer info = network();
        model.setNetwork(info);
        QCOMPARE(model.total(LayerModel::Time), QString());
        model.setAnswer(answerOf(info));
        const std::vector<LayerBudget> budgets = budgetsOf(*info, answerOf(info).get());
        QCOMPARE(model.total(LayerModel::Parameters), QString("1,514"));
        QCOMPARE(budgets[0].sum, 1514.0);
        QCOMPARE(model.total(LayerModel::MultiplyAdds), QString("4,736"));
        QCOMPARE(model.total(LayerModel::Memory), budgets[2].total);
        QCOMPARE(model.total(LayerModel::Time), QString("4.00"));
        QCOMPARE(model.total(LayerModel::Field), QString());
        QCOMPARE(model.rowCount(), 3); // the total is no layer
    }

    void everyLayerHasTheChipOfItsBudget()
    {
        LayerModel model;
        model.setNetwork(network());
        model.setFill([](const QString& layer) { return layer == "relu1" ? Qt::gray : Qt::blue; });
        QCOMPARE(model.index(1, LayerModel::Name).data(Qt::DecorationRole).value<QColor>(), QColor(Qt::gray));
    }

    void budgetLabelsCanBeRead()
    {
        for (const Look::Theme theme : {Look::Theme::Light, Look::Theme::Dark}) {
            applyLook(*qApp, theme, 1);
            for (const char* layer :
                {"conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8", "relu1", "pool2"}) {
                QVERIFY2(contrastOf(look().layerFill(layer), look().layerText(layer)) >= 4.5, layer);
            }
        }
    }

    void showsTimesOfItsOwnNetworkOnly()
    {
        LayerModel model;
        const NetworkPointer info = network();
        model.setNetwork(info);
        model.setAnswer(answerOf(network()));
        QCOMPARE(cell(model, 0, LayerModel::Time), QString());
        model.setAnswer(answerOf(info));
        QCOMPARE(cell(model, 0, LayerModel::Time), QString("3.00"));
        QCOMPARE(cell(model, 1, LayerModel::Time), QString());
        QCOMPARE(model.layerAt(2), QString("fc2"));
        QCOMPARE(model.layerAt(3), QString());
    }

    void budgetsAddUp()
    {
        const NetworkPointer info = network();
        const std::vector<LayerBudget> budgets = budgetsOf(*info, answerOf(info).get());
        QCOMPARE(budgets.size(), std::size_t(4));
        QCOMPARE(budgets[0].sum, 1514.0);
        QCOMPARE(budgets[3].share(0), 0.75);
        for (const LayerBudget& budget : budgets)
            QVERIFY(std::abs(budget.share(0) + budget.share(1) + budget.share(2) - 1) < 1e-12);
        QCOMPARE(budgetHeadline(*info, budgets),
            QString("convolutions: 14.8 % of the parameters, 73.0 % of the multiply-adds"));
        QVERIFY(budgetsOf(*info, nullptr)[3].costs.empty());
    }
};

QObject* makeTstLayerModel() { return new TstLayerModel; }
#include "tst_layer_model.moc"
