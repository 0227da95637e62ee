#include "engine/core/error.h"
#include "engine/image/decode.h"
#include "engine/image/find_pictures.h"
#include "engine/image/prepare.h"
#include "engine/network/architecture.h"
#include "engine/weights/model_file.h"
#include "engine/weights/weights.h"
#include "tests/support/data.h"
#include "tests/support/gpu.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace engine;

/// The model that comes with the program, on pictures it was not trained on.
class TstBuiltInModel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void describesItself();
    void knowsCifarsTestPictures();
    void knowsHalfOfThePhotographs();
    void cleanupTestCase() { m_network.reset(); }

private:
    /// How many of the pictures in the class folders below `folder` get the right class first; the total in `all`.
    int countRight(const std::filesystem::path& folder, int& all);

    ModelDescription m_description;
    std::unique_ptr<Network> m_network;
};

void TstBuiltInModel::initTestCase()
{
    const WeightFile file = openWeights(SOURCE_DIR "/resources/models/alexnet-cifar10.safetensors");
    m_description = describeModel(file);
    const Architecture& architecture = findArchitecture(m_description.network);
    m_network = std::make_unique<Network>(testDevice(), architecture.layers, architecture.input());
    loadParameters(file, *m_network);
}

void TstBuiltInModel::describesItself()
{
    QCOMPARE(m_description.network, std::string("alexnet-cifar10"));
    QVERIFY(m_description.recipe == findArchitecture("alexnet-cifar10").recipe);
    const std::vector<std::string> labels
        = {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
    QCOMPARE(m_description.labels, labels);
}

int TstBuiltInModel::countRight(const std::filesystem::path& folder, int& all)
{
    constexpr int batch = 50;
    int right = 0;
    all = 0;
    for (std::size_t label = 0; label < m_description.labels.size(); ++label) {
        const std::filesystem::path pictures = folder / m_description.labels[label];
        if (!std::filesystem::is_directory(pictures))
            continue;
        const std::vector<std::filesystem::path> files = findPictures(pictures);
        for (std::size_t first = 0; first < files.size(); first += batch) {
            const int count = int(std::min<std::size_t>(batch, files.size() - first));
            HostTensor images(m_network->input().withBatch(count));
            for (int i = 0; i < count; ++i) {
                const HostTensor one
                    = prepare(decodeFile(files[first + std::size_t(i)]), *m_description.recipe);
                std::copy(one.values.begin(), one.values.end(), images.values.begin() + i * one.shape.size());
            }
            const HostTensor answers = m_network->forward(images);
            for (int i = 0; i < count; ++i) {
                const auto begin = answers.values.begin() + i * answers.shape.channels;
                const auto best = std::max_element(begin, begin + answers.shape.channels);
                right += std::size_t(best - begin) == label;
            }
            all += count;
        }
    }
    return right;
}

void TstBuiltInModel::knowsCifarsTestPictures()
{
    const std::filesystem::path archive = dataFolder() / "cifar10.tar.xz";
    if (!std::filesystem::exists(archive))
        QSKIP("CIFAR-10 is not in ../shared/data");
    const QTemporaryDir folder;
    const int code = QProcess::execute(
        "tar", {"xJf", QString::fromStdString(archive.string()), "-C", folder.path(), "cifar10/test"});
    QCOMPARE(code, 0);
    int all = 0;
    const int right = countRight(folder.filePath("cifar10/test").toStdString(), all);
    QCOMPARE(all, 5000);
    qInfo("top-1: %.2f %%", 100.0 * right / all);
    QVERIFY(right >= 4000);
}

void TstBuiltInModel::knowsHalfOfThePhotographs()
{
    const std::filesystem::path photos = dataFolder() / "photos";
    if (!std::filesystem::is_directory(photos))
        QSKIP("the photographs are not in ../shared/data");
    int all = 0;
    const int right = countRight(photos, all);
    qInfo("%d of %d photographs", right, all);
    QVERIFY(all > 0 && 2 * right >= all);
}

QObject* makeTstBuiltInModel() { return new TstBuiltInModel; }
#include "tst_built_in_model.moc"
