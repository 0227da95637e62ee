#include "engine/image/prepare.h"

#include "engine/image/resize.h"
#include "tests/image/drawn_pictures.h"

#include <QtTest>

using namespace drawn;
using engine::HostTensor;
using engine::Image;
using engine::InputRecipe;
using engine::Shape;

class TstPrepare : public QObject {
    Q_OBJECT

private slots:
    void agreesWithPillow_data();
    void agreesWithPillow();
    void squashesAsPillowDoes();
    void keepsAPictureOfTheSize();
    void roundsTheCropsPlaceToEven();
    void followsTheRecipesNumbers();
    void makesTheTenViewsOfTorchvision();
    void widensPicturesThatAreNotCropped();
    void takesPicturesOfAnyProportions_data();
    void takesPicturesOfAnyProportions();
    void refusesWhatCannotBe();
};

static InputRecipe recipeOf(int resize, int crop)
{
    InputRecipe recipe;
    recipe.resize = resize;
    recipe.crop = crop;
    return recipe;
}

/// Tensor values of a recipe that changes none, back as pixels; several images one below the other.
static Image pixelsOf(const HostTensor& tensor)
{
    const Shape& shape = tensor.shape;
    Image picture(shape.width, shape.batch * shape.height);
    for (int i = 0; i < shape.batch; ++i) {
        for (int y = 0; y < shape.height; ++y) {
            for (int x = 0; x < shape.width; ++x) {
                for (int c = 0; c < 3; ++c)
                    picture.pixel(x, i * shape.height + y)[c] = std::uint8_t(tensor.at(i, c, y, x));
            }
        }
    }
    return picture;
}

void TstPrepare::agreesWithPillow_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("resize");
    QTest::addColumn<int>("crop");
    QTest::addColumn<bool>("smoothly");
    QTest::newRow("wide") << QSize(97, 61) << 40 << 33 << false;
    QTest::newRow("high") << QSize(61, 98) << 40 << 32 << false;
    QTest::newRow("as it is") << QSize(40, 40) << 40 << 40 << false;
    QTest::newRow("a photo's size") << QSize(500, 375) << 256 << 227 << true;
    QTest::newRow("one column") << QSize(1, 500) << 32 << 27 << false;
    QTest::newRow("three rows") << QSize(600, 3) << 32 << 32 << false;
    QTest::newRow("one pixel") << QSize(1, 1) << 32 << 27 << false;
}

void TstPrepare::agreesWithPillow()
{
    QFETCH(QSize, size);
    QFETCH(int, resize);
    QFETCH(int, crop);
    QFETCH(bool, smoothly);
    const QString name
        = QString("prepared_%1%2x%3_%4_%5.png").arg(smoothly ? "smooth_" : "").arg(size.width());
    const Image expected = fixture(name.arg(size.height()).arg(resize).arg(crop).toStdString());
    const Image picture = smoothly ? smooth(size.width(), size.height()) : noisy(size.width(), size.height());
    const InputRecipe recipe = recipeOf(resize, crop);
    QVERIFY(worstDifference(preparedPicture(picture, recipe), expected) <= 1);
    QCOMPARE(pixelsOf(prepare(picture, recipe)), preparedPicture(picture, recipe));
}

void TstPrepare::squashesAsPillowDoes()
{
    InputRecipe recipe = recipeOf(40, 33);
    recipe.resizing = InputRecipe::Resize::Squash;
    QVERIFY(
        worstDifference(preparedPicture(noisy(97, 61), recipe), fixture("squashed_97x61_40_33.png")) <= 1);
}

void TstPrepare::keepsAPictureOfTheSize()
{
    QCOMPARE(preparedPicture(noisy(32, 32), recipeOf(32, 32)), noisy(32, 32));
    QCOMPARE(preparedPicture(noisy(256, 300), recipeOf(256, 256)), crop(noisy(256, 300), 0, 22, 256, 256));
}

void TstPrepare::roundsTheCropsPlaceToEven()
{
    const Image picture = noisy(256, 256);
    QCOMPARE(preparedPicture(picture, recipeOf(256, 227)), crop(picture, 14, 14, 227, 227));
    QCOMPARE(preparedPicture(picture, recipeOf(256, 225)), crop(picture, 16, 16, 225, 225));
    QCOMPARE(preparedPicture(picture, recipeOf(256, 224)), crop(picture, 16, 16, 224, 224));
}

