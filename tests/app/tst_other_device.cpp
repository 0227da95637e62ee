#include "desk_window.h"

#include "app/models/device_model.h"
#include "app/views/device_panel.h"
#include "app/widgets/data_table.h"
#include "app/widgets/segmented.h"

#include <QPushButton>
#include <QtTest>

/// Choosing another device in the window, on machines that have a second one.
class TstOtherDevice : public QObject {
    Q_OBJECT
private slots:
    void answersOnBothWithoutARestart();
};

void TstOtherDevice::answersOnBothWithoutARestart()
{
    DeskWindow desk;
    Session& session = desk.session;
    Selection& selection = desk.selection;
    MainWindow& window = desk.window;
    session.openDevice({});
    window.openFiles({SOURCE_DIR "/resources/samples/robin.png"});
    QTRY_VERIFY_WITH_TIMEOUT(session.answer(), 60000);
    const ClassificationPointer before = session.answer();
    selection.setPlace("model");
    auto* tabs = window.view("model")->findChild<Segmented*>();
    QVERIFY(tabs);
    QTest::mouseClick(tabs->button(3), Qt::LeftButton);
    auto* panel = window.findChild<DevicePanel*>();
    auto* model = panel->findChild<DeviceModel*>();
    auto* table = panel->findChild<DataTable*>();
    QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() > 0 && model->currentRow() >= 0, 60000);
    int other = -1;
    for (int row = 0; row < model->rowCount(); ++row)
        if (row != model->currentRow() && model->deviceAt(row)->unusable.isEmpty())
            other = row;
    if (other < 0)
        QSKIP("this machine has one device only");
    const QString first = model->deviceAt(model->currentRow())->uuid, second = model->deviceAt(other)->uuid;

    QPushButton *use = nullptr, *best = nullptr;
    for (QPushButton* button : panel->findChildren<QPushButton*>()) {
        use = button->text() == "Use this device" ? button : use;
        best = button->text() == "The best one" ? button : best;
    }
    QVERIFY(use && best && !use->isEnabled() && !best->isEnabled());
    table->selectRow(other);
    QVERIFY(use->isEnabled());
    QSignalSpy answered(&session, &Session::answered);
    QTest::mouseClick(use, Qt::LeftButton);
    QVERIFY(answered.wait(120000)); // the same picture, looked at by the other device
    QTRY_COMPARE(model->deviceAt(model->currentRow())->uuid, second);
    QVERIFY(session.network()->device != before->network->device);
    QCOMPARE(session.answer()->order.front(), before->order.front());
    for (std::size_t i = 0; i < before->probabilities.size(); ++i)
        QVERIFY(std::abs(session.answer()->probabilities[i] - before->probabilities[i]) < 1e-4);
    QCOMPARE(desk.preferences.device(), second);
    QCOMPARE(Preferences(desk.folder.filePath("settings.json")).device(), second); // also at the next start

    QVERIFY(best->isEnabled());
    QTest::mouseClick(best, Qt::LeftButton);
    QVERIFY(answered.wait(120000));
    QTRY_COMPARE(model->deviceAt(model->currentRow())->uuid, first);
    QVERIFY(desk.preferences.device().isEmpty());
}

QObject* makeTstOtherDevice() { return new TstOtherDevice; }
#include "tst_other_device.moc"
