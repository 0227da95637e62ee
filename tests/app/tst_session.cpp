#include "app/model/resources.h"
#include "app/session/session.h"

#include <QtTest>

#include <numeric>

/// The door to the engine, used as the window uses it, on the built-in network.
class TstSession : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void answersAPicture();
    void editsCanBeUndone();
    void switchesAUnitOffAndOnAgain();
    void switchesAReluOff();
    void silencesABias();
    void theNewestPictureWins();
    void saysWhatIsWrongWithAPicture();
    void keepsTheNetworkWhenAnotherCannotBeOpened();
    void keepsAnAnswerToCompareWith();
    void workingDoesNotHoldUpTheEventLoop();

private:
    std::unique_ptr<Session> open();
    PictureSource picture(QRgb colour) const;
    static bool waitForAnswer(Session& session);
};

/// A square of that colour with a dark disc in it.
PictureSource TstSession::picture(QRgb colour) const
{
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(colour);
    for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 64; ++x)
            if ((x - 30) * (x - 30) + (y - 20) * (y - 20) < 150)
                image.setPixel(x, y, qRgb(20, 30, 40));
    PictureSource source;
    QBuffer buffer(&source.bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    source.name = "disc";
    return source;
}

bool TstSession::waitForAnswer(Session& session)
{
    QSignalSpy answered(&session, &Session::answered);
    return answered.wait(60000);
}

std::unique_ptr<Session> TstSession::open()
{
    auto session = std::make_unique<Session>();
    session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    session->openPicture(picture(qRgb(90, 140, 200)));
    return waitForAnswer(*session) ? std::move(session) : nullptr;
}

