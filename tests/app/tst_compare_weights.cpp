#include "compared_window.h"

#include "app/widgets/likeness_bars.h"
#include "engine/weights/safetensors.h"

#include <algorithm>

/// A and B are the same picture through one network with the weights of two files.
class TstCompareWeights : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_there.reset(); }
    void onlyTheOtherKernelDiffers();
    void showsWhereTheDifferenceGoes();

private:
    static constexpr int turned = 2; ///< the unit of conv1 whose kernel has the other sign in B

    std::unique_ptr<ComparedWindow> m_there;
    ParameterPointer m_bias;
};

void TstCompareWeights::initTestCase()
{
    m_there = std::make_unique<ComparedWindow>();
    QVERIFY(m_there->begin());
    // The built-in weights, but for one kernel.
    const std::filesystem::path own = SOURCE_DIR "/resources/models/alexnet-cifar10.safetensors";
    const std::filesystem::path other = m_there->folder.filePath("turned.safetensors").toStdString();
    const engine::WeightFile file = engine::readSafetensors(engine::MappedFile(own));
    std::vector<engine::NamedTensor> tensors;
    for (const engine::WeightEntry& tensor : file.entries())
        tensors.push_back({tensor.name, tensor.shape, [&file, &tensor](std::span<float> values) {
                               file.read(tensor, values);
                               if (tensor.name != "conv1.weight")
                                   return;
                               const std::size_t each = values.size() / std::size_t(tensor.shape[0]);
                               for (float& value : values.subspan(turned * each, each))
                                   value = -value;
                           }});
    engine::writeSafetensors(other, file.metadata(), tensors);
    QTRY_VERIFY_WITH_TIMEOUT((m_bias = m_there->session.parameter("conv1.bias")), 60000);
    m_there->session.pin();
    QSignalSpy answered(&m_there->session, &Session::answered);
    m_there->session.openNetwork({.weights = QString::fromStdString(other.string())});
    QVERIFY(answered.wait(60000));
    QVERIFY(m_there->settles());
}

/// a = w·x + b and −w·x + b: together 2 b. The other units are what they were.
void TstCompareWeights::onlyTheOtherKernelDiffers()
{
    const engine::HostTensor& a = m_there->session.answer()->outputOf(0);
    const engine::HostTensor& b = m_there->session.pinned()->outputOf(0);
    QVERIFY(m_there->session.answer()->seen == m_there->session.pinned()->seen);
    for (int unit = 0; unit < a.shape.channels; ++unit) {
        const std::span<const float> ofA = engine::mapOf(a, unit), ofB = engine::mapOf(b, unit);
        if (unit != turned) {
            QVERIFY(std::equal(ofA.begin(), ofA.end(), ofB.begin()));
            continue;
        }
        const float bias = m_bias->values[std::size_t(unit)];
        float largest = 0, off = 0;
        for (std::size_t i = 0; i < ofA.size(); ++i) {
            largest = std::max(largest, std::abs(ofA[i] - ofB[i]));
            off = std::max(off, std::abs(ofA[i] + ofB[i] - 2 * bias));
        }
        QVERIFY(largest > 0.1f);
        QVERIFY2(off < 1e-4f, qPrintable(QString::number(double(off))));
    }
}

/// On screen: A − B of the turned unit has colours, its neighbour's is one flat 0; and no layer behind it is alike.
void TstCompareWeights::showsWhereTheDifferenceGoes()
{
    QCOMPARE(m_there->comparison->sideOf(0), Comparison::Side::Difference);
    const auto colours = [this](int unit) {
        const QImage tile = m_there->tile(unit);
        QSet<QRgb> seen;
        for (int y = 0; y < tile.height(); ++y)
            for (int x = 0; x < tile.width(); ++x)
                seen += tile.pixel(x, y);
        return seen.size();
    };
    QVERIFY(colours(turned) > 10);
    QCOMPARE(colours(turned + 1), 1);
    const LikenessPointer likeness = m_there->comparison->likeness();
    QVERIFY(likeness && likeness->layers[0].cosine < 0.9999);
    for (const LikenessBars::Layer& layer : m_there->find<LikenessBars>()->layers())
        QVERIFY2(layer.likeness.has_value(), qPrintable(layer.name)); // every layer has its partner
}

QObject* makeTstCompareWeights() { return new TstCompareWeights; }
#include "tst_compare_weights.moc"
