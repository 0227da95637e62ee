#include "engine/core/error.h"
#include "engine/vulkan/layout.h"
#include "tests/support/check_layer.h"

#include <QtTest>

#include <random>
#include <set>

using namespace engine;

class TstLayout : public QObject {
    Q_OBJECT
private slots:
    void givesEveryValueAPlaceOfItsOwn();
    void alignsRowsAndImages();
    void avoidsPitchesThatShareACacheSet();
    void returnsWhatWasPacked();
    void leavesTheRestAlone();
    void refusesWhatDoesNotFit();
};

namespace {

Layout randomLayout(std::mt19937& random)
{
    const auto from = [&](int low, int high) { return low + int(random() % unsigned(high - low + 1)); };
    Arrangement arrangement;
    arrangement.groups = from(1, 3);
    arrangement.border = {from(0, 3), from(0, 3), from(0, 3), from(0, 3)};
    arrangement.packed = from(0, 2) == 0;
    const int channels = arrangement.groups * from(1, 21);
    return {{from(1, 3), channels, from(1, 12), from(1, 12)}, arrangement};
}

/// Random ones, and ones whose pitches would be powers of two.
std::vector<Layout> layouts()
{
    std::vector<Layout> list;
    std::mt19937 random(11);
    while (list.size() < 300)
        list.push_back(randomLayout(random));
    for (int channels : {32, 64, 128})
        for (int width : {8, 16, 32})
            list.push_back({{2, channels, 4, width}, {}});
    list.push_back({{2, 16, 16, 12}, {.groups = 2, .border = {2, 2, 2, 2}}});
    list.push_back({{2, 1024, 1, 1}, {}});
    list.push_back({{2, 4096, 1, 1}, {}});
    return list;
}

std::string name(const Layout& l)
{
    const Border& b = l.arrangement.border;
    return sentence(l.shape.text(), " in ", l.arrangement.groups, " groups, border ", b.top, ' ', b.left, ' ',
        b.bottom, ' ', b.right, l.arrangement.packed ? ", packed" : "");
}

template <class Check>
void forEachOffset(const Layout& l, Check check)
{
    for (int n = 0; n < l.shape.batch; ++n)
        for (int c = 0; c < l.shape.channels; ++c)
            for (int y = 0; y < l.shape.height; ++y)
                for (int x = 0; x < l.shape.width; ++x)
                    check(l.offset(n, c, y, x));
}

}

void TstLayout::givesEveryValueAPlaceOfItsOwn()
{
    for (const Layout& layout : layouts()) {
        std::set<std::int64_t> places;
        forEachOffset(layout, [&](std::int64_t offset) { places.insert(offset); });
        QVERIFY2(std::int64_t(places.size()) == layout.shape.size(), name(layout).c_str());
        QVERIFY2(*places.begin() >= 0, name(layout).c_str());
        const std::uint64_t end = std::uint64_t(*places.rbegin() + 1) * 4;
        QVERIFY2(end <= layout.bytes() - Layout::slack, name(layout).c_str());
        QVERIFY2(layout.contentFloats() <= layout.image, name(layout).c_str());
    }
}

void TstLayout::alignsRowsAndImages()
{
    for (const Layout& layout : layouts()) {
        QVERIFY2(layout.row % 4 == 0, name(layout).c_str());
        QVERIFY2(layout.image % 64 == 0, name(layout).c_str());
        if (layout.arrangement.packed)
            QVERIFY2(layout.pixel == layout.groupChannels(), name(layout).c_str());
        else
            QVERIFY2(
                layout.pixel % 4 == 0 && layout.pixel - layout.groupChannels() < 4, name(layout).c_str());
    }
}

void TstLayout::avoidsPitchesThatShareACacheSet()
{
    for (const Layout& layout : layouts()) {
        QVERIFY2(layout.row * 4 % 4096 != 0, name(layout).c_str());
        QVERIFY2(layout.imageBytes() % 4096 != 0, name(layout).c_str());
    }
}

void TstLayout::returnsWhatWasPacked()
{
    for (const Layout& layout : layouts()) {
        const HostTensor host = noise(layout.shape, 4);
        std::vector<float> device(layout.bytes() / 4);
        pack(host, layout, device);
        const HostTensor again = unpack(layout, device);
        QVERIFY2(again.shape == host.shape && again.values == host.values, name(layout).c_str());
    }
}

void TstLayout::leavesTheRestAlone()
{
    constexpr float untouched = -77;
    for (const Layout& layout : layouts()) {
        std::vector<float> device(layout.bytes() / 4, untouched);
        pack(HostTensor(layout.shape), layout, device);
        const auto written = std::int64_t(std::count(device.begin(), device.end(), 0.0f));
        const auto left = std::int64_t(std::count(device.begin(), device.end(), untouched));
        QVERIFY2(written == layout.shape.size(), name(layout).c_str());
        QVERIFY2(written + left == std::int64_t(device.size()), name(layout).c_str());
    }
}

void TstLayout::refusesWhatDoesNotFit()
{
    QVERIFY_EXCEPTION_THROWN(Layout({1, 7, 2, 2}, {.groups = 2}), Error);
    const Layout layout({1, 8, 2, 2}, {});
    std::vector<float> device(layout.bytes() / 4);
    QVERIFY_EXCEPTION_THROWN(pack(HostTensor({1, 8, 2, 3}), layout, device), Error);
}

QObject* makeTstLayout() { return new TstLayout; }
#include "tst_layout.moc"
