#include "engine/image/augment.h"
#include "engine/image/prepare.h"
#include "engine/image/resize.h"
#include "tests/image/drawn_pictures.h"

#include <QtTest>

#include <cmath>
#include <set>

using namespace engine;

class TstAugment : public QObject {
    Q_OBJECT
private slots:
    void knowsItsWords();
    void refusesOtherWords();
    void withoutAnyItIsPrepare_data();
    void withoutAnyItIsPrepare();
    void mirrorsHalfOfTheTime();
    void cropsEverywhere_data();
    void cropsEverywhere();
    void cropsBeyondTheBorderWhereThereIsNoRoom();
    void scalesWithinItsLimits();
    void keepsNoMoreThanItNeeds();
    void changesBrightnessContrastAndSaturation();
    void isDrawnFromTheStreamAlone();
};

static InputRecipe recipe(int resize, int crop)
{
    InputRecipe result;
    result.resize = resize;
    result.crop = crop;
    return result;
}

/// Red tells the column, green the row, in steps.
static Image coordinates(int width, int height, int step = 1)
{
    Image picture(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            picture.pixel(x, y)[0] = std::uint8_t(x * step);
            picture.pixel(x, y)[1] = std::uint8_t(y * step);
        }
    return picture;
}

static Random stream(int sample) { return {1, Purpose::Augmentation, 0, std::uint32_t(sample)}; }

static Image varied(
    const Image& picture, const InputRecipe& how, const Augmentation& augmentation, int sample)
{
    Random random = stream(sample);
    return variedView(keptPicture(picture, how, augmentation), how, augmentation, random);
}

void TstAugment::knowsItsWords()
{
    QCOMPARE(augmentationNamed("none"), Augmentation());
    QCOMPARE(augmentationName({}), std::string("none"));
    const Augmentation some {.crop = true, .colour = true};
    QCOMPARE(augmentationNamed("colour,crop"), some);
    QCOMPARE(augmentationName(some), std::string("crop,colour"));
    const Augmentation all = augmentationNamed("crop,mirror,scale,colour,pca");
    QVERIFY(all.crop && all.mirror && all.scale && all.colour && all.pca);
    QCOMPARE(augmentationNamed(augmentationName(all)), all);
}

void TstAugment::refusesOtherWords()
{
    for (const char* words : {"", "flip", "crop,", "crop,none", "Crop", "crop mirror"})
        QVERIFY_EXCEPTION_THROWN(augmentationNamed(words), UsageError);
}

void TstAugment::withoutAnyItIsPrepare_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("squash");
    QTest::addColumn<int>("resize");
    QTest::addColumn<int>("crop");
    QTest::newRow("a picture of the size") << QSize(32, 32) << false << 32 << 32;
    QTest::newRow("wide") << QSize(97, 61) << false << 40 << 32;
    QTest::newRow("high, squashed") << QSize(61, 97) << true << 40 << 33;
    QTest::newRow("small") << QSize(9, 7) << false << 32 << 32;
    QTest::newRow("one pixel") << QSize(1, 1) << false << 32 << 27;
}

void TstAugment::withoutAnyItIsPrepare()
{
    QFETCH(QSize, size);
    QFETCH(bool, squash);
    QFETCH(int, resize);
    QFETCH(int, crop);
    InputRecipe how = recipe(resize, crop);
    how.order = squash ? InputRecipe::Order::Bgr : InputRecipe::Order::Rgb;
    how.resizing = squash ? InputRecipe::Resize::Squash : InputRecipe::Resize::ShorterSide;
    how.divisor = 255;
    how.mean = {0.4f, 0.5f, 0.6f};
    how.deviation = {0.2f, 0.3f, 0.4f};
    const Image picture = drawn::noisy(size.width(), size.height());
    const Image view = varied(picture, how, {}, 0);
    HostTensor plain({2, 3, crop, crop}), unchanged({1, 3, crop, crop});
    writeView(view, how, plain, 1);
    writeView(view, ColourChange {}, how, unchanged, 0);
    const HostTensor expected = prepare(picture, how);
    QVERIFY(std::equal(expected.values.begin(), expected.values.end(), &plain.at(1, 0, 0, 0)));
    QCOMPARE(unchanged.values, expected.values);
}

void TstAugment::mirrorsHalfOfTheTime()
{
    const Image picture = drawn::noisy(32, 32);
    int count = 0;
    for (int i = 0; i < 2000; ++i) {
        const Image view = varied(picture, recipe(32, 32), {.mirror = true}, i);
        QVERIFY(view == picture || view == mirrored(picture));
        count += view != picture;
    }
    QVERIFY(std::abs(count - 1000) < 112); // five standard deviations
}

void TstAugment::cropsEverywhere_data()
{
    QTest::addColumn<bool>("squash");
    QTest::addColumn<int>("columns");
    QTest::newRow("ShorterSide") << false << 17;
    QTest::newRow("Squash") << true << 9;
}

void TstAugment::cropsEverywhere()
{
    QFETCH(bool, squash);
    QFETCH(int, columns);
    InputRecipe how = recipe(40, 32);
    how.resizing = squash ? InputRecipe::Resize::Squash : InputRecipe::Resize::ShorterSide;
    const Image picture = coordinates(squash ? 40 : 48, 40);
    std::set<std::pair<int, int>> places;
    for (int i = 0; i < 3000; ++i) {
        const Image view = varied(picture, how, {.crop = true}, i);
        const std::uint8_t* corner = view.pixel(0, 0);
        QCOMPARE(view, crop(picture, corner[0], corner[1], 32, 32));
        places.emplace(corner[0], corner[1]);
    }
    QCOMPARE(int(places.size()), columns * 9); // all that there are
}

