#include "tests/weights/raw_file.h"

#include "engine/weights/recipe_text.h"

#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace engine;

/// The recipe of a network's input as text: it comes back bit by bit, and a doubtful one is refused.
class TstRecipeText : public QObject {
    Q_OBJECT

private slots:
    void readsWell();
    void comesBackAsItWas();
    void floatsComeBackExactly();
    void refuses_data();
    void refuses();
    void refusesToWrite();
};

static InputRecipe torchvision()
{
    InputRecipe recipe;
    recipe.crop = 224;
    recipe.divisor = 255;
    recipe.mean = {0.485f, 0.456f, 0.406f};
    recipe.deviation = {0.229f, 0.224f, 0.225f};
    return recipe;
}

static const char torchvisionText[] = R"({"order":"RGB","resize":"shorter_side","resize_to":256,"crop":224,)"
                                      R"("divisor":255.0,"mean":[0.485,0.456,0.406],)"
                                      R"("deviation":[0.229,0.224,0.225]})";

void TstRecipeText::readsWell()
{
    QCOMPARE(QString::fromStdString(recipeToJson(torchvision())), QString(torchvisionText));
    QCOMPARE(recipeFromJson(torchvisionText, "w"), torchvision());
}

void TstRecipeText::comesBackAsItWas()
{
    InputRecipe caffe;
    caffe.order = InputRecipe::Order::Bgr;
    caffe.resizing = InputRecipe::Resize::Squash;
    caffe.mean = {104, 117, 123};
    QCOMPARE(recipeFromJson(recipeToJson(caffe), "w"), caffe);
    QCOMPARE(recipeFromJson(recipeToJson({}), "w"), InputRecipe {});
    const std::string whole = R"({"crop":1,"resize_to":4096,"resize":"squash","order":"BGR","divisor":1,)"
                              R"("deviation":[1,2,3], "mean" : [0, -1, 1e2] })";
    const InputRecipe recipe = recipeFromJson(whole, "w");
    QCOMPARE(recipe.crop, 1);
    QCOMPARE(recipe.resize, 4096);
    QCOMPARE(recipe.mean, (std::array<float, 3> {0, -1, 100}));
}

void TstRecipeText::floatsComeBackExactly()
{
    std::vector<float> values = {std::numeric_limits<float>::max(), std::numeric_limits<float>::min(),
        std::numeric_limits<float>::denorm_min(), 0.1f, 1 / 3.f, 16777217.f, 1e10f, 123.68f, -0.0f};
    std::mt19937 random(7);
    while (values.size() < 5000) {
        const float value = std::bit_cast<float>(std::uint32_t(random()));
        if (std::isfinite(value))
            values.push_back(value);
    }
    for (const float value : values) {
        InputRecipe recipe;
        recipe.mean = {value, -value, 0};
        if (value != 0)
            recipe.divisor = std::abs(value);
        const InputRecipe found = recipeFromJson(recipeToJson(recipe), "w");
        QCOMPARE(std::bit_cast<std::uint32_t>(found.mean[0]), std::bit_cast<std::uint32_t>(value));
        QCOMPARE(std::bit_cast<std::uint32_t>(found.mean[1]), std::bit_cast<std::uint32_t>(-value));
        QCOMPARE(std::bit_cast<std::uint32_t>(found.divisor), std::bit_cast<std::uint32_t>(recipe.divisor));
    }
}

