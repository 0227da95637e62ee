#include "app/models/kernel_atlas.h"

#include <QtTest>

namespace {

/// Two kernels of 1 x 2 pixels: one with weights up to 1, one with a tenth of them.
engine::HostTensor kernels()
{
    engine::HostTensor made(engine::Shape {2, 3, 1, 2});
    made.values = {1, 0, 0, 0, -1, 0, 0.1f, 0, 0, 0, -0.1f, 0};
    return made;
}

std::array<QRgb, 256> ramp()
{
    std::array<QRgb, 256> colours {};
    for (int i = 0; i < 256; ++i)
        colours[std::size_t(i)] = qRgb(i, 0, 0);
    return colours;
}

}

/// Kernels as pictures.
class TstKernelAtlas : public QObject {
    Q_OBJECT
private slots:
    void greyIsWeightZero()
    {
        const TileSheet sheet = colourKernels(kernels(), KernelRange::EachKernel, 1);
        QCOMPARE(sheet.count, 2);
        QCOMPARE(sheet.cell, QSize(2, 1));
        const QPoint first = sheet.place(0).topLeft();
        QCOMPARE(sheet.atlas.pixel(first), qRgb(255, 128, 0));
        QCOMPARE(sheet.atlas.pixel(first + QPoint(1, 0)), qRgb(128, 128, 128));
    }

    void rangesAreOfEachKernelOrOfAll()
    {
        const TileSheet each = colourKernels(kernels(), KernelRange::EachKernel, 2);
        const TileSheet all = colourKernels(kernels(), KernelRange::AllKernels, 2);
        QCOMPARE(each.towers, 2);
        QCOMPARE(each.atlas.pixel(each.place(1).topLeft()), qRgb(255, 128, 0));
        QCOMPARE(all.atlas.pixel(all.place(1).topLeft()), qRgb(140, 128, 115));
        QCOMPARE(all.atlas.pixel(all.place(0).topLeft()), qRgb(255, 128, 0));
    }

    void otherKernelsHaveNoColours()
    {
        QCOMPARE(
            colourKernels(engine::HostTensor(engine::Shape {2, 4, 3, 3}), KernelRange::EachKernel, 1).count,
            0);
    }

    void planesHaveASymmetricRange()
    {
        const TileSheet sheet = kernelPlanes(kernels(), 0, 1, ramp());
        QCOMPARE(sheet.count, 3);
        QCOMPARE(sheet.atlas.pixel(sheet.place(0).topLeft()), qRgb(255, 0, 0));
        QCOMPARE(sheet.atlas.pixel(sheet.place(1).topLeft()), qRgb(128, 0, 0));
        QCOMPARE(sheet.atlas.pixel(sheet.place(2).topLeft()), qRgb(0, 0, 0));
        QCOMPARE(kernelPlane(kernels(), 0, 2, 1, ramp()).pixel(0, 0), qRgb(0, 0, 0));
        QCOMPARE(
            kernelPlane(kernels(), 0, 0, 0, ramp()).pixel(0, 0), qRgb(128, 0, 0)); // no range: the middle
    }

    void sortsByWhatWasMeasured()
    {
        std::vector<engine::KernelMeasures> measures(3);
        measures[0] = {.colourfulness = 0.2, .orientation = {}, .frequency = 1};
        measures[1] = {.colourfulness = 0.9, .orientation = 90, .frequency = 3};
        measures[2] = {.colourfulness = 0.5, .orientation = 10, .frequency = 2};
        QCOMPARE(kernelOrder(measures, KernelOrder::Index), (std::vector<int> {0, 1, 2}));
        QCOMPARE(kernelOrder(measures, KernelOrder::Orientation), (std::vector<int> {2, 1, 0}));
        QCOMPARE(kernelOrder(measures, KernelOrder::Frequency), (std::vector<int> {1, 2, 0}));
        QCOMPARE(kernelOrder(measures, KernelOrder::Colour), (std::vector<int> {1, 2, 0}));
        QCOMPARE(largestWeight(kernels().values), 1.0);
        engine::HostTensor other = kernels();
        other.at(1, 2, 0, 1) = -3;
        QCOMPARE(strongestPlane(other, 0), 0);
        QCOMPARE(strongestPlane(other, 1), 2);
    }
};

QObject* makeTstKernelAtlas() { return new TstKernelAtlas; }
#include "tst_kernel_atlas.moc"