void TstAugment::cropsBeyondTheBorderWhereThereIsNoRoom()
{
    const Image picture = drawn::noisy(32, 32);
    const auto shifted = [&](int across, int down) {
        Image result(32, 32);
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x)
                std::copy_n(picture.pixel(std::clamp(x + across, 0, 31), std::clamp(y + down, 0, 31)), 3,
                    result.pixel(x, y));
        return result;
    };
    std::vector<Image> possible;
    for (int down = -4; down <= 4; ++down)
        for (int across = -4; across <= 4; ++across)
            possible.push_back(shifted(across, down));
    std::set<std::size_t> seen;
    for (int i = 0; i < 1500; ++i) {
        const Image view = varied(picture, recipe(32, 32), {.crop = true}, i);
        const auto place = std::find(possible.begin(), possible.end(), view);
        QVERIFY(place != possible.end());
        seen.insert(std::size_t(place - possible.begin()));
    }
    QCOMPARE(seen.size(), possible.size());
}

void TstAugment::scalesWithinItsLimits()
{
    constexpr int step = 7;
    const Image picture = coordinates(32, 32, step);
    int close = 0;
    for (int i = 0; i < 2000; ++i) {
        const Image view = varied(picture, recipe(32, 32), {.scale = true}, i);
        // Eight pixels in the middle, where the picture is wherever it lies, show so many of its own.
        const double across = (view.pixel(20, 16)[0] - view.pixel(12, 16)[0]) / double(step);
        const double down = (view.pixel(16, 20)[1] - view.pixel(16, 12)[1]) / double(step);
        const double zoom = 8 / std::sqrt(across * down), stretch = across / down;
        QVERIFY2(zoom > 0.82 && zoom < 2.1, qPrintable(QString::number(zoom))); // values are rounded
        QVERIFY2(stretch > 0.73 && stretch < 1.36, qPrintable(QString::number(stretch)));
        close += zoom > 1.4;
    }
    // One in six is above 1.2, of which log(2 / 1.4) / log(2 / 1.2) = 70 % above 1.4.
    QVERIFY2(std::abs(close - 233) < 60, qPrintable(QString::number(close)));
}

void TstAugment::keepsNoMoreThanItNeeds()
{
    const InputRecipe how = recipe(40, 32);
    const Image large = drawn::smooth(400, 300);
    QCOMPARE(keptPicture(large, how, {}), preparedPicture(large, how));
    QCOMPARE(keptPicture(large, how, {.crop = true}), resizeBilinear(large, 53, 40));
    QCOMPARE(keptPicture(large, how, {.crop = true, .scale = true}), resizeBilinear(large, 106, 80));
    const Image small = drawn::noisy(20, 30);
    QCOMPARE(keptPicture(small, how, {.scale = true}), small);
    // A strip would be 2.6 million pixels long at the size asked for.
    const Image strip = drawn::noisy(65000, 1);
    QCOMPARE(keptPicture(strip, how, {.scale = true}), strip);
    QCOMPARE(varied(strip, how, {.crop = true, .mirror = true, .scale = true}, 0).width, 32);
}

void TstAugment::changesBrightnessContrastAndSaturation()
{
    Image view(2, 1); // mean luminance 100, one pixel grey and one red
    view.pixels = {80, 80, 80, 160, 110, 67}; // 0.299 * 160 + 0.587 * 110 + 0.114 * 67 = 120
    std::array<double, 3> sums = {};
    constexpr int draws = 4000;
    for (int i = 0; i < draws; ++i) {
        Random random = stream(i);
        const ColourChange change = randomColourChange(view, {.colour = true}, {}, random);
        HostTensor out({1, 3, 1, 2});
        writeView(view, change, recipe(2, 2), out, 0);
        const auto grey = [&](int x) {
            return 0.299 * out.at(0, 0, 0, x) + 0.587 * out.at(0, 1, 0, x) + 0.114 * out.at(0, 2, 0, x);
        };
        QVERIFY(std::abs(out.at(0, 0, 0, 0) - out.at(0, 2, 0, 0)) < 1e-3f); // grey stays grey
        const double brightness = (grey(0) + grey(1)) / 200;
        const double contrast = (grey(1) - grey(0)) / 40 / brightness;
        const double saturation = (out.at(0, 0, 0, 1) - out.at(0, 1, 0, 1)) / 50 / brightness / contrast;
        const std::array values = {brightness, contrast, saturation};
        for (std::size_t k = 0; k < 3; ++k) {
            QVERIFY2(values[k] > 0.74 && values[k] < 1.26, qPrintable(QString::number(values[k])));
            sums[k] += values[k] / draws;
        }
    }
    for (const double mean : sums)
        QVERIFY(std::abs(mean - 1) < 0.02);
    Image white(1, 1);
    white.pixels = {255, 255, 255};
    HostTensor out({1, 3, 1, 1});
    ColourChange brighter;
    brighter.matrix[0][0] = 1.2f;
    writeView(white, brighter, recipe(1, 1), out, 0);
    QCOMPARE(out.values, std::vector<float>({255, 255, 255}));
}

void TstAugment::isDrawnFromTheStreamAlone()
{
    const Image picture = drawn::noisy(50, 40);
    const Augmentation all = augmentationNamed("crop,mirror,scale,colour,pca");
    QCOMPARE(varied(picture, recipe(40, 32), all, 5), varied(picture, recipe(40, 32), all, 5));
    QVERIFY(varied(picture, recipe(40, 32), all, 5) != varied(picture, recipe(40, 32), all, 6));
}

QObject* makeTstAugment() { return new TstAugment; }
#include "tst_augment.moc"