void TstRecipeText::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("words");
    const auto raw = [](const char* name, const QByteArray& json, const char* words) {
        QTest::newRow(name) << json << words;
    };
    const auto row = [](const char* name, const char* before, const QByteArray& after, const char* words) {
        const QByteArray whole = torchvisionText;
        Q_ASSERT(whole.count(before) == 1);
        QTest::newRow(name) << QByteArray(whole).replace(before, after) << words;
    };
    raw("nothing", "", "not a JSON object");
    raw("array", "[]", "not a JSON object");
    raw("cut", "{\"order\":", "not a JSON object");
    raw("deep", QByteArray(60'000, '['), "not a JSON object");
    raw("deep inside", "{\"mean\":" + QByteArray(30'000, '[') + QByteArray(30'000, ']') + "}",
        "has no order");
    raw("too long", QByteArray(torchvisionText) + QByteArray(70'000, ' '), "longer than 65536 bytes");
    raw("text hidden behind a NUL", QByteArray(torchvisionText) + QByteArray("\0{}", 3), "not a JSON object");
    raw("empty object", "{}", "has no order");
    row("text after the object", "]}", "]}{}", "not a JSON object");
    row("unknown key", "]}", R"(],"scale":2})", "has an unknown key 'scale'");
    row("key twice", "]}", R"(],"crop":227})", "has a key twice: 'crop'");
    row("key twice in other letters", "]}", R"(],"\u0063rop":227})", "has a key twice: 'crop'");

    row("no order", R"("order":"RGB",)", "", "the recipe has no order");
    row("no resize", R"("resize":"shorter_side",)", "", "the recipe has no resize");
    row("no size", R"("resize_to":256,)", "", "the recipe has no resize_to");
    row("no crop", R"("crop":224,)", "", "the recipe has no crop");
    row("no divisor", R"("divisor":255.0,)", "", "the recipe has no divisor");
    row("no mean", R"("mean":[0.485,0.456,0.406],)", "", "the recipe has no mean");
    row("no deviation", R"(,"deviation":[0.229,0.224,0.225])", "", "the recipe has no deviation");

    row("order", "RGB", "rgb", "order must be \"RGB\" or \"BGR\"");
    row("order of another type", "\"RGB\"", "[\"RGB\"]", "order must be \"RGB\" or \"BGR\"");
    row("resize", "shorter_side", "crop", "resize must be \"shorter_side\" or \"squash\"");
    row("resize of another type", "\"shorter_side\"", "null", "resize must be");
    row("size of text", ":256", ":\"256\"", "resize_to must be a whole number");
    row("size with a fraction", ":256", ":256.5", "resize_to must be a whole number");
    row("size true", ":256", ":true", "resize_to must be a whole number");
    row("size 0", ":256", ":0", "resize_to is 0, but must be 1 to 4096");
    row("size -1", ":256", ":-1", "resize_to is -1, but must be 1 to 4096");
    row("size 4097", ":256", ":4097", "resize_to is 4097, but must be 1 to 4096");
    row("size that is 1 in 32 bits", ":256", ":4294967297", "resize_to is 4294967297, but must be");
    row("size of 64 bits", ":256", ":18446744073709551615", "but must be 1 to 4096");
    row("crop 0", ":224", ":0", "crop is 0, but must be 1 to 4096");
    row("crop 5000", ":224", ":5000", "crop is 5000, but must be 1 to 4096");
    row("crop larger than the picture", ":224", ":257", "crop (257) is larger than resize_to (256)");
    row("divisor of text", "255.0", "\"255\"", "divisor must be a number");
    row("divisor null", "255.0", "null", "divisor must be a number");
    row("divisor 0", "255.0", "0", "divisor must be a finite number above 0");
    row("divisor that becomes 0", "255.0", "1e-60", "divisor must be a finite number above 0");
    row("divisor below 0", "255.0", "-1", "divisor must be a finite number above 0");
    row("divisor beyond float", "255.0", "1e39", "divisor must be a finite number above 0");
    row("divisor beyond double", "255.0", "1e999", "not a JSON object");
    row("divisor NaN", "255.0", "NaN", "not a JSON object");
    row("mean of one number", "[0.485,0.456,0.406]", "0.5", "mean must be a list of three numbers");
    row("mean of two", "[0.485,0.456,0.406]", "[1,2]", "mean must be a list of three numbers");
    row("mean of four", "[0.485,0.456,0.406]", "[1,2,3,4]", "mean must be a list of three numbers");
    row("mean with a text", "0.485", "\"0.485\"", "mean must be a list of three numbers");
    row("mean with null", "0.485", "null", "mean must be a list of three numbers");
    row("mean beyond float", "0.485", "-1e39", "mean must hold three finite numbers");
    row("deviation 0", "0.224", "0", "deviation must hold three finite numbers above 0");
    row("deviation -0", "0.224", "-0.0", "deviation must hold three finite numbers above 0");
    row("deviation below 0", "0.224", "-1", "deviation must hold three finite numbers above 0");
}

void TstRecipeText::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, words);
    const QString message = refusal([&] { recipeFromJson(json.toStdString(), "net.safetensors"); });
    QVERIFY2(message.contains(words), qPrintable("said: " + message));
    QVERIFY2(message.startsWith("net.safetensors: "), qPrintable(message));
}

void TstRecipeText::refusesToWrite()
{
    const auto message = [](auto change) {
        InputRecipe recipe;
        change(recipe);
        return refusal([&] { recipeToJson(recipe); });
    };
    QVERIFY(message([](InputRecipe& recipe) { recipe.resize = 0; }).contains("resize_to is 0"));
    QVERIFY(message([](InputRecipe& recipe) { recipe.crop = 4097; }).contains("crop is 4097"));
    QVERIFY(message([](InputRecipe& recipe) { recipe.divisor = 0; }).contains("divisor"));
    QVERIFY(message([](InputRecipe& recipe) { recipe.mean[1] = std::nanf(""); }).contains("mean"));
    QVERIFY(message([](InputRecipe& recipe) { recipe.deviation[2] = 0; }).contains("deviation"));
}

QObject* makeTstRecipeText()
{
    return new TstRecipeText;
}

#include "tst_recipe_text.moc"
