#include "engine/scene/camera.h"
#include "tests/scene/alexnet_scene.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace engine;

/// Where things lie on the screen; nothing is drawn.
class TstCamera : public QObject {
    Q_OBJECT
private slots:
    void standsTheLayersOnALevelRow();
    void keepsLayersApart();
    void fitsEverything_data();
    void fitsEverything();
    void zoomsAroundAPlace();
    void turnsWithinLimits();
    void findsCells();
};

namespace {

bool isNear(Point one, Point other, float tolerance = 0.01f)
{
    return std::abs(one.x - other.x) < tolerance && std::abs(one.y - other.y) < tolerance;
}

}

void TstCamera::standsTheLayersOnALevelRow()
{
    const Scene scene = alexnetScene();
    const Camera camera = fitted(scene, {}, 1200, 230);
    const std::vector<BlockOutline> all = outlines(scene, camera, 1200, 230);
    std::map<int, std::pair<float, float>> layers; // top and bottom
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (scene.blocks[i].behind)
            continue;
        const auto [layer, isNew]
            = layers.try_emplace(scene.blocks[i].layer, std::pair(all[i].top, all[i].bottom));
        layer->second.first = std::min(layer->second.first, all[i].top);
        layer->second.second = std::max(layer->second.second, all[i].bottom);
    }
    const float row = (layers[0].first + layers[0].second) / 2;
    for (const auto& [layer, ends] : layers)
        QVERIFY2(std::abs((ends.first + ends.second) / 2 - row) < 5, qPrintable(QString::number(layer)));
}

void TstCamera::keepsLayersApart()
{
    const Scene scene = alexnetScene();
    const std::vector<BlockOutline> all = outlines(scene, {}, 1200, 230);
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = i + 1; j < all.size(); ++j)
            if (scene.blocks[j].layer > scene.blocks[i].layer && !scene.blocks[j].behind)
                QVERIFY2(all[j].left > all[i].right + 9, qPrintable(QString("%1, %2").arg(i).arg(j)));
}

void TstCamera::fitsEverything_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<float>("yaw");
    QTest::addColumn<float>("pitch");
    const auto row = [](int width, int height, float yaw, float pitch) {
        QTest::addRow("%d x %d, %g, %g", width, height, double(yaw), double(pitch))
            << width << height << yaw << pitch;
    };
    row(1200, 230, 56, 17);
    row(300, 900, 56, 17);
    row(1200, 230, 120, -30);
    row(640, 480, 5, 75);
    row(100, 80, 90, 0);
}

void TstCamera::fitsEverything()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(float, yaw);
    QFETCH(float, pitch);
    const Scene scene = alexnetScene();
    const Margins margins {.left = 4, .top = 10, .right = 6, .bottom = 30};
    const Camera camera
        = fitted(scene, {.yawDegrees = yaw, .pitchDegrees = pitch, .panX = 999}, width, height, margins);
    QCOMPARE(camera.yawDegrees, yaw);
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
    for (const BlockOutline& block : outlines(scene, camera, width, height)) {
        left = std::min(left, block.left);
        top = std::min(top, block.top);
        right = std::max(right, block.right);
        bottom = std::max(bottom, block.bottom);
    }
    QVERIFY(left > 3.9f && top > 9.9f && right < float(width) - 5.9f && bottom < float(height) - 29.9f);
    const bool fillsWidth = left < 4.1f && right > float(width) - 6.1f;
    const bool fillsHeight = top < 10.1f && bottom > float(height) - 30.1f;
    QVERIFY(fillsWidth || fillsHeight);
}

void TstCamera::zoomsAroundAPlace()
{
    const Scene scene = alexnetScene();
    const Camera before = fitted(scene, {}, 1200, 230);
    const std::size_t block = 5;
    const Point place = outlines(scene, before, 1200, 230)[block].centre;
    const Camera after = zoomed(before, 3, place, 1200, 230);
    QCOMPARE(after.zoom, before.zoom * 3);
    QVERIFY(isNear(outlines(scene, after, 1200, 230)[block].centre, place, 0.05f));
}

void TstCamera::turnsWithinLimits()
{
    const Camera camera = orbited({}, 10, -5);
    QCOMPARE(camera.yawDegrees, 66.0f);
    QCOMPARE(camera.pitchDegrees, 12.0f);
    QCOMPARE(orbited(camera, 1e6f, 1e6f).yawDegrees, 175.0f);
    QCOMPARE(orbited(camera, 1e6f, 1e6f).pitchDegrees, 75.0f);
    QCOMPARE(orbited(camera, -1e6f, -1e6f).yawDegrees, 5.0f);
    QCOMPARE(orbited(camera, -1e6f, -1e6f).pitchDegrees, -75.0f);
}

void TstCamera::findsCells()
{
    const Scene scene = smallScene(3, 5, std::vector<float>(15, 1));
    const Block& block = scene.blocks[1];
    const BlockOutline outline = outlines(scene, fitted(scene, {}, 300, 200), 300, 200)[1];
    QVERIFY(isNear(frontCell(block, outline, outline.front[0]), {0, 0}));
    QVERIFY(isNear(frontCell(block, outline, outline.front[1]), {5, 0}));
    QVERIFY(isNear(frontCell(block, outline, outline.front[3]), {0, 3}));
    QVERIFY(isNear(frontCell(block, outline, outline.centre), {2.5f, 1.5f}));
}

QObject* makeTstCamera() { return new TstCamera; }
#include "tst_camera.moc"
