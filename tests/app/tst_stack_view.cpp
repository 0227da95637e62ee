#include "app/views/explore_view.h"
#include "app/views/layer_strip.h"
#include "app/views/stack_view.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"

#include <QAbstractButton>
#include <QtTest>

#include <set>

/// The layers of the built-in network in space, as the window shows them.
class TstStackView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void hasABlockPerLayerAndTower();
    void theOtherLayersBelongToABlock();
    void aClickOnABlockChoosesItsLayer();
    void aDragTurnsAndZeroFits();
    void theSelectedUnitStandsInFront();
    void theCursorTellsTheValue();
    void theFlatStripIsTheAlternative();
    void cleanupTestCase();

private:
    bool waitForDrawing() const
    {
        return QTest::qWaitFor([this] { return m_view->isReady(); }, 60000);
    }
    QPoint middleOf(const StackBlock& block) const
    {
        const QPointF middle = m_view->toWidget(block.outline.centre);
        return {int(middle.x()), int(middle.y())};
    }
    void moveTo(QPoint place, Qt::MouseButtons buttons) const
    {
        QMouseEvent move(QEvent::MouseMove, place, m_view->mapToGlobal(place), Qt::NoButton, buttons, {});
        QApplication::sendEvent(m_view.get(), &move);
    }
    const StackBlock& blockOf(const QString& layer) const;

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<StackView> m_view;
};

void TstStackView::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_session = std::make_unique<Session>();
    m_selection = std::make_unique<Selection>();
    m_preferences = std::make_unique<Preferences>(QString());
    m_view = std::make_unique<StackView>(Surroundings {*m_session, *m_selection, *m_preferences});
    m_view->resize(900, 200);
    m_view->show();
    QImage image(64, 64, QImage::Format_RGB32);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x)
            image.setPixel(x, y, qRgb(4 * x, 4 * y, (x * y) % 256));
    PictureSource source;
    QBuffer buffer(&source.bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    source.name = "ramp";
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    m_session->openPicture(source);
    QVERIFY(waitForDrawing());
}

void TstStackView::cleanupTestCase()
{
    m_view.reset();
    m_selection.reset();
    m_session.reset();
}

const StackBlock& TstStackView::blockOf(const QString& layer) const
{
    const int index = m_session->network()->indexOf(layer);
    for (const StackBlock& block : m_view->drawing()->blocks)
        if (block.layer == index)
            return block;
    throw std::runtime_error("there is no block of " + layer.toStdString());
}

void TstStackView::hasABlockPerLayerAndTower()
{
    const QStringList layers {"conv1", "norm1", "pool1", "conv2", "norm2", "pool2", "conv3", "conv4", "conv5",
        "pool5", "fc6", "fc7"};
    QStringList expected {"picture"};
    for (const QString& layer : layers)
        expected += {layer + " 1 of 2", layer + " 2 of 2"};
    expected += "fc8 1 of 1";
    const StackDrawing& drawing = *m_view->drawing();
    QCOMPARE(drawing.image.size(), m_view->size() * m_view->devicePixelRatio());
    QStringList names;
    for (const StackBlock& block : drawing.blocks) {
        QVERIFY(block.outline.left < block.outline.right);
        QVERIFY(block.outline.bottom < float(drawing.image.height())); // above the names
        if (block.layer < 0) {
            names += "picture";
            continue;
        }
        const LayerInfo& info = m_session->network()->layers[std::size_t(block.layer)];
        names += QString("%1 %2 of %3").arg(info.name).arg(block.tower + 1).arg(block.towers);
        QCOMPARE(block.units * block.towers, info.output.channels);
        QCOMPARE(block.firstUnit, block.units * block.tower);
    }
    QCOMPARE(names, expected);
    // All are seen, and nothing else is.
    const std::set<qint32> seen(drawing.blockOfPixel.begin(), drawing.blockOfPixel.end());
    QCOMPARE(seen.size(), drawing.blocks.size() + 1);
    QCOMPARE(*seen.begin(), -1);
}

void TstStackView::theOtherLayersBelongToABlock()
{
    const NetworkInfo& network = *m_session->network();
    const std::vector<int>& standsFor = m_view->drawing()->standsFor;
    QCOMPARE(standsFor.size(), network.layers.size());
    const auto layerOf = [&](const char* name) {
        return network.layers[std::size_t(standsFor[std::size_t(network.indexOf(name))])].name;
    };
    QCOMPARE(layerOf("conv1"), QString("conv1"));
    QCOMPARE(layerOf("relu1"), QString("conv1"));
    QCOMPARE(layerOf("norm1"), QString("norm1"));
    QCOMPARE(layerOf("drop6"), QString("fc6"));
    QCOMPARE(layerOf("prob"), QString("fc8"));
    QCOMPARE(blockOf("conv1").shown, network.indexOf("relu1"));
    QCOMPARE(blockOf("pool1").shown, network.indexOf("pool1"));
}

