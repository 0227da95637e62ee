#include "engine/data/batch_loader.h"
#include "engine/image/prepare.h"
#include "tests/data/pretended_dataset.h"

#include <QtTest>

#include <set>
#include <thread>

using namespace engine;
using namespace std::chrono_literals;

class TstBatchLoader : public QObject {
    Q_OBJECT
private slots:
    void preparesAsForClassification();
    void keepsTheOrderUnlessShuffled();
    void cutsTheLastBatchOrLeavesItOut();
    void shufflesEveryEpochAnew();
    void dependsOnTheOptionsAlone();
    void beginsAnywhere();
    void beginsAnewWhileLoading();
    void variesEveryEpochAnew();
    void leavesOutWhatCannotBeRead();
    void mayEmptyABatch();
    void passesOnWhatIsUnexpected();
    void loadsFewBatchesAhead();
    void stopsPromptly();
    void refusesWhatMakesNoBatch();
};

static BatchLoader::Options options(int batch, const char* augmentation = "none")
{
    BatchLoader::Options result;
    result.recipe.resize = 18;
    result.recipe.crop = 16;
    result.recipe.divisor = 255;
    result.recipe.mean = {0.4f, 0.5f, 0.6f};
    result.batch = batch;
    result.augmentation = augmentationNamed(augmentation);
    return result;
}

static std::shared_ptr<PretendedDataset> pictures(int count)
{
    return std::make_shared<PretendedDataset>(count);
}

static std::vector<Batch> take(BatchLoader& loader, int count)
{
    std::vector<Batch> batches;
    for (int i = 0; i < count; ++i)
        batches.push_back(loader.next());
    return batches;
}

static bool same(const Batch& a, const Batch& b)
{
    return a.images.shape == b.images.shape && a.images.values == b.images.values && a.labels == b.labels
        && a.samples == b.samples;
}

static bool same(const std::vector<Batch>& a, const std::vector<Batch>& b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const Batch& x, const Batch& y) { return same(x, y); });
}

static std::vector<std::uint32_t> samples(const std::vector<Batch>& batches)
{
    std::vector<std::uint32_t> list;
    for (const Batch& batch : batches)
        list.insert(list.end(), batch.samples.begin(), batch.samples.end());
    return list;
}

void TstBatchLoader::preparesAsForClassification()
{
    const auto dataset = pictures(5);
    BatchLoader loader(dataset, options(5));
    Batch batch = loader.next();
    QCOMPARE(batch.images.shape.text(), std::string("5x3x16x16"));
    QCOMPARE(batch.labels, std::vector<int>({0, 1, 2, 0, 1}));
    for (int i = 0; i < 5; ++i) {
        const HostTensor expected = prepare(dataset->image(i), options(5).recipe);
        QVERIFY(std::equal(expected.values.begin(), expected.values.end(), &batch.images.at(i, 0, 0, 0)));
    }
}

void TstBatchLoader::keepsTheOrderUnlessShuffled()
{
    BatchLoader loader(pictures(7), options(3));
    QCOMPARE(
        samples(take(loader, 6)), std::vector<std::uint32_t>({0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6}));
}

void TstBatchLoader::cutsTheLastBatchOrLeavesItOut()
{
    BatchLoader::Options how = options(3);
    QCOMPARE(BatchLoader(pictures(7), how).batchesPerEpoch(), 3);
    QCOMPARE(BatchLoader(pictures(6), how).batchesPerEpoch(), 2);
    how.dropLast = true;
    BatchLoader loader(pictures(7), how);
    QCOMPARE(loader.batchesPerEpoch(), 2);
    QCOMPARE(samples(take(loader, 3)), std::vector<std::uint32_t>({0, 1, 2, 3, 4, 5, 0, 1, 2}));
    BatchLoader few(pictures(2), how);
    QCOMPARE(few.batchesPerEpoch(), 1);
    QCOMPARE(few.next().samples.size(), std::size_t(2));
}

