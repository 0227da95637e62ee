#include "engine/camera/steady.h"
#include "engine/image/prepare.h"
#include "engine/image/resize.h"

#include <QtTest>

using namespace engine;

/// Steady answers average over the last frames and their views.
class TstSteady : public QObject {
    Q_OBJECT
private slots:
    void seesTheSquare();
    void firstViewIsThePreparedPicture();
    void viewsDiffer();
    void viewsLieWhereTheyShould();
    void averagesTheLast();
    void goesThroughTheViews();
    void beginsAnew();
};

namespace {

/// Red grows to the right, green downwards, by one a pixel.
Image ramp(int width, int height)
{
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            image.pixel(x, y)[0] = std::uint8_t(x);
            image.pixel(x, y)[1] = std::uint8_t(y);
        }
    return image;
}

const InputRecipe margins {.resize = 120, .crop = 100};
const InputRecipe none {.resize = 32, .crop = 32};
const InputRecipe squashed {.resizing = InputRecipe::Resize::Squash, .resize = 120, .crop = 96};

}

void TstSteady::seesTheSquare()
{
    const auto compare = [](const FramePart& window, double x, double y, double width, double height) {
        QVERIFY(std::abs(window.x - x) < 1e-9 && std::abs(window.y - y) < 1e-9);
        QVERIFY(std::abs(window.width - width) < 1e-9 && std::abs(window.height - height) < 1e-9);
    };
    compare(seenPart(640, 320, none), 160, 0, 320, 320);
    compare(seenPart(240, 240, margins), 20, 20, 200, 200);
    compare(seenPart(480, 240, margins), 140, 20, 200, 200);
    compare(seenPart(240, 120, squashed), 24, 12, 192, 96);
}

void TstSteady::firstViewIsThePreparedPicture()
{
    const Image frame = ramp(200, 130);
    for (const InputRecipe& recipe : {margins, none, squashed}) {
        QVERIFY(frameView(frame, recipe, 0) == preparedPicture(frame, recipe));
        QVERIFY(frameView(frame, recipe, 1) == mirrored(preparedPicture(frame, recipe)));
        QVERIFY(frameView(frame, recipe, 10) == frameView(frame, recipe, 0));
    }
}

void TstSteady::viewsDiffer()
{
    const Image frame = ramp(200, 130);
    for (const InputRecipe& recipe : {margins, none, squashed})
        for (int a = 0; a < 10; ++a) {
            const Image view = frameView(frame, recipe, a);
            QCOMPARE(view.width, recipe.crop);
            QCOMPARE(view.height, recipe.crop);
            for (int b = 0; b < a; ++b)
                QVERIFY2(view != frameView(frame, recipe, b), qPrintable(QString("%1 and %2").arg(a).arg(b)));
        }
}

void TstSteady::viewsLieWhereTheyShould()
{
    const Image frame = ramp(120, 120); // as large as the recipe resizes it: one pixel is one pixel
    const auto corner = [&](int view, int x) {
        return std::vector<int> {
            frameView(frame, margins, view).pixel(x, 0)[0], frameView(frame, margins, view).pixel(x, 0)[1]};
    };
    const auto is = [](int x, int y) { return std::vector {x, y}; };
    constexpr int shift = 6; // 5, but at least a sixteenth of the crop, 6.25
    QCOMPARE(corner(0, 0), is(10, 10));
    QCOMPARE(corner(1, 99), is(10, 10));
    const std::vector<int> upperLeft = corner(2, 0), lowerRight = corner(8, 0);
    QVERIFY(std::abs(upperLeft[0] - (10 - shift)) <= 1 && std::abs(upperLeft[1] - (10 - shift)) <= 1);
    QVERIFY(std::abs(lowerRight[0] - (10 + shift)) <= 1 && std::abs(lowerRight[1] - (10 + shift)) <= 1);
}

void TstSteady::averagesTheLast()
{
    Steady steady;
    QCOMPARE(steady.add({1, 0}), (std::vector<float> {1, 0}));
    QCOMPARE(steady.add({0, 1}), (std::vector<float> {0, 1})); // off: only the newest
    steady.setCount(4);
    QCOMPARE(steady.add({1, 0}), (std::vector<float> {0.5f, 0.5f}));
    steady.add({1, 0});
    QCOMPARE(steady.add({1, 0}), (std::vector<float> {0.75f, 0.25f}));
    QCOMPARE(steady.averaged(), 4);
    QCOMPARE(steady.add({1, 0}), (std::vector<float> {1, 0})); // the one with {0, 1} is forgotten
    steady.setCount(2);
    QCOMPARE(steady.averaged(), 2);
    steady.setCount(1000);
    QCOMPARE(steady.count(), Steady::most);
    steady.setCount(0);
    QCOMPARE(steady.count(), 1);
}

void TstSteady::goesThroughTheViews()
{
    Steady steady;
    const auto next = [&] {
        const int view = steady.nextView();
        steady.add({1});
        return view;
    };
    for (int i = 0; i < 5; ++i)
        QCOMPARE(next(), 0);
    steady.clear();
    steady.setCount(2);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(next(), i % 2);
    steady.clear();
    steady.setCount(32);
    for (int i = 0; i < 25; ++i)
        QCOMPARE(next(), i % 10);
}

void TstSteady::beginsAnew()
{
    Steady steady;
    steady.setCount(8);
    steady.add({1, 0});
    QCOMPARE(steady.add({0, 0, 1}), (std::vector<float> {0, 0, 1})); // another network, with other classes
    steady.clear();
    QCOMPARE(steady.averaged(), 0);
    QCOMPARE(steady.nextView(), 0);
}

QObject* makeTstSteady() { return new TstSteady; }
#include "tst_steady.moc"
