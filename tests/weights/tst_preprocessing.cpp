#include "tests/image/drawn_pictures.h"
#include "tests/weights/raw_file.h"

#include "engine/image/prepare.h"
#include "engine/network/architecture.h"
#include "engine/weights/preprocessing.h"

#include <QtTest>

#include <cmath>

using namespace engine;

/// What the words torchvision and caffe stand for, number by number, on a picture that Pillow has resized.
class TstPreprocessing : public QObject {
    Q_OBJECT

private slots:
    void torchvisionNormalizes();
    void caffeSubtractsTheMean();
    void networksBringTheirOwn();
    void refusesOthers();
};

namespace {

/// The largest difference to pixels that Pillow made, after `convert` of channel and value.
template <class Convert>
double difference(const InputRecipe& recipe, const Image& pillow, Convert convert)
{
    const HostTensor found = prepare(drawn::smooth(500, 375), recipe);
    double largest = 0;
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < pillow.height; ++y)
            for (int x = 0; x < pillow.width; ++x)
                largest = std::max(largest, std::abs(found.at(0, c, y, x) - convert(c, pillow.pixel(x, y))));
    return largest;
}

}

void TstPreprocessing::torchvisionNormalizes()
{
    const double mean[] = {0.485, 0.456, 0.406}, deviation[] = {0.229, 0.224, 0.225};
    const auto convert = [&](int c, const std::uint8_t* rgb) { return (rgb[c] / 255.0 - mean[c]) / deviation[c]; };
    const Image pillow = drawn::fixture("prepared_smooth_500x375_256_227.png");
    QVERIFY(difference(findPreprocessing("torchvision", 227), pillow, convert) < 1e-5);
}

void TstPreprocessing::caffeSubtractsTheMean()
{
    const double mean[] = {104, 117, 123};
    const auto convert = [&](int c, const std::uint8_t* rgb) { return rgb[2 - c] - mean[c]; }; // blue comes first
    const Image pillow = drawn::fixture("squashed_smooth_500x375_256_227.png");
    QVERIFY(difference(findPreprocessing("caffe", 227), pillow, convert) < 1e-5);
}

void TstPreprocessing::networksBringTheirOwn()
{
    QVERIFY(findArchitecture("alexnet-torchvision").recipe == findPreprocessing("torchvision", 224));
    for (const char* name : {"alexnet-bvlc", "caffenet"})
        QVERIFY(findArchitecture(name).recipe == findPreprocessing("caffe", 227));
    const InputRecipe& paper = findArchitecture("alexnet").recipe;
    QVERIFY(paper.order == InputRecipe::Order::Rgb && paper.divisor == 1);
    QVERIFY((paper.mean == std::array {122.68f, 116.67f, 104.01f}));
}

void TstPreprocessing::refusesOthers()
{
    QCOMPARE(refusal([] { findPreprocessing("tensorflow", 224); }),
        QString("there is no preprocessing \"tensorflow\"; --preprocess takes torchvision or caffe"));
    QCOMPARE(refusal([] { findPreprocessing("caffe", 299); }),
        QString("the preprocessing caffe makes pictures of 256 pixels; the network takes 299"));
}

QObject* makeTstPreprocessing() { return new TstPreprocessing; }

#include "tst_preprocessing.moc"