void TstPrepare::followsTheRecipesNumbers()
{
    InputRecipe recipe = recipeOf(4, 4);
    recipe.divisor = 255;
    recipe.mean = {0.1f, 0.2f, 0.3f};
    recipe.deviation = {0.5f, 0.25f, 2};
    Image picture = noisy(4, 4);
    const std::uint8_t pixel[] = {51, 102, 204};
    std::copy(pixel, pixel + 3, picture.pixel(2, 1));

    const HostTensor rgb = prepare(picture, recipe);
    QCOMPARE(rgb.shape, Shape({1, 3, 4, 4}));
    QCOMPARE(rgb.at(0, 0, 1, 2), (51 / 255.f - 0.1f) / 0.5f);
    QCOMPARE(rgb.at(0, 1, 1, 2), (102 / 255.f - 0.2f) / 0.25f);
    QCOMPARE(rgb.at(0, 2, 1, 2), (204 / 255.f - 0.3f) / 2);
    recipe.order = InputRecipe::Order::Bgr;
    const HostTensor bgr = prepare(picture, recipe);
    QCOMPARE(bgr.at(0, 0, 1, 2), (204 / 255.f - 0.1f) / 0.5f);
    QCOMPARE(bgr.at(0, 2, 1, 2), (51 / 255.f - 0.3f) / 2);
}

void TstPrepare::makesTheTenViewsOfTorchvision()
{
    const HostTensor views = prepareTenViews(noisy(98, 61), recipeOf(20, 17));
    QCOMPARE(views.shape, Shape({10, 3, 17, 17}));
    QVERIFY(worstDifference(pixelsOf(views), fixture("ten_views_98x61_20_17.png")) <= 1);
}

void TstPrepare::widensPicturesThatAreNotCropped()
{
    const HostTensor views = prepareTenViews(noisy(98, 61), recipeOf(16, 16));
    QCOMPARE(views.shape, Shape({10, 3, 16, 16}));
    QVERIFY(worstDifference(pixelsOf(views), fixture("ten_views_98x61_16_16.png")) <= 1);
}

void TstPrepare::takesPicturesOfAnyProportions_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("a pixel") << QSize(1, 1);
    QTest::newRow("a column") << QSize(1, 5000);
    QTest::newRow("a ribbon") << QSize(10'000, 3);
    QTest::newRow("a strip") << QSize(65'000, 1);
    QTest::newRow("the longest") << QSize(1'000'000, 1);
}

void TstPrepare::takesPicturesOfAnyProportions()
{
    QFETCH(QSize, size);
    Image picture(size.width(), size.height());
    std::fill(picture.pixels.begin(), picture.pixels.end(), std::uint8_t(77));
    for (const auto resizing : {InputRecipe::Resize::ShorterSide, InputRecipe::Resize::Squash}) {
        for (const int crop : {227, 256}) {
            InputRecipe recipe = recipeOf(256, crop);
            recipe.resizing = resizing;
            const HostTensor one = prepare(picture, recipe);
            const HostTensor ten = prepareTenViews(picture, recipe);
            QCOMPARE(one.shape, Shape({1, 3, crop, crop}));
            const auto same = [](float value) { return value == 77; };
            QVERIFY(std::all_of(one.values.begin(), one.values.end(), same));
            QVERIFY(std::all_of(ten.values.begin(), ten.values.end(), same));
        }
    }
}

void TstPrepare::refusesWhatCannotBe()
{
    QVERIFY_EXCEPTION_THROWN(prepare(noisy(5, 5), recipeOf(224, 227)), engine::Error);
    QVERIFY_EXCEPTION_THROWN(prepareTenViews(noisy(5, 5), recipeOf(4, -1)), engine::Error);
    QVERIFY_EXCEPTION_THROWN(prepare(Image(), recipeOf(256, 227)), engine::Error);
    QVERIFY_EXCEPTION_THROWN(prepare(Image(10'000'000, 1), recipeOf(256, 227)), engine::Error);
}

QObject* makeTstPrepare() { return new TstPrepare; }

#include "tst_prepare.moc"
