#include "app/gui/main_window.h"
#include "app/widgets/look.h"
#include "app/widgets/message_bar.h"

#include <QtTest>

/// The window on a machine without any Vulkan driver.
class TstNoDevice : public QObject {
    Q_OBJECT
private slots:
    void saysWhatToInstall();
};

void TstNoDevice::saysWhatToInstall()
{
    // Vulkan's loader reads both names, the older one where the newer is unknown.
    for (const char* name : {"VK_DRIVER_FILES", "VK_ICD_FILENAMES"})
        qputenv(name, "/nonexistent/driver.json");
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    applyLook(*qApp, Look::Theme::Dark, 1);
    QTemporaryDir folder;
    Preferences preferences(folder.filePath("settings.json"));
    Session session;
    Selection selection;
    MainWindow window({session, selection, preferences});
    window.resize(1280, 800);
    window.show();
    session.openDevice({});
    QTRY_VERIFY_WITH_TIMEOUT(window.messages().sentence().contains("mesa-vulkan-drivers"), 60000);
    QVERIFY(window.messages().isVisible());
    QVERIFY2(!session.network(), "no network can be open without a device");

    // It stays usable: a picture is asked for, refused with the same reason, and the places can be seen.
    window.messages().say(MessageBar::Kind::Warning, "something else");
    window.openFiles({SOURCE_DIR "/resources/samples/robin.png"});
    for (const char* place : {"filters", "model", "explore"})
        selection.setPlace(place);
    QTRY_VERIFY_WITH_TIMEOUT(window.messages().sentence().contains("mesa-vulkan-drivers"), 60000);
    QVERIFY(!session.answer());
}

QObject* makeTstNoDevice() { return new TstNoDevice; }
#include "tst_no_device.moc"