void TstStackView::aClickOnABlockChoosesItsLayer()
{
    const std::vector<StackBlock> blocks = m_view->drawing()->blocks;
    for (const StackBlock& block : blocks) {
        QSignalSpy chosen(m_view.get(), &StackView::chosen);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middleOf(block));
        if (block.layer < 0) {
            QCOMPARE(chosen.size(), 0); // the picture is no layer
            continue;
        }
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toInt(), block.layer);
    }
    m_selection->selectUnit("conv2", 3);
    QSignalSpy chosen(m_view.get(), &StackView::chosen);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen[0][0].toInt(), m_session->network()->indexOf("relu2"));
    QCOMPARE(chosen[1][0].toInt(), m_session->network()->indexOf("pool1"));
}

void TstStackView::aDragTurnsAndZeroFits()
{
    QVERIFY(waitForDrawing());
    const engine::Camera before = m_view->drawing()->camera;
    const QPoint from(450, 80), to(510, 95);
    QSignalSpy chosen(m_view.get(), &StackView::chosen);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
    moveTo(to, Qt::LeftButton);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, to);
    QVERIFY(waitForDrawing());
    QCOMPARE(chosen.size(), 0);
    QVERIFY(m_view->drawing()->camera.yawDegrees > before.yawDegrees + 10);
    QVERIFY(m_view->drawing()->camera.pitchDegrees > before.pitchDegrees + 3);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QVERIFY(waitForDrawing());
    QVERIFY(m_view->drawing()->camera.zoom > before.zoom * 1.2f);
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QVERIFY(waitForDrawing());
    QCOMPARE(m_view->drawing()->camera.yawDegrees, before.yawDegrees);
    QCOMPARE(m_view->drawing()->camera.zoom, before.zoom);
}

void TstStackView::theSelectedUnitStandsInFront()
{
    for (const int unit : {5, 20}) { // of the upper tower
        m_selection->selectUnit("conv1", unit);
        QVERIFY(waitForDrawing());
        QCOMPARE(blockOf("conv1").unit, unit);
    }
    const QImage one = m_view->drawing()->image;
    m_selection->selectUnit("relu1", 5);
    QVERIFY(waitForDrawing());
    QCOMPARE(blockOf("conv1").unit, 5);
    QVERIFY(m_view->drawing()->image != one);
}

void TstStackView::theCursorTellsTheValue()
{
    m_selection->selectUnit("conv1", 5);
    QVERIFY(waitForDrawing());
    QSignalSpy pointed(m_view.get(), &StackView::pointedAt);
    moveTo(middleOf(blockOf("conv1")), {});
    QCOMPARE(pointed.size(), 1);
    QVERIFY2(pointed.last()[0].toString().startsWith("relu1 · unit 5 · (1"),
        qPrintable(pointed.last()[0].toString()));
}

void TstStackView::theFlatStripIsTheAlternative()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("settings.json");
    Preferences preferences(file);
    QVERIFY(preferences.stack3d());
    ExploreView explore(Surroundings {*m_session, *m_selection, preferences});
    explore.resize(950, 700);
    explore.show();
    auto* stack = explore.findChild<StackView*>();
    auto* strip = explore.findChild<LayerStrip*>();
    auto* kind = stack->parentWidget()->findChild<Segmented*>();
    QVERIFY(stack->isVisible() && !strip->isVisible() && kind->isVisible());
    kind->button(1)->click();
    QVERIFY(!stack->isVisible() && strip->isVisible());
    QVERIFY(!Preferences(file).stack3d());
    kind->button(0)->click();
    QVERIFY(stack->isVisible() && !strip->isVisible());
    QVERIFY(Preferences(file).stack3d());
    // Beside the numbers behind a value there is room for the low strip only.
    m_selection->selectUnit("conv1", 5);
    m_selection->setWhy(true);
    QVERIFY(!stack->isVisible() && strip->isVisible() && !kind->isVisible());
    m_selection->setWhy(false);
    // A device that cannot draw.
    emit stack->failed("the device cannot draw");
    QVERIFY(!stack->isVisible() && strip->isVisible());
    QVERIFY(!kind->button(0)->isEnabled());
    QVERIFY(preferences.stack3d());
}

QObject* makeTstStackView() { return new TstStackView; }
#include "tst_stack_view.moc"
