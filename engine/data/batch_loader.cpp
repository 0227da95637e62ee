#include "engine/data/batch_loader.h"

#include "engine/core/error.h"
#include "engine/data/kept_pictures.h"
#include "engine/image/prepare.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <numeric>
#include <optional>
#include <thread>

namespace engine {

namespace {

/// A batch in the making.
struct Job {
    std::uint32_t epoch = 0;
    Batch batch;
    std::vector<char> missing; ///< per picture, whether it could not be read
    std::size_t taken = 0; ///< pictures that a thread has begun with
    std::size_t done = 0;
    std::exception_ptr failure;

    std::size_t size() const { return batch.samples.size(); }
    bool isFinished() const { return failure || done == size(); }
};

/// Some pictures of a job, for one thread.
struct Slice {
    std::shared_ptr<Job> job;
    std::size_t first = 0;
    std::size_t end = 0;
};

}

/// Threads take slices of the jobs in order, and begin a new job when all are taken and few wait to be fetched.
struct BatchLoader::Parts {
    std::shared_ptr<const Dataset> dataset;
    Options options;
    KeptPictures pictures;
    PrincipalColours principal;

    std::mutex mutex; ///< of all below, except what a slice covers
    std::condition_variable_any roomLeft;
    std::condition_variable jobFinished;
    std::deque<std::shared_ptr<Job>> jobs;
    bool started = false;
    std::uint32_t epoch = 0; ///< of the next job, as is
    int batch = 0;
    std::vector<std::uint32_t> order; ///< of `orderEpoch`
    std::optional<std::uint32_t> orderEpoch;
    std::vector<std::jthread> threads; ///< ended first

