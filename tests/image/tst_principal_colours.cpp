#include "engine/image/principal_colours.h"
#include "tests/image/drawn_pictures.h"

#include <QtTest>

#include <cmath>

using namespace engine;

class TstPrincipalColours : public QObject {
    Q_OBJECT
private slots:
    void samplesAllOfASmallPicture();
    void samplesALargePictureEvenly();
    void findsTheDirections();
    void addsNoiseAsThePaperDoes();
    void needsPictures();
};

void TstPrincipalColours::samplesAllOfASmallPicture()
{
    const Image picture = drawn::noisy(5, 3);
    std::vector<float> colours;
    sampleColours(picture, colours);
    QCOMPARE(colours.size(), picture.pixels.size());
    for (std::size_t i = 0; i < colours.size(); ++i)
        QCOMPARE(colours[i], float(picture.pixels[i]) / 255);
}

void TstPrincipalColours::samplesALargePictureEvenly()
{
    Image picture(300, 200);
    for (int y = 0; y < 200; ++y)
        for (int x = 0; x < 300; ++x)
            picture.pixel(x, y)[0] = x < 150 ? 0 : 255;
    std::vector<float> colours;
    sampleColours(picture, colours);
    QCOMPARE(colours.size(), std::size_t(3 * 1024));
    double sum = 0;
    for (std::size_t i = 0; i < colours.size(); i += 3)
        sum += colours[i];
    QVERIFY(std::abs(sum / 1024 - 0.5) < 0.05);
}

/// Colours on a cross of two lines, of variances 1/25 * 1/2 and 1/100 * 1/2.
void TstPrincipalColours::findsTheDirections()
{
    const float root = std::sqrt(0.5f);
    std::vector<float> colours;
    for (const float sign : {-1.f, 1.f}) {
        colours.insert(colours.end(), {0.5f + sign * 0.2f * root, 0.4f, 0.5f - sign * 0.2f * root});
        colours.insert(colours.end(), {0.5f, 0.4f + sign * 0.1f, 0.5f});
    }
    const PrincipalColours found = principalColours(colours);
    QVERIFY(std::abs(found.variances[0] - 0.02f) < 1e-6f);
    QVERIFY(std::abs(found.variances[1] - 0.005f) < 1e-6f);
    QVERIFY(std::abs(found.variances[2]) < 1e-6f);
    QVERIFY(std::abs(std::abs(found.directions[0][0] - found.directions[0][2]) - 2 * root) < 1e-4f);
    QVERIFY(std::abs(std::abs(found.directions[1][1]) - 1) < 1e-4f);
}

/// Mean 0 and covariance P diag((255 * 0.1 * variance)^2) P^T.
void TstPrincipalColours::addsNoiseAsThePaperDoes()
{
    const float root = std::sqrt(0.5f);
    const PrincipalColours colours {{{{root, root, 0}, {root, -root, 0}, {0, 0, 1}}}, {0.2f, 0.1f, 0.04f}};
    constexpr int draws = 50'000;
    std::array<double, 3> mean = {};
    std::array<std::array<double, 3>, 3> covariance = {};
    for (int i = 0; i < draws; ++i) {
        Random random(1, Purpose::Augmentation, 0, std::uint32_t(i));
        const std::array<float, 3> noise = principalNoise(colours, random);
        for (std::size_t a = 0; a < 3; ++a) {
            mean[a] += noise[a] / double(draws);
            for (std::size_t b = 0; b < 3; ++b)
                covariance[a][b] += double(noise[a]) * noise[b] / draws;
        }
    }
    const double first = std::pow(25.5 * 0.2, 2), second = std::pow(25.5 * 0.1, 2),
                 third = std::pow(25.5 * 0.04, 2);
    const double sum = (first + second) / 2, difference = (first - second) / 2;
    const std::array<std::array<double, 3>, 3> expected
        = {{{sum, difference, 0}, {difference, sum, 0}, {0, 0, third}}};
    for (std::size_t a = 0; a < 3; ++a) {
        QVERIFY(std::abs(mean[a]) < 5 * std::sqrt(expected[a][a] / draws)); // five standard deviations
        for (std::size_t b = 0; b < 3; ++b)
            QVERIFY(std::abs(covariance[a][b] - expected[a][b])
                < 5 * std::sqrt(2 * expected[a][a] * expected[b][b] / draws));
    }
}

void TstPrincipalColours::needsPictures()
{
    std::vector<float> none;
    QVERIFY_EXCEPTION_THROWN(principalColours(none), Error);
}

QObject* makeTstPrincipalColours() { return new TstPrincipalColours; }
#include "tst_principal_colours.moc"
