#include "app/gui/state_file.h"
#include "engine/core/error.h"

#include <QtTest>

/// A saved state opens at the same place.
class TstStateFile : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources"); }
    void comesBack();
    void comesBackOverAnotherNetwork();
    void comesBackWithB();
    void comesBackWithoutABThatIsGone();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
};

void TstStateFile::comesBack()
{
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(qRgb(200, 60, 30));
    PictureSource source;
    QBuffer buffer(&source.bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    source.name = "red";

    Session first;
    Selection selected;
    first.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    first.openPicture(source);
    QTRY_VERIFY_WITH_TIMEOUT(first.answer(), 60000);
    PictureEdits edits;
    edits.rotation = 12;
    edits.saturation = 0.5;
    edits.shift = {2, -1};
    edits.strokes.push_back({BrushStroke::Kind::Blur, 0.1, {{0.2, 0.3}, {0.4, 0.5}}});
    Alterations off;
    off.units.insert({"conv2", 7});
    off.biases.insert("conv1");
    const auto lookedAgain = [&](auto change) {
        QSignalSpy answered(&first, &Session::answered);
        change();
        return answered.wait(60000);
    };
    QVERIFY(lookedAgain([&] { first.edit(edits, "edits"); }));
    QVERIFY(lookedAgain([&] { first.alter(off, "off"); }));
    selected.go({"explore", "conv2", 7, QPoint(3, 4), true});

    Session second;
    Selection again;
    second.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    stateFromJson(stateToJson(first, selected), second, again);
    QTRY_VERIFY_WITH_TIMEOUT(second.answer(), 60000);
    QCOMPARE(second.edits(), edits);
    QCOMPARE(second.alterations(), off);
    QCOMPARE(again.spot(), selected.spot());
    QCOMPARE(second.answer()->name, QString("red"));
    QCOMPARE(second.answer()->scores, first.answer()->scores);
}

/// B with its own network, picture and edits; then A.
void TstStateFile::comesBackWithB()
{
    Session first;
    Selection selected;
    first.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"), {.model = "cifar-quick", .random = true});
    first.openPicture({.path = SOURCE_DIR "/resources/samples/robin.png"});
    QTRY_VERIFY_WITH_TIMEOUT(first.answer(), 60000);
    QSignalSpy answered(&first, &Session::answered);
    PictureEdits edits;
    edits.rotation = 30;
    first.edit(edits, "turn");
    QVERIFY(answered.wait(60000));
    first.pin();
    first.openNetwork({});
    QVERIFY(answered.wait(60000));
    first.openPicture({.path = SOURCE_DIR "/resources/samples/liner.png"});
    QVERIFY(answered.wait(60000));
    selected.selectUnit("conv1", 3);

    Session second;
    Selection again;
    second.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    stateFromJson(stateToJson(first, selected), second, again);
    QTRY_VERIFY_WITH_TIMEOUT(second.pinned() && second.answer() != second.pinned(), 60000);
    QCOMPARE(second.pinned()->network->name, QString("cifar-quick"));
    QCOMPARE(second.pinned()->scores, first.pinned()->scores);
    QCOMPARE(second.pinnedCircumstances().edits, edits);
    QCOMPARE(second.answer()->network->name, first.answer()->network->name);
    QCOMPARE(second.answer()->scores, first.answer()->scores);
    QCOMPARE(second.edits(), PictureEdits());
    // A state without B lets go of the B that was there.
    first.unpin();
    stateFromJson(stateToJson(first, selected), second, again);
    QVERIFY(!second.pinned());
}

/// What can be had comes, and the reason is told.
void TstStateFile::comesBackWithoutABThatIsGone()
{
    QTemporaryDir folder;
    const QString gone = folder.filePath("gone.png");
    QVERIFY(QFile::copy(SOURCE_DIR "/resources/samples/robin.png", gone));
    Session session;
    Selection selection;
    session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    QSignalSpy answered(&session, &Session::answered);
    session.openPicture({.path = gone});
    QVERIFY(answered.wait(60000));
    session.pin();
    session.openPicture({.path = SOURCE_DIR "/resources/samples/liner.png"});
    QVERIFY(answered.wait(60000));
    const QByteArray state = stateToJson(session, selection);
    session.unpin();
    QVERIFY(QFile::remove(gone));
    QSignalSpy failed(&session, &Session::pictureFailed);
    stateFromJson(state, session, selection);
    QVERIFY(answered.wait(60000));
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][1].toString().contains("gone.png"));
    QVERIFY(!session.pinned());
    QCOMPARE(session.answer()->name, QString("liner.png"));
}

/// Edits and switches are those of the state, not of what was open before.
void TstStateFile::comesBackOverAnotherNetwork()
{
    Session session;
    Selection selection;
    session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    session.openPicture({.path = SOURCE_DIR "/resources/samples/robin.png"});
    QTRY_VERIFY_WITH_TIMEOUT(session.answer(), 60000);
    PictureEdits edits;
    edits.brightness = 0.1;
    Alterations off;
    off.units.insert({"conv1", 2});
    const auto changes = [&](auto change) {
        QSignalSpy answered(&session, &Session::answered);
        change();
        return answered.wait(60000);
    };
    QVERIFY(changes([&] { session.edit(edits, "edits"); }));
    QVERIFY(changes([&] { session.alter(off, "off"); }));
    const QByteArray state = stateToJson(session, selection);
    const std::vector<float> scores = session.answer()->scores;
    QVERIFY(changes([&] { session.openNetwork({.model = "cifar-quick", .random = true}); }));
    QVERIFY(changes([&] { session.edit({}, "none"); }));

    QVERIFY(session.alterations().isEmpty());
    stateFromJson(state, session, selection);
    QTRY_COMPARE_WITH_TIMEOUT(session.answer()->network->name, QString("alexnet-cifar10"), 60000);
    QTest::qWait(500); // nothing may come after it
    QCOMPARE(session.edits(), edits);
    QCOMPARE(session.alterations(), off);
    QCOMPARE(session.answer()->scores, scores);
}

void TstStateFile::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("\x89PNG\r\n");
    QTest::newRow("other JSON") << QByteArray("{\"a\": 1}");
    QTest::newRow("newer") << QByteArray("{\"alexscope\": 99}");
}

void TstStateFile::refusesOtherFiles()
{
    QFETCH(QByteArray, bytes);
    Session session;
    Selection selection;
    selection.go({"model", "conv1", 1, {}, false});
    const Spot before = selection.spot();
    QVERIFY_EXCEPTION_THROWN(stateFromJson(bytes, session, selection), engine::Error);
    QCOMPARE(selection.spot(), before);
}

QObject* makeTstStateFile() { return new TstStateFile; }
#include "tst_state_file.moc"
