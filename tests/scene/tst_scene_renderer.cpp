#include "tests/scene/alexnet_scene.h"
#include "tests/scene/draw.h"
#include "tests/support/gpu.h"

#include <QtTest>

#include <cmath>
#include <set>

using namespace engine;

/// What is seen in a drawing.
class TstSceneRenderer : public QObject {
    Q_OBJECT
private slots:
    void cleanup();
    void showsEveryBlock();
    void showsBlocksWhole();
    void coloursCellsExactly();
    void showsThePictureInItsColours();
    void averagesSmallCells();
    void shadesTheFaces();
    void smoothsEdges();
    void drawsWires();
    void followsTheCamera();
};

namespace {

/// The place of a cell's middle on the front of a block.
Point cellPlace(const BlockOutline& outline, const Block& block, int x, int y)
{
    const float along = (float(x) + 0.5f) / float(block.width),
                down = (float(y) + 0.5f) / float(block.height);
    const Point origin = outline.front[0], right = outline.front[1], below = outline.front[3];
    return {origin.x + along * (right.x - origin.x) + down * (below.x - origin.x),
        origin.y + along * (right.y - origin.y) + down * (below.y - origin.y)};
}

double area(const std::array<Point, 6>& polygon)
{
    double twice = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point one = polygon[i], other = polygon[(i + 1) % polygon.size()];
        twice += double(one.x) * double(other.y) - double(other.x) * double(one.y);
    }
    return std::abs(twice) / 2;
}

}

void TstSceneRenderer::cleanup() { QCOMPARE(QString::fromStdString(newValidationMessages()), QString()); }

void TstSceneRenderer::showsEveryBlock()
{
    const Scene scene = alexnetScene();
    const Drawing drawing = drawFitted(scene);
    QCOMPARE(drawing.outlines.size(), scene.blocks.size());
    for (std::size_t i = 0; i < scene.blocks.size(); ++i) {
        const Point centre = drawing.outlines[i].centre;
        QVERIFY2(drawing.blockAt(int(centre.x), int(centre.y)) == int(i),
            qPrintable(QString("%1 at %2, %3").arg(i).arg(double(centre.x)).arg(double(centre.y))));
    }
    QCOMPARE(drawing.blockAt(0, 0), -1);
    QCOMPARE(drawing.blockAt(-1, 0), -1);
    QCOMPARE(drawing.blockAt(0, 230), -1);
    QCOMPARE(int(pixel(drawing, 0, 0)[2]), 99);
    QCOMPARE(int(pixel(drawing, 0, 0)[3]), 255);
}

void TstSceneRenderer::showsBlocksWhole()
{
    const Scene scene = alexnetScene();
    const Drawing drawing = drawFitted(scene);
    std::vector<int> seen(scene.blocks.size());
    for (const std::int32_t block : drawing.blocks)
        if (block >= 0)
            ++seen.at(std::size_t(block));
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const double whole = area(drawing.outlines[i].silhouette);
        if (scene.blocks[i].behind)
            QVERIFY2(seen[i] > 20 && seen[i] < 0.3 * whole, qPrintable(QString::number(i)));
        else
            QVERIFY2(std::abs(seen[i] - whole)
                    < 0.005 * whole + 0.5 * double(drawing.outlines[i].bottom - drawing.outlines[i].top),
                qPrintable(QString("%1: %2 of %3").arg(i).arg(seen[i]).arg(whole)));
    }
}

void TstSceneRenderer::coloursCellsExactly()
{
    std::vector<float> values;
    for (int i = 0; i < 200; ++i)
        values.push_back(float(i % 4 == 0 ? 0 : i));
    values.back() = 400; // beyond the range
    const Scene scene = smallScene(20, 10, values);
    const float upper = upperEnd(scene.blocks[1]);
    QCOMPARE(upper, 198.0f);
    const Drawing drawing = drawFitted(scene, 900, 700);
    for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 10; ++x) {
            const float value = values[std::size_t(y * 10 + x)];
            const int expected = std::min(255, int(value / upper * 255 + 0.5f));
            const Point place = cellPlace(drawing.outlines[1], scene.blocks[1], x, y);
            for (int step = -2; step <= 2; ++step) // not only its middle: nothing is smoothed
                QCOMPARE(int(pixel(drawing, {place.x + float(step), place.y})[0]), expected);
        }
}

