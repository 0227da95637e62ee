#include "app/models/device_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace {

std::vector<DeviceEntry> devices()
{
    return {{"Card", "discrete", "uuid-1", "driver 1", {}, {}},
        {"Old card", "integrated", "uuid-2", "driver 2", "it has no Vulkan 1.1", {}},
        {"llvmpipe", "cpu", "uuid-3", "driver 3", {}, {}}};
}

}

/// The list of devices.
class TstDeviceModel : public QObject {
    Q_OBJECT
private slots:
    void isAProperModel()
    {
        DeviceModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setDevices(devices(), "uuid-3");
        QCOMPARE(model.rowCount(), 3);
        model.setDevices({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void marksTheOneInUse()
    {
        DeviceModel model;
        model.setDevices(devices(), "uuid-3");
        QCOMPARE(model.currentRow(), 2);
        QCOMPARE(model.index(2, DeviceModel::State).data().toString(), QString("in use"));
        QCOMPARE(model.index(0, DeviceModel::State).data().toString(), QString());
        model.setDevices(devices(), "elsewhere");
        QCOMPARE(model.currentRow(), -1);
        model.setDevices(devices(), {});
        QCOMPARE(model.currentRow(), -1);
    }

    void thoseThatCannotBeUsedCannotBeChosen()
    {
        DeviceModel model;
        model.setDevices(devices(), "uuid-1");
        QVERIFY(model.flags(model.index(0, 0)) & Qt::ItemIsEnabled);
        QVERIFY(!(model.flags(model.index(1, 0)) & Qt::ItemIsEnabled));
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains("it has no Vulkan 1.1"));
        QCOMPARE(model.deviceAt(1)->uuid, QString("uuid-2"));
        QVERIFY(!model.deviceAt(3));
    }
};

QObject* makeTstDeviceModel() { return new TstDeviceModel; }
#include "tst_device_model.moc"