void TstBatchLoader::shufflesEveryEpochAnew()
{
    const auto epochs = [](std::uint64_t seed) {
        BatchLoader::Options how = options(8);
        how.shuffle = true;
        how.seed = seed;
        BatchLoader loader(pictures(60), how);
        std::vector<std::vector<std::uint32_t>> orders;
        for (int epoch = 0; epoch < 3; ++epoch)
            orders.push_back(samples(take(loader, loader.batchesPerEpoch())));
        return orders;
    };
    const auto orders = epochs(1);
    for (const auto& order : orders)
        QCOMPARE(std::set(order.begin(), order.end()).size(), std::size_t(60));
    QVERIFY(orders[0] != orders[1] && orders[1] != orders[2]);
    QCOMPARE(epochs(1), orders);
    QVERIFY(epochs(2)[0] != orders[0]);
}

void TstBatchLoader::dependsOnTheOptionsAlone()
{
    const auto batches = [](int threads, std::uint64_t cacheBytes) {
        const auto dataset = pictures(50);
        dataset->before = [](int index) {
            require(index % 17 != 5, "broken");
            std::this_thread::sleep_for(std::chrono::microseconds(index * 37 % 400));
        };
        BatchLoader::Options how = options(12, "crop,mirror,scale,colour,pca");
        how.shuffle = true;
        how.threads = threads;
        how.cacheBytes = cacheBytes;
        BatchLoader loader(dataset, how);
        return take(loader, 15);
    };
    const std::vector<Batch> expected = batches(1, 1 << 20);
    QVERIFY(same(batches(1, 0), expected));
    QVERIFY(same(batches(4, 0), expected));
    QVERIFY(same(batches(7, 20'000), expected));
}

void TstBatchLoader::beginsAnywhere()
{
    BatchLoader::Options how = options(6, "crop,mirror,scale,colour");
    how.shuffle = true;
    how.threads = 2;
    BatchLoader whole(pictures(40), how);
    const int perEpoch = whole.batchesPerEpoch();
    const std::vector<Batch> all = take(whole, 3 * perEpoch);
    for (const auto& [epoch, batch] : {std::pair(0, 3), {1, 0}, {1, 5}, {0, perEpoch}, {2, perEpoch - 1}}) {
        BatchLoader resumed(pictures(40), how);
        resumed.start(std::uint32_t(epoch), batch);
        const auto first = all.begin() + epoch * perEpoch + batch;
        QVERIFY(same(take(resumed, int(all.end() - first)), std::vector<Batch>(first, all.end())));
    }
}

void TstBatchLoader::beginsAnewWhileLoading()
{
    BatchLoader::Options how = options(6, "crop");
    how.threads = 3;
    BatchLoader loader(pictures(40), how);
    const Batch first = loader.next();
    for (int i = 0; i < 50; ++i) {
        loader.start(1, i % 7);
        loader.start(0, 0);
        QVERIFY(same(loader.next(), first));
    }
}

void TstBatchLoader::variesEveryEpochAnew()
{
    for (const char* word : {"crop", "mirror", "scale", "colour", "pca"}) {
        BatchLoader loader(pictures(20), options(20, word));
        const std::vector<Batch> epochs = take(loader, 2);
        QVERIFY2(epochs[0].images.values != epochs[1].images.values, word);
    }
}

void TstBatchLoader::leavesOutWhatCannotBeRead()
{
    const auto dataset = pictures(10);
    dataset->before
        = [](int index) { require(index != 1 && index != 2 && index != 9, "picture ", index, " is broken"); };
    BatchLoader loader(dataset, options(5));
    BatchLoader perfect(pictures(10), options(5));
    for (int epoch = 0; epoch < 2; ++epoch) {
        const Batch batch = loader.next();
        QCOMPARE(batch.images.shape.batch, 3);
        QCOMPARE(batch.images.values.size(), std::size_t(3 * 3 * 16 * 16));
        QCOMPARE(batch.samples, std::vector<std::uint32_t>({0, 3, 4}));
        QCOMPARE(batch.labels, std::vector<int>({0, 0, 1}));
        const Batch complete = perfect.next();
        for (int y = 0; y < 16; ++y) // what was picture 3 has moved up to the second place
            for (int x = 0; x < 16; ++x)
                QCOMPARE(batch.images.at(1, 2, y, x), complete.images.at(3, 2, y, x));
        QCOMPARE(loader.next().samples, std::vector<std::uint32_t>({5, 6, 7, 8}));
        perfect.next();
    }
    const std::vector<SkippedFile> skipped = loader.skipped();
    QCOMPARE(skipped.size(), std::size_t(3));
    QCOMPARE(skipped[1].file, std::string("picture 2"));
    QCOMPARE(skipped[1].reason, std::string("picture 2 is broken"));
}

void TstBatchLoader::mayEmptyABatch()
{
    const auto dataset = pictures(6);
    dataset->before = [](int index) { require(index >= 3, "broken"); };
    BatchLoader loader(dataset, options(3));
    const Batch batch = loader.next();
    QCOMPARE(batch.images.shape.batch, 0);
    QVERIFY(batch.images.values.empty() && batch.labels.empty() && batch.samples.empty());
    QCOMPARE(loader.next().samples.size(), std::size_t(3));
}

void TstBatchLoader::passesOnWhatIsUnexpected()
{
    const auto dataset = pictures(12);
    std::atomic<bool> broken = true;
    dataset->before = [&](int index) {
        if (broken && index == 7)
            throw std::logic_error("unexpected");
    };
    BatchLoader::Options how = options(4);
    how.threads = 2;
    how.cacheBytes = 0;
    BatchLoader loader(dataset, how);
    loader.next(); // the one before is whole
    for (int i = 0; i < 2; ++i)
        QVERIFY_EXCEPTION_THROWN(loader.next(), std::logic_error);
    broken = false;
    loader.start(0, 1);
    QCOMPARE(loader.next().samples, std::vector<std::uint32_t>({4, 5, 6, 7}));

    how.shuffle = true;
    const auto without = pictures(12);
    without->before = [](int index) { require(index % 3 != 0, "broken"); };
    BatchLoader training(without, how);
    QVERIFY_EXCEPTION_THROWN(take(training, 3), Error); // a class is gone
}

void TstBatchLoader::loadsFewBatchesAhead()
{
    const auto dataset = pictures(2000);
    BatchLoader::Options how = options(40);
    how.threads = 3;
    BatchLoader loader(dataset, how);
    std::this_thread::sleep_for(20ms);
    QCOMPARE(dataset->reads.load(), 0); // not before it is told where to begin
    loader.start(0, 0);
    QTRY_COMPARE(dataset->reads.load(), 3 * 40);
    loader.next();
    QTRY_COMPARE(dataset->reads.load(), 4 * 40);
    std::this_thread::sleep_for(50ms);
    QCOMPARE(dataset->reads.load(), 4 * 40);
}

void TstBatchLoader::stopsPromptly()
{
    const auto dataset = pictures(1000);
    dataset->before = [](int) { std::this_thread::sleep_for(20ms); };
    QElapsedTimer timer;
    {
        BatchLoader::Options how = options(500);
        how.threads = 2;
        BatchLoader loader(dataset, how);
        loader.start(0, 0);
        QTRY_VERIFY(dataset->reads > 4);
        timer.start();
    }
    QVERIFY(timer.elapsed() < 2000); // the batch would have taken five seconds
}

void TstBatchLoader::refusesWhatMakesNoBatch()
{
    QVERIFY_EXCEPTION_THROWN(BatchLoader(pictures(0), options(3)), Error);
    QVERIFY_EXCEPTION_THROWN(BatchLoader(pictures(3), options(0)), Error);
    BatchLoader::Options how = options(3);
    how.recipe.crop = how.recipe.resize + 1;
    QVERIFY_EXCEPTION_THROWN(BatchLoader(pictures(3), how), Error);
}

QObject* makeTstBatchLoader() { return new TstBatchLoader; }
#include "tst_batch_loader.moc"