void TstSceneRenderer::showsThePictureInItsColours()
{
    const Drawing drawing = drawFitted(alexnetScene());
    const std::uint8_t* found = pixel(drawing, drawing.outlines[0].centre);
    QCOMPARE(int(found[0]), 200);
    QCOMPARE(int(found[1]), 90);
    QCOMPARE(int(found[2]), 90);
}

void TstSceneRenderer::averagesSmallCells()
{
    std::vector<float> stripes(200 * 200);
    for (std::size_t i = 0; i < stripes.size(); ++i)
        stripes[i] = i % 2 ? 1.0f : 0.0f;
    const Drawing drawing = drawFitted(smallScene(200, 200, stripes), 60, 40);
    const int grey = pixel(drawing, drawing.outlines[1].centre)[0];
    QVERIFY2(grey > 80 && grey < 175, qPrintable(QString::number(grey)));
}

void TstSceneRenderer::shadesTheFaces()
{
    std::vector<float> ones(100, 1);
    const SceneLayer layer {.name = "cube", .channels = 25, .height = 2, .width = 2, .values = ones};
    Scene scene = buildScene(std::array {layer});
    scene.colours.fill({100, 200, 50});
    const Drawing drawing = drawFitted(scene, 200, 200);
    const std::array<Point, 6>& corners = drawing.outlines[0].silhouette;
    const Point near = drawing.outlines[0].front[1]; // where the three faces meet
    const auto between = [](Point one, Point other) {
        return Point {(one.x + other.x) / 2, (one.y + other.y) / 2};
    };
    QCOMPARE(int(pixel(drawing, drawing.outlines[0].centre)[1]), 200);
    QCOMPARE(int(pixel(drawing, between(near, corners[1]))[1]), 164);
    QCOMPARE(int(pixel(drawing, between(near, corners[3]))[1]), 124);
}

void TstSceneRenderer::smoothsEdges()
{
    Scene scene = smallScene(2, 2, {1, 1, 1, 1});
    scene.colours.fill({255, 255, 255});
    scene.background = {0, 0, 0};
    scene.wires.clear();
    const Drawing drawing = drawFitted(scene, 200, 100);
    std::set<int> shades;
    for (std::size_t i = 0; i < drawing.pixels.size(); i += 4)
        shades.insert(drawing.pixels[i]);
    QVERIFY2(shades.size() > 8,
        qPrintable(QString::number(shades.size()))); // three faces and the background are 4
}

void TstSceneRenderer::drawsWires()
{
    Scene scene = smallScene(2, 2, {1, 1, 1, 1});
    const Camera camera = fitted(scene, {}, 400, 100);
    const Drawing wired = draw(scene, camera, 400, 100);
    scene.wires.clear();
    const Drawing bare = draw(scene, camera, 400, 100);
    const int x = int((wired.outlines[0].right + wired.outlines[1].left) / 2);
    int brighter = 0;
    for (int y = 0; y < 100; ++y)
        brighter += pixel(wired, x, y)[0] - pixel(bare, x, y)[0];
    // A pixel of white at 27 % on 16, in whichever rows it lies.
    QVERIFY2(std::abs(brighter - 64.5) < 20, qPrintable(QString::number(brighter)));
    QVERIFY(wired.blocks == bare.blocks);
}

void TstSceneRenderer::followsTheCamera()
{
    const Scene scene = alexnetScene();
    const Camera camera = fitted(scene, {}, 400, 200);
    SceneRenderer renderer(testDevice());
    renderer.setScene(scene);
    const Drawing first = renderer.render(camera, 400, 200);
    for (const Camera& other : {orbited(camera, 15, 0), orbited(camera, 0, 10), orbited(camera, 70, -60),
             zoomed(camera, 2, {100, 100}, 400, 200)}) {
        const Drawing second = renderer.render(other, 400, 200);
        QVERIFY(second.pixels != first.pixels);
        QVERIFY(second.blocks != first.blocks);
    }
    const Drawing again = renderer.render(camera, 400, 200);
    QVERIFY(again.pixels == first.pixels);
    renderer.setScene(smallScene(1, 1, {1}));
    QCOMPARE(renderer.render(camera, 400, 200).outlines.size(), 3u);
}

QObject* makeTstSceneRenderer() { return new TstSceneRenderer; }
#include "tst_scene_renderer.moc"
