#include "engine/core/error.h"
#include "tests/scene/alexnet_scene.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <set>

using namespace engine;

class TstBuildScene : public QObject {
    Q_OBJECT
private slots:
    void drawsTheTwoTowers();
    void drawsOneTowerWithoutGroups();
    void crossesWiresWhereLayersSeeBothTowers();
    void showsTheChosenMapOrTheStrongest();
    void putsUnitsOnAGrid_data();
    void putsUnitsOnAGrid();
    void rangesEndAtThePercentile();
    void namesWhatCannotBeDrawn();
};

namespace {

std::vector<const Block*> blocksOf(const Scene& scene, std::size_t layer)
{
    std::vector<const Block*> found;
    for (const Block& block : scene.blocks)
        if (block.layer == int(layer))
            found.push_back(&block);
    return found;
}

/// Between how many pairs of blocks of two layers wires run.
int wiresBetween(const Scene& scene, std::size_t from, std::size_t to)
{
    std::set<std::pair<int, int>> pairs;
    for (const Wire& wire : scene.wires)
        if (scene.blocks[std::size_t(wire.from)].layer == int(from)
            && scene.blocks[std::size_t(wire.to)].layer == int(to))
            pairs.insert({wire.from, wire.to});
    return int(pairs.size());
}

Block withValues(std::vector<float> values)
{
    Block block;
    block.width = int(values.size());
    block.values = std::move(values);
    return block;
}

}

void TstBuildScene::drawsTheTwoTowers()
{
    AlexnetLayers alexnet;
    const Scene scene = buildScene(alexnet.layers());
    QCOMPARE(scene.blocks.size(), 26u); // two of each but the picture and fc8
    const std::size_t conv1 = alexnet.row("conv1");
    const auto towers = blocksOf(scene, conv1);
    QCOMPARE(towers.size(), 2u);
    QCOMPARE(towers[0]->maps, 48);
    QCOMPARE(towers[1]->tower, 1);
    const auto half = alexnet.layers()[conv1].values.subspan(48 * 55 * 55);
    QVERIFY(std::equal(half.begin(), half.end(), towers[1]->values.begin(), towers[1]->values.end()));
    QVERIFY(blocksOf(scene, alexnet.row("norm2"))[1]->behind);
    const auto fc6 = blocksOf(scene, alexnet.row("fc6"));
    QCOMPARE(fc6.size(), 2u);
    QCOMPARE(fc6[0]->height, 64);
    QCOMPARE(fc6[0]->width, 32);
    QCOMPARE(blocksOf(scene, alexnet.row("fc8")).size(), 1u);
    QCOMPARE(blocksOf(scene, 0)[0]->picture.width, 227);
}

void TstBuildScene::drawsOneTowerWithoutGroups()
{
    AlexnetLayers alexnet(1);
    const Scene scene = buildScene(alexnet.layers());
    QCOMPARE(scene.blocks.size(), alexnet.layers().size());
    QCOMPARE(scene.blocks[alexnet.row("fc6")].width, 64);
    QCOMPARE(scene.wires.size(), alexnet.layers().size() - 3); // a chain past the two plates
}

void TstBuildScene::crossesWiresWhereLayersSeeBothTowers()
{
    AlexnetLayers alexnet;
    const Scene scene = buildScene(alexnet.layers());
    const auto between = [&](const char* from, const char* to) {
        return wiresBetween(scene, alexnet.row(from), alexnet.row(to));
    };
    QCOMPARE(between("data", "conv1"), 2);
    QCOMPARE(between("conv1", "norm1"), 0);
    QCOMPARE(between("conv1", "pool1"), 2);
    QCOMPARE(between("pool1", "conv2"), 2);
    QCOMPARE(between("pool2", "conv3"), 4);
    QCOMPARE(between("conv3", "conv4"), 2);
    QCOMPARE(between("pool5", "fc6"), 4);
    QCOMPARE(between("fc6", "fc7"), 4);
    QCOMPARE(between("fc7", "fc8"), 2);
}

void TstBuildScene::showsTheChosenMapOrTheStrongest()
{
    std::vector<float> values(6 * 4, 1);
    values[2 * 4] = 9; // in map 2
    values[5 * 4] = std::numeric_limits<float>::quiet_NaN();
    SceneLayer layer {.name = "conv", .channels = 6, .height = 2, .width = 2, .values = values};
    QCOMPARE(buildScene(std::array {layer}).blocks[0].frontMap, 2);
    layer.selected = 4;
    QCOMPARE(buildScene(std::array {layer}).blocks[0].frontMap, 4);
    layer.groups = 2;
    const Scene scene = buildScene(std::array {layer});
    QCOMPARE(scene.blocks[0].frontMap, 2); // not chosen: the strongest of its tower
    QCOMPARE(scene.blocks[1].frontMap, 1); // 4 is the second of the other
}

void TstBuildScene::putsUnitsOnAGrid_data()
{
    QTest::addColumn<int>("units");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    const auto row
        = [](int units, int rows, int columns) { QTest::addRow("%d", units) << units << rows << columns; };
    row(4096, 64, 64);
    row(2048, 64, 32);
    row(1000, 100, 10);
    row(512, 64, 8);
    row(10, 10, 1);
    row(1, 1, 1);
    row(4099, 65, 64); // a prime
}

void TstBuildScene::putsUnitsOnAGrid()
{
    QFETCH(int, units);
    const UnitGrid grid = unitGrid(units);
    QTEST(grid.rows, "rows");
    QTEST(grid.columns, "columns");
}

void TstBuildScene::rangesEndAtThePercentile()
{
    std::vector<float> values(1001);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = float((i * 5) % values.size());
    QCOMPARE(upperEnd(withValues(values)), 995.0f);
    std::vector<float> sparse(1000, 0);
    sparse[3] = 7;
    sparse[5] = std::numeric_limits<float>::infinity();
    sparse[6] = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(upperEnd(withValues(sparse)), 7.0f); // the percentile is 0
    QCOMPARE(upperEnd(withValues({0, -3, std::nanf("")})), 0.0f);
    QCOMPARE(upperEnd(withValues({5})), 5.0f);
}

void TstBuildScene::namesWhatCannotBeDrawn()
{
    const std::vector<float> values(5);
    const SceneLayer layer {.name = "pool5", .channels = 2, .height = 2, .width = 2, .values = values};
    try {
        buildScene(std::array {layer});
        QFAIL("five values were taken for eight");
    } catch (const Error& error) {
        QCOMPARE(error.what(), "pool5 has 5 values to draw; its extent 2x2x2 asks for 8");
    }
    QVERIFY_EXCEPTION_THROWN(
        buildScene(std::array {SceneLayer {.name = "data", .look = LayerLook::Picture}}), Error);
}

QObject* makeTstBuildScene() { return new TstBuildScene; }
#include "tst_build_scene.moc"
