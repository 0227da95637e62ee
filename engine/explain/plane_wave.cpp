#include "engine/explain/plane_wave.h"

#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

namespace engine {

namespace {

constexpr double turn = 2 * std::numbers::pi;

using Complex = std::complex<double>;

/// exp(2 pi i frequency n) for n from 0 to count - 1.
std::vector<Complex> turns(double frequency, int count)
{
    std::vector<Complex> list;
    for (int n = 0; n < count; ++n)
        list.push_back(std::polar(1.0, turn * frequency * n));
    return list;
}

/// Calls body(wave, energy) for the frequencies of half a plane, every `steps`th of a cycle per height and width, but
/// not for 0; the energy is the squared magnitude of the Fourier transform.
template <class Body>
void forEachWave(const CentredPlane& plane, int steps, Body body)
{
    const int columns = plane.width * steps / 2, rows = plane.height * steps / 2;
    for (int i = 0; i <= columns; ++i) {
        const double right = double(i) / steps / plane.width;
        const std::vector<Complex> across = turns(-right, plane.width);
        std::vector<Complex> sums; // of the rows
        for (int y = 0; y < plane.height; ++y)
            sums.push_back(std::inner_product(across.begin(), across.end(),
                plane.values.begin() + std::ptrdiff_t(y) * plane.width, Complex()));
        for (int j = i == 0 ? 1 : -rows; j <= rows; ++j) {
            const double down = double(j) / steps / plane.height;
            const std::vector<Complex> along = turns(-down, plane.height);
            body(PlaneWave {right, down},
                std::norm(std::inner_product(sums.begin(), sums.end(), along.begin(), Complex())));
        }
    }
}

/// The part of the sum of squares that cosine, sine and a constant explain together.
double explained(const CentredPlane& plane, const PlaneWave& wave)
{
    const std::size_t count = plane.values.size();
    const std::vector<Complex> across = turns(wave.right, plane.width),
                               along = turns(wave.down, plane.height);
    std::vector<Complex> basis;
    basis.reserve(count);
    for (const Complex& row : along)
        for (const Complex& column : across)
            basis.push_back(row * column);
    const Complex mean = std::accumulate(basis.begin(), basis.end(), Complex()) / double(count);
    double cc = 0, ss = 0, cs = 0, gc = 0, gs = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double c = basis[i].real() - mean.real(), s = basis[i].imag() - mean.imag();
        cc += c * c;
        ss += s * s;
        cs += c * s;
        gc += plane.values[i] * c;
        gs += plane.values[i] * s;
    }
    const double determinant = cc * ss - cs * cs;
    if (determinant > 1e-9 * (cc + ss) * (cc + ss))
        return (gc * gc * ss - 2 * gc * gs * cs + gs * gs * cc) / determinant;
    // At the highest frequency one of the two vanishes or both are alike.
    return cc + ss > 0 ? (gc * gc + gs * gs) / (cc + ss) : 0;
}

bool isAllowed(const CentredPlane& plane, const PlaneWave& wave)
{
    constexpr double slack = 1e-12;
    return std::hypot(wave.right * plane.width, wave.down * plane.height) >= 0.5 - slack
        && std::abs(wave.right) <= 0.5 + slack && std::abs(wave.down) <= 0.5 + slack;
}

/// Moves to better neighbours, in steps from a quarter of a cycle down to 1/512.
PlaneWave refined(const CentredPlane& plane, PlaneWave wave)
{
    double best = explained(plane, wave);
    for (double step = 0.25; step >= 1.0 / 512;) {
        PlaneWave better = wave;
        for (int i = -1; i <= 1; ++i)
            for (int j = -1; j <= 1; ++j) {
                const PlaneWave tried {
                    wave.right + i * step / plane.width, wave.down + j * step / plane.height};
                const double found = isAllowed(plane, tried) ? explained(plane, tried) : 0;
                if (found > best * (1 + 1e-12)) {
                    best = found;
                    better = tried;
                }
            }
        const bool moved = better.right != wave.right || better.down != wave.down;
        wave = better;
        step = moved ? step : step / 2;
    }
    return wave;
}

}

PlaneWave dominantWave(const CentredPlane& plane)
{
    PlaneWave wave;
    double largest = 0;
    forEachWave(plane, 2, [&](const PlaneWave& tried, double energy) {
        if (energy > largest) {
            largest = energy;
            wave = tried;
        }
    });
    if (largest == 0)
        return {};
    wave = refined(plane, wave);
    return wave.right < 0 ? PlaneWave {-wave.right, -wave.down} : wave;
}

double orientedness(const CentredPlane& plane)
{
    Complex direction = 0;
    double sum = 0;
    forEachWave(plane, 1, [&](const PlaneWave& wave, double energy) {
        direction += energy * std::polar(1.0, 2 * std::atan2(wave.down, wave.right));
        sum += energy;
    });
    return sum > 0 ? std::abs(direction) / sum : 0;
}

}
