#include "engine/layers/relu.h"
#include "engine/selftest/layer_run.h"
#include "engine/vulkan/pipeline_cache.h"
#include "tests/support/gpu.h"
#include "tests/vulkan/interception.h"

#include <QtTest>

#include <functional>

using namespace engine;

using Damage = std::function<void(QByteArray&)>;

class TstPipelineCache : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void isWrittenAndUsedAgain();
    void ignoresDamagedFiles_data();
    void ignoresDamagedFiles();
    void ignoresOtherDevicesAndDrivers();
    void worksWithoutAFolder();
    void worksWhereNothingCanBeWritten();

private:
    QString file(const QTemporaryDir& folder) const;

    std::unique_ptr<Interception> m_interception;
    DeviceInfo m_info;
};

Q_DECLARE_METATYPE(Damage)

namespace {

std::size_t givenToDriver = 0; ///< bytes of the last pipeline cache

VKAPI_ATTR VkResult VKAPI_CALL createCache(VkDevice device, const VkPipelineCacheCreateInfo* info,
    const VkAllocationCallbacks* callbacks, VkPipelineCache* cache)
{
    givenToDriver = info->initialDataSize;
    return Interception::real<PFN_vkCreatePipelineCache>("vkCreatePipelineCache")(
        device, info, callbacks, cache);
}

/// Opens, uses and closes a device; what it gave its driver to start with.
std::size_t startWith(const std::filesystem::path& folder)
{
    DeviceOptions options = testOptions();
    options.validation = Validation::Off;
    options.cacheFolder = folder;
    Device device(options);
    const std::size_t given = givenToDriver;
    runLayer(device, {.layer = Relu(), .input = HostTensor({1, 4, 1, 1})});
    return given;
}

QByteArray contents(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& name, const QByteArray& bytes)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

}

QString TstPipelineCache::file(const QTemporaryDir& folder) const
{
    return QString::fromStdString(pipelineCacheFile(m_info, folder.path().toStdString()).string());
}

void TstPipelineCache::initTestCase()
{
    m_interception = std::make_unique<Interception>(
        Interception::Functions {{"vkCreatePipelineCache", function(createCache)}});
    m_info = Device(testOptions()).info();
}

void TstPipelineCache::cleanupTestCase() { m_interception.reset(); }

void TstPipelineCache::isWrittenAndUsedAgain()
{
    const QTemporaryDir folder;
    const std::filesystem::path below
        = std::filesystem::path(folder.path().toStdString()) / "made" / "for it";
    QCOMPARE(startWith(below), 0u);
    const QByteArray written = contents(QString::fromStdString(pipelineCacheFile(m_info, below).string()));
    QVERIFY(!written.isEmpty());
    QVERIFY(startWith(below) > 0);
    QCOMPARE(std::distance(std::filesystem::directory_iterator(below), {}), 1); // no other files
}

void TstPipelineCache::ignoresDamagedFiles_data()
{
    QTest::addColumn<Damage>("damage");
    const auto row = [](const char* name, Damage damage) { QTest::newRow(name) << damage; };
    row("empty", [](QByteArray& bytes) { bytes.clear(); });
    row("garbage", [](QByteArray& bytes) { bytes.fill('x', 5000); });
    row("garbage in lines", [](QByteArray& bytes) { bytes.fill('\n', 50); });
    row("truncated in the header", [](QByteArray& bytes) { bytes.truncate(20); });
    row("header only", [](QByteArray& bytes) { bytes.truncate(bytes.indexOf('\n') + 1); });
    row("one byte too short", [](QByteArray& bytes) { bytes.chop(1); });
    row("one byte too long", [](QByteArray& bytes) { bytes.append('\0'); });
    row("first byte flipped", [](QByteArray& bytes) { bytes[0] = char(bytes[0] ^ 1); });
    row("byte of the driver's flipped", [](QByteArray& bytes) {
        const auto i = bytes.indexOf('\n') + 5;
        bytes[i] = char(bytes[i] ^ 0x80);
    });
    row("last byte flipped", [](QByteArray& bytes) { bytes.back() = char(bytes.back() ^ 1); });
}

void TstPipelineCache::ignoresDamagedFiles()
{
    QFETCH(Damage, damage);
    const QTemporaryDir folder;
    startWith(folder.path().toStdString());
    QByteArray bytes = contents(file(folder));
    damage(bytes);
    write(file(folder), bytes);
    QCOMPARE(startWith(folder.path().toStdString()), 0u);
    QVERIFY(contents(file(folder)) != bytes);
    QVERIFY(startWith(folder.path().toStdString()) > 0); // the file is whole again
}

void TstPipelineCache::ignoresOtherDevicesAndDrivers()
{
    for (std::string DeviceInfo::*part : {&DeviceInfo::name, &DeviceInfo::driver, &DeviceInfo::api}) {
        const QTemporaryDir folder;
        startWith(folder.path().toStdString());
        DeviceInfo other = m_info;
        other.*part += '1';
        QByteArray bytes = contents(file(folder));
        bytes.replace((m_info.*part + " |").c_str(), (other.*part + " |").c_str());
        QVERIFY(bytes != contents(file(folder)));
        write(file(folder), bytes);
        QCOMPARE(startWith(folder.path().toStdString()), 0u);
        QVERIFY(startWith(folder.path().toStdString()) > 0);
    }
    DeviceInfo other = m_info;
    other.uuid.back() = other.uuid.back() == '0' ? '1' : '0';
    QVERIFY(pipelineCacheFile(other, "") != pipelineCacheFile(m_info, ""));
}

void TstPipelineCache::worksWithoutAFolder() { QCOMPARE(startWith({}), 0u); }

void TstPipelineCache::worksWhereNothingCanBeWritten()
{
    const QTemporaryDir folder;
    write(folder.filePath("file"), "not a folder"); // nothing can be made below it, by root neither
    QCOMPARE(startWith(folder.filePath("file").toStdString()), 0u);
    QCOMPARE(startWith((folder.filePath("file") + "/below").toStdString()), 0u);
    QVERIFY(QDir().mkpath(file(folder) + "/taken")); // the file's name belongs to a folder
    QCOMPARE(startWith(folder.path().toStdString()), 0u);
    QVERIFY(QFileInfo(file(folder)).isDir());
}

QObject* makeTstPipelineCache() { return new TstPipelineCache; }
#include "tst_pipeline_cache.moc"
