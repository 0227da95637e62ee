#include "app/session/save_later.h"
#include "app/views/preferences.h"

#include <QtTest>

class TstPreferences : public QObject {
    Q_OBJECT
private slots:
    void areThereAgainNextTime();
    void remembersNetworks();
    void readsTheThemeOfEarlierFiles();
    void aDamagedFileIsKeptAside();
    void oddValuesAreBroughtIntoRange();
    void saysOnceThatNothingCanBeKept();
};

void TstPreferences::areThereAgainNextTime()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("new/settings.json");
    {
        Preferences preferences(file);
        QVERIFY(preferences.problem().isEmpty());
        preferences.setLight(true);
        preferences.setFontScale(1.5);
        preferences.setColourMap("cividis");
        for (int i = 0; i < 12; ++i)
            preferences.addRecentPicture(QString("/pictures/%1.png").arg(i));
        preferences.addRecentPicture("/pictures/5.png");
    }
    const Preferences again(file);
    QVERIFY(again.light());
    QCOMPARE(again.fontScale(), 1.5);
    QCOMPARE(again.colourMap(), QString("cividis"));
    QCOMPARE(again.recentPictures().size(), 10);
    QCOMPARE(again.recentPictures().front(), QString("/pictures/5.png"));
}

void TstPreferences::remembersNetworks()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("settings.json");
    NetworkChoice second;
    second.model = "alexnet";
    second.random = true;
    second.seed = 12345678901234567890ull;
    {
        Preferences preferences(file);
        QSignalSpy changed(&preferences, &Preferences::changed);
        preferences.addRecentNetwork({});
        preferences.addRecentNetwork(second);
        for (int i = 0; i < 12; ++i) {
            NetworkChoice other;
            other.weights = QString("/weights/%1.pth").arg(i);
            preferences.addRecentNetwork(other);
        }
        preferences.addRecentNetwork(second);
        QCOMPARE(changed.size(), 0); // nothing that is shown depends on it
    }
    const Preferences again(file);
    QCOMPARE(again.recentNetworks().size(), std::size_t(10));
    QCOMPARE(again.recentNetworks().front(), second);
    QCOMPARE(again.recentNetworks()[1].weights, QString("/weights/11.pth"));
}

void TstPreferences::readsTheThemeOfEarlierFiles()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("settings.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"light": true})");
    file.close();
    QCOMPARE(Preferences(file.fileName()).theme(), Preferences::Theme::Light);
}

void TstPreferences::aDamagedFileIsKeptAside()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath("settings.json");
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"light\": tr");
    file.close();
    const Preferences preferences(name);
    QVERIFY(preferences.problem().contains(name));
    QVERIFY(!preferences.light());
    QVERIFY(!QFile::exists(name));
    QFile aside(name + ".damaged");
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), QByteArray("{\"light\": tr"));
}

void TstPreferences::oddValuesAreBroughtIntoRange()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath("settings.json");
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"fontScale": 40, "colourMap": "rainbow", "light": "perhaps"})");
    file.close();
    const Preferences preferences(name);
    QCOMPARE(preferences.fontScale(), 2.0);
    QCOMPARE(preferences.colourMap(), QString("viridis"));
    QVERIFY(!preferences.light());
}

void TstPreferences::saysOnceThatNothingCanBeKept()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Preferences preferences(folder.filePath("file/settings.json")); // inside of what is no folder
    QSignalSpy notKept(&preferences, &Preferences::notKept);
    preferences.setLight(true);
    preferences.setFontScale(1.5);
    QVERIFY(notKept.wait(30000));
    finishSaving();
    QCoreApplication::processEvents();
    QCOMPARE(notKept.count(), 1);
    QVERIFY(notKept[0][0].toString().contains(preferences.file()));
    QVERIFY(preferences.light());
}

QObject* makeTstPreferences() { return new TstPreferences; }
#include "tst_preferences.moc"
