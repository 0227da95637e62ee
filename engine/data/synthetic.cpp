#include "engine/data/synthetic.h"

#include "engine/core/error.h"
#include "engine/core/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace engine {

namespace {

/// A shape about the origin, within a circle of radius 1: whether it covers a point.
struct Outline {
    const char* name;
    bool (*covers)(double x, double y);
};

/// How a picture is drawn.
struct Drawing {
    const Outline* shape = nullptr;
    double x = 0, y = 0, radius = 0; ///< pixels
    double sine = 0, cosine = 1;
    std::array<double, 3> ground = {};
    std::array<double, 3> slope = {}; ///< change of the ground from edge to edge
    std::array<double, 3> colour = {};
};

}

static bool star(double x, double y)
{
    // One of ten equal sectors, between a tip at (0.95, 0) and a notch.
    constexpr double sector = std::numbers::pi / 5;
    const double angle = std::abs(std::remainder(std::atan2(y, x), 2 * sector));
    const double radius = std::hypot(x, y);
    const double notchX = 0.4 * std::cos(sector), notchY = 0.4 * std::sin(sector);
    return (0.95 - radius * std::cos(angle)) * notchY > (0.95 - notchX) * radius * std::sin(angle);
}

static bool heart(double x, double y)
{
    x *= 1.3;
    y = 0.1 - y * 1.3;
    const double ring = x * x + y * y - 1;
    return ring * ring * ring < x * x * y * y * y;
}

static constexpr Outline shapes[] = {
    {"arrow",
        [](double x, double y) {
            return x < 0.1 ? x > -0.85 && std::abs(y) < 0.18 : std::abs(y) < (0.9 - x) * 0.8;
        }},
    {"bar", [](double x, double y) { return std::abs(x) < 0.9 && std::abs(y) < 0.25; }},
    {"circle", [](double x, double y) { return std::hypot(x, y) < 0.75; }},
    {"crescent", [](double x, double y) { return std::hypot(x, y) < 0.85 && std::hypot(x - 0.4, y) > 0.65; }},
    {"cross",
        [](double x, double y) {
            return std::min(std::abs(x), std::abs(y)) < 0.22 && std::max(std::abs(x), std::abs(y)) < 0.85;
        }},
    {"heart", heart},
    {"ring", [](double x, double y) { return std::abs(std::hypot(x, y) - 0.65) < 0.2; }},
    {"square", [](double x, double y) { return std::max(std::abs(x), std::abs(y)) < 0.65; }},
    {"star", star},
    {"triangle", [](double x, double y) { return y < 0.45 && std::abs(x) * std::sqrt(3) - y < 0.9; }},
};

static std::array<double, 3> anyColour(Random& random)
{
    return {random.uniform(20, 235), random.uniform(20, 235), random.uniform(20, 235)};
}

static double difference(const std::array<double, 3>& a, const std::array<double, 3>& b)
{
    return std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2]);
}

static Drawing randomDrawing(const Outline& shape, int side, Random& random)
{
    Drawing drawing {.shape = &shape};
    drawing.radius = side * random.uniform(0.25, 0.45);
    drawing.x = side * random.uniform(0.35, 0.65);
    drawing.y = side * random.uniform(0.35, 0.65);
    const double angle = random.uniform(0, 2 * std::numbers::pi);
    drawing.sine = std::sin(angle);
    drawing.cosine = std::cos(angle);
    drawing.ground = anyColour(random);
    for (double& slope : drawing.slope)
        slope = random.uniform(-40, 40);
    do
        drawing.colour = anyColour(random);
    while (difference(drawing.colour, drawing.ground) < 150);
    return drawing;
}

/// The share of a pixel that the shape covers, from 3 x 3 points in it.
static double coverage(const Drawing& drawing, int column, int row)
{
    int covered = 0;
    for (int point = 0; point < 9; ++point) {
        const double x = (column + (point % 3 + 0.5) / 3 - drawing.x) / drawing.radius;
        const double y = (row + (point / 3 + 0.5) / 3 - drawing.y) / drawing.radius;
        covered += drawing.shape->covers(
            x * drawing.cosine + y * drawing.sine, y * drawing.cosine - x * drawing.sine);
    }
    return covered / 9.;
}

namespace {

class Synthetic : public Dataset {
public:
    Synthetic(int pictures, std::uint64_t seed, std::uint32_t series, int side)
        : m_size(pictures)
        , m_seed(seed)
        , m_series(series)
        , m_side(side)
    {
        for (const Outline& shape : shapes)
            m_classes.emplace_back(shape.name);
    }
    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return m_size; }
    int label(int index) const override { return index % int(std::size(shapes)); }
    Image image(int index) const override;
    std::string name(int index) const override { return sentence("synthetic picture ", index + 1); }

private:
    std::vector<std::string> m_classes;
    int m_size;
    std::uint64_t m_seed;
    std::uint32_t m_series;
    int m_side;
};

}

Image Synthetic::image(int index) const
{
    Random random(m_seed, Purpose::Drawing, m_series, std::uint32_t(index));
    const Drawing drawing = randomDrawing(shapes[label(index)], m_side, random);
    Image picture(m_side, m_side);
    for (int y = 0; y < m_side; ++y)
        for (int x = 0; x < m_side; ++x) {
            const double share = coverage(drawing, x, y);
            for (std::size_t c = 0; c < 3; ++c) {
                const double ground = drawing.ground[c] + drawing.slope[c] * (double(x + y) / m_side - 1) / 2;
                const double value = ground + share * (drawing.colour[c] - ground) + random.uniform(-12, 12);
                picture.pixel(x, y)[c] = std::uint8_t(std::clamp(std::lround(value), 0L, 255L));
            }
        }
    return picture;
}

std::shared_ptr<const Dataset> syntheticDataset(
    int pictures, std::uint64_t seed, std::uint32_t series, int side)
{
    return std::make_shared<Synthetic>(pictures, seed, series, side);
}

}