void TstSession::initTestCase() { qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources"); }

void TstSession::answersAPicture()
{
    const auto session = open();
    QVERIFY(session);
    const ClassificationPointer answer = session->answer();
    QCOMPARE(session->network()->name, QString("alexnet-cifar10"));
    QCOMPARE(answer->activations.size(), session->network()->layers.size());
    QCOMPARE(answer->probabilities.size(), std::size_t(10));
    const double sum = std::accumulate(answer->probabilities.begin(), answer->probabilities.end(), 0.0);
    QVERIFY(std::abs(sum - 1) < 1e-5);
    QVERIFY(std::is_sorted(answer->order.begin(), answer->order.end(), [&](int a, int b) {
        return answer->probabilities[std::size_t(a)] > answer->probabilities[std::size_t(b)];
    }));
    QCOMPARE(answer->seen.size(), QSize(32, 32));
    QCOMPARE(answer->pictureSize, QSize(64, 48));
    const int conv1 = session->network()->indexOf("conv1");
    const engine::HostTensor& before = answer->outputOf(conv1);
    const engine::HostTensor& after = answer->outputOf(conv1 + 1); // its ReLU
    for (std::size_t i = 0; i < before.values.size(); ++i)
        QCOMPARE(after.values[i], std::max(0.0f, before.values[i]));
}

void TstSession::editsCanBeUndone()
{
    const auto session = open();
    QVERIFY(session);
    const std::vector<float> before = session->answer()->scores;
    PictureEdits edits;
    edits.strokes.push_back({BrushStroke::Kind::Erase, 0.4, {{0.5, 0.5}}});
    session->edit(edits, "erase");
    QVERIFY(waitForAnswer(*session));
    QVERIFY(session->answer()->scores != before);
    QVERIFY(session->undo().canUndo());
    session->undo().undo();
    QVERIFY(waitForAnswer(*session));
    QCOMPARE(session->answer()->scores, before);
    QVERIFY(session->edits().isEmpty());
}

void TstSession::switchesAUnitOffAndOnAgain()
{
    const auto session = open();
    QVERIFY(session);
    const std::vector<float> before = session->answer()->scores;
    const int conv1 = session->network()->indexOf("conv1");
    Alterations off;
    off.units.insert({"conv1", 3});
    session->alter(off, "unit 3 off");
    QVERIFY(waitForAnswer(*session));
    const engine::HostTensor& maps = session->answer()->outputOf(conv1);
    for (int y = 0; y < maps.shape.height; ++y)
        for (int x = 0; x < maps.shape.width; ++x)
            QCOMPARE(maps.at(0, 3, y, x), 0.0f);
    QVERIFY(session->answer()->scores != before);
    session->undo().undo();
    QVERIFY(waitForAnswer(*session));
    QCOMPARE(session->answer()->scores, before);
}

void TstSession::switchesAReluOff()
{
    const auto session = open();
    QVERIFY(session);
    const std::vector<float> before = session->answer()->scores;
    const int conv1 = session->network()->indexOf("conv1");
    Alterations off;
    off.layers.insert(session->network()->layers[std::size_t(conv1) + 1].name);
    off.units.insert({"conv2", 0});
    session->alter(off, "ReLU off");
    QVERIFY(waitForAnswer(*session));
    QCOMPARE(session->answer()->outputOf(conv1 + 1).values, session->answer()->outputOf(conv1).values);
    session->alter({}, "all on");
    QVERIFY(waitForAnswer(*session));
    QCOMPARE(session->answer()->scores, before);
}

void TstSession::silencesABias()
{
    const auto session = open();
    QVERIFY(session);
    Alterations off;
    off.biases.insert("conv1");
    session->alter(off, "bias off");
    QVERIFY(waitForAnswer(*session));
    QSignalSpy ready(session.get(), &Session::parameterReady);
    QVERIFY(!session->parameter("conv1.bias"));
    QVERIFY(ready.wait(30000));
    const ParameterPointer bias = session->parameter("conv1.bias");
    QVERIFY(std::all_of(bias->values.begin(), bias->values.end(), [](float value) { return value == 0; }));
}

void TstSession::theNewestPictureWins()
{
    const auto session = open();
    QVERIFY(session);
    QSignalSpy answered(session.get(), &Session::answered);
    for (int i = 0; i < 20; ++i) {
        PictureSource source = picture(qRgb(10 * i, 100, 50));
        source.name = QString::number(i);
        session->openPicture(source);
    }
    QTRY_VERIFY_WITH_TIMEOUT(session->answer()->name == "19", 60000);
    QVERIFY2(answered.count() < 20, "pictures that nobody waits for any more were looked at");
}

void TstSession::saysWhatIsWrongWithAPicture()
{
    const auto session = open();
    QVERIFY(session);
    QSignalSpy failed(session.get(), &Session::pictureFailed);
    session->openPicture({.path = {}, .bytes = "not a picture", .name = "notes.txt"});
    QVERIFY(failed.wait(30000));
    QVERIFY(failed[0][1].toString().contains("notes.txt"));
    QCOMPARE(session->answer()->name, QString("disc"));
    PictureEdits edits; // the picture before is still under the microscope
    edits.brightness = 0.2;
    session->edit(edits, "brighter");
    QVERIFY(waitForAnswer(*session));
    QCOMPARE(session->answer()->name, QString("disc"));
}

void TstSession::keepsTheNetworkWhenAnotherCannotBeOpened()
{
    const auto session = open();
    QVERIFY(session);
    QSignalSpy failed(session.get(), &Session::networkFailed);
    session->openNetwork({.model = "alexnet"}); // no weights come with it
    QVERIFY(failed.wait(30000));
    QVERIFY(!failed[0][0].toString().isEmpty());
    session->openPicture(picture(qRgb(1, 2, 3)));
    QVERIFY(waitForAnswer(*session));
    QCOMPARE(session->answer()->network->name, QString("alexnet-cifar10"));
}

void TstSession::keepsAnAnswerToCompareWith()
{
    const auto session = open();
    QVERIFY(session);
    session->pin();
    const ClassificationPointer kept = session->pinned();
    session->openNetwork({.model = "cifar-quick", .random = true});
    QVERIFY(waitForAnswer(*session));
    QCOMPARE(session->answer()->network->name, QString("cifar-quick"));
    QCOMPARE(session->pinned(), kept);
    QCOMPARE(kept->network->name, QString("alexnet-cifar10"));
}

void TstSession::workingDoesNotHoldUpTheEventLoop()
{
    const auto session = open();
    QVERIFY(session);
    QElapsedTimer sinceBeat;
    qint64 longest = 0;
    int beats = 0;
    QTimer heart;
    connect(&heart, &QTimer::timeout, this, [&] {
        longest = std::max(longest, sinceBeat.restart());
        ++beats;
    });
    sinceBeat.start();
    heart.start(5);
    session->openNetwork({.model = "caffenet", .random = true});
    QVERIFY(waitForAnswer(*session));
    QVERIFY2(beats > 10, "the event loop stood still while the network was opened");
    qInfo("longest gap %lld ms in %d beats", static_cast<long long>(longest), beats);
}

QObject* makeTstSession() { return new TstSession; }
#include "tst_session.moc"
