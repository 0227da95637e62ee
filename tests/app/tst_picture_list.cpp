#include "app/session/fields.h"
#include "app/session/picture_list.h"

#include <QtTest>

/// The opened pictures, on the built-in network.
class TstPictureList : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void stepsThroughSeveral();
    void keepsAPictureThatCannotBeReadAndPassesIt();
    void takesWhatTheSessionAnswers();
    void opensPixels();
    void findsTheFieldOfAPosition();

private:
    PictureSource file(const QString& name, QRgb colour) const;

    QTemporaryDir m_folder;
};

PictureSource TstPictureList::file(const QString& name, QRgb colour) const
{
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(colour);
    const QString path = m_folder.filePath(name);
    image.save(path, "PNG");
    return {.path = path, .bytes = {}, .name = name};
}

void TstPictureList::initTestCase() { qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources"); }

void TstPictureList::stepsThroughSeveral()
{
    Session session;
    PictureList list(session);
    session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    list.open({file("one", qRgb(255, 0, 0)), file("two", qRgb(0, 255, 0)), file("three", qRgb(0, 0, 255))});
    QCOMPARE(list.count(), 3);
    QTRY_VERIFY_WITH_TIMEOUT(session.answer() && session.answer()->name == "one", 60000);
    list.step(-1); // there is none before it
    QCOMPARE(list.current(), 0);
    list.step(1);
    QTRY_COMPARE_WITH_TIMEOUT(session.answer()->name, QString("two"), 30000);
    for (int i = 0; i < 3; ++i)
        QTRY_VERIFY_WITH_TIMEOUT(!list.at(i).small.isNull(), 30000);
    QCOMPARE(list.at(2).small.size(), PictureList::smallSize);
    QCOMPARE(list.at(2).small.pixel(50, 50), qRgb(0, 0, 255));
    list.open({file("two", qRgb(0, 255, 0))}); // known already
    QCOMPARE(list.count(), 3);
}

void TstPictureList::keepsAPictureThatCannotBeReadAndPassesIt()
{
    Session session;
    PictureList list(session);
    session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QFile bad(m_folder.filePath("bad.png"));
    QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("no picture") > 0);
    bad.close();
    list.open({file("one", qRgb(255, 0, 0)), {.path = bad.fileName(), .bytes = {}, .name = "bad.png"},
        file("three", qRgb(0, 0, 255))});
    QTRY_VERIFY_WITH_TIMEOUT(!list.at(1).problem.isEmpty(), 60000);
    QVERIFY(list.at(1).problem.contains("bad.png"));
    list.step(1);
    QTRY_COMPARE_WITH_TIMEOUT(session.answer()->name, QString("three"), 30000);
    QCOMPARE(list.current(), 2);
}

void TstPictureList::takesWhatTheSessionAnswers()
{
    Session session;
    PictureList list(session);
    session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    session.openPicture(file("sample", qRgb(9, 9, 9)));
    QTRY_COMPARE_WITH_TIMEOUT(list.count(), 1, 60000);
    QCOMPARE(list.current(), 0);
    QCOMPARE(list.at(0).source.name, QString("sample"));
}

void TstPictureList::opensPixels()
{
    Session session;
    PictureList list(session);
    session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QImage image(31, 17, QImage::Format_RGB32);
    image.fill(qRgb(10, 200, 30));
    list.open(image, "pasted");
    QTRY_VERIFY_WITH_TIMEOUT(session.answer(), 60000);
    QCOMPARE(session.answer()->pictureSize, QSize(31, 17));
    QCOMPARE(session.answer()->seen.pixel(3, 3), qRgb(10, 200, 30));
}

/// conv 5 x 5 with stride 2 and padding 1: position (2, 1) is reached by pixels 3 to 7 and 1 to 5.
void TstPictureList::findsTheFieldOfAPosition()
{
    NetworkInfo network;
    network.input = {1, 3, 32, 32};
    LayerInfo layer;
    layer.output = {1, 8, 15, 15};
    layer.fieldRows = layer.fieldColumns = {5, 2, -1};
    network.layers.push_back(layer);
    QCOMPARE(fieldOf(network, 0, {2, 1}), QRect(3, 1, 5, 5));
    QVERIFY(fieldOf(network, -1, {0, 0}).isEmpty());
    QCOMPARE(positionAt(network, 0, {5, 3}), QPoint(2, 1));
    QCOMPARE(positionAt(network, 0, {31, 0}), QPoint(14, 0));
}

QObject* makeTstPictureList() { return new TstPictureList; }
#include "tst_picture_list.moc"