    int batches() const;
    void begin(std::uint32_t firstEpoch, int firstBatch);
    void shuffle();
    void addJob();
    void fill(Job& job);
    std::optional<Slice> takeSlice(const std::stop_token& stop);
    void work(const std::stop_token& stop);
    void load(Job& job, std::size_t place);
    void measureColours();
};

int BatchLoader::Parts::batches() const
{
    const int size = dataset->size();
    const int full = size / options.batch;
    return options.dropLast ? std::max(1, full) : full + (size % options.batch != 0);
}

/// The order of an epoch depends on nothing but seed and epoch.
void BatchLoader::Parts::shuffle()
{
    order.resize(std::size_t(dataset->size()));
    std::iota(order.begin(), order.end(), 0);
    Random random(options.seed, Purpose::Shuffle, epoch);
    if (options.shuffle)
        for (auto left = std::uint32_t(order.size()); left > 1; --left)
            std::swap(order[left - 1], order[random.below(left)]);
    orderEpoch = epoch;
}

void BatchLoader::Parts::fill(Job& job)
{
    if (orderEpoch != epoch)
        shuffle();
    const std::size_t first = std::size_t(batch) * std::size_t(options.batch);
    const std::size_t end = std::min(first + std::size_t(options.batch), order.size());
    job.epoch = epoch;
    job.batch.samples.assign(order.begin() + std::ptrdiff_t(first), order.begin() + std::ptrdiff_t(end));
    for (const std::uint32_t sample : job.batch.samples)
        job.batch.labels.push_back(dataset->label(int(sample)));
    job.missing.resize(job.size());
    job.batch.images = HostTensor({int(job.size()), 3, options.recipe.crop, options.recipe.crop});
}

void BatchLoader::Parts::addJob()
{
    const auto job = std::make_shared<Job>();
    jobs.push_back(job);
    try {
        fill(*job);
    } catch (...) {
        job->failure = std::current_exception();
        job->taken = job->size();
        jobFinished.notify_all();
    }
    if (++batch == batches()) {
        batch = 0;
        ++epoch;
    }
}

std::optional<Slice> BatchLoader::Parts::takeSlice(const std::stop_token& stop)
{
    constexpr std::size_t most = 8;
    const std::size_t ahead = std::size_t(std::max(3, 64 / options.batch));
    const auto open = [&] {
        return std::find_if(
            jobs.begin(), jobs.end(), [](const auto& job) { return job->taken < job->size(); });
    };
    std::unique_lock lock(mutex);
    const bool any
        = roomLeft.wait(lock, stop, [&] { return started && (open() != jobs.end() || jobs.size() < ahead); });
    if (!any || stop.stop_requested())
        return {};
    if (open() == jobs.end())
        addJob();
    const auto found = open();
    if (found == jobs.end())
        return Slice {};
    Job& job = **found;
    const std::size_t first = job.taken;
    job.taken = std::min(first + most, job.size());
    if (job.taken < job.size())
        roomLeft.notify_one();
    return Slice {*found, first, job.taken};
}

void BatchLoader::Parts::load(Job& job, std::size_t place)
{
    const std::uint32_t sample = job.batch.samples[place];
    const std::shared_ptr<const Image> kept = pictures.picture(int(sample));
    job.missing[place] = kept == nullptr;
    if (!kept)
        return;
    const Augmentation& augmentation = options.augmentation;
    Random random(options.seed, Purpose::Augmentation, job.epoch, sample);
    const Image view = variedView(*kept, options.recipe, augmentation, random);
    if (augmentation.colour || augmentation.pca)
        writeView(view, randomColourChange(view, augmentation, principal, random), options.recipe,
            job.batch.images, int(place));
    else
        writeView(view, options.recipe, job.batch.images, int(place));
}

void BatchLoader::Parts::work(const std::stop_token& stop)
{
    while (const std::optional<Slice> slice = takeSlice(stop)) {
        if (!slice->job)
            continue;
        std::exception_ptr failure;
        try {
            for (std::size_t i = slice->first; i < slice->end && !stop.stop_requested(); ++i)
                load(*slice->job, i);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard lock(mutex);
        slice->job->done += slice->end - slice->first;
        if (failure && !slice->job->failure)
            slice->job->failure = failure;
        if (slice->job->isFinished())
            jobFinished.notify_all();
    }
}

void BatchLoader::Parts::begin(std::uint32_t firstEpoch, int firstBatch)
{
    jobs.clear();
    epoch = firstEpoch + std::uint32_t(firstBatch / batches());
    batch = firstBatch % batches();
    started = true;
    roomLeft.notify_all();
}

void BatchLoader::Parts::measureColours()
{
    const int count = std::min(dataset->size(), 2000);
    std::vector<float> colours;
    for (int i = 0; i < count; ++i)
        if (const auto kept = pictures.picture(int(std::int64_t(i) * dataset->size() / count)))
            sampleColours(*kept, colours);
    principal = principalColours(colours);
}

BatchLoader::BatchLoader(std::shared_ptr<const Dataset> dataset, const Options& options)
    : m_parts(new Parts {dataset, options,
        KeptPictures(dataset, options.recipe, options.augmentation, options.cacheBytes, options.shuffle)})
{
    require(dataset->size() > 0, "A data set without pictures makes no batches: add some");
    require(options.batch > 0, "A batch of ", options.batch, " pictures cannot be made: ask for at least 1");
    preparedPicture(Image(1, 1), options.recipe); // throws for a recipe that cannot be followed
    if (options.augmentation.pca)
        m_parts->measureColours();
    for (int i = 0; i < std::max(1, options.threads); ++i)
        m_parts->threads.emplace_back(
            [parts = m_parts.get()](const std::stop_token& stop) { parts->work(stop); });
}

BatchLoader::~BatchLoader()
{
    for (std::jthread& thread : m_parts->threads)
        thread.request_stop();
}

int BatchLoader::batchesPerEpoch() const { return m_parts->batches(); }

void BatchLoader::start(std::uint32_t epoch, int batch)
{
    const std::lock_guard lock(m_parts->mutex);
    m_parts->begin(epoch, batch);
}

/// The batch without the pictures that are missing.
static Batch compacted(Job& job)
{
    Batch& batch = job.batch;
    const auto length = std::ptrdiff_t(batch.images.shape.imageSize());
    std::size_t count = 0;
    for (std::size_t i = 0; i < job.size(); ++i) {
        if (job.missing[i])
            continue;
        if (count != i) {
            const auto from = batch.images.values.begin() + std::ptrdiff_t(i) * length;
            std::copy(from, from + length, batch.images.values.begin() + std::ptrdiff_t(count) * length);
            batch.labels[count] = batch.labels[i];
            batch.samples[count] = batch.samples[i];
        }
        ++count;
    }
    batch.images.shape.batch = int(count);
    batch.images.values.resize(count * std::size_t(length));
    batch.labels.resize(count);
    batch.samples.resize(count);
    return std::move(batch);
}

Batch BatchLoader::next()
{
    Parts& parts = *m_parts;
    std::unique_lock lock(parts.mutex);
    if (!parts.started)
        parts.begin(0, 0);
    parts.jobFinished.wait(lock, [&] { return !parts.jobs.empty() && parts.jobs.front()->isFinished(); });
    const std::shared_ptr<Job> job = parts.jobs.front();
    if (job->failure)
        std::rethrow_exception(job->failure);
    parts.jobs.pop_front();
    parts.roomLeft.notify_one();
    lock.unlock();
    return compacted(*job);
}

std::vector<SkippedFile> BatchLoader::skipped() const { return m_parts->pictures.skipped(); }

}
