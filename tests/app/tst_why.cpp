#include "app/model/resources.h"
#include "app/models/layer_words.h"
#include "app/views/why_page.h"
#include "app/views/why_panel.h"
#include "app/views/why_softmax.h"
#include "app/widgets/look.h"

#include <QPushButton>
#include <QtTest>

#include <numeric>

/// "Why this number?" on the built-in network: what is shown is what the network has computed.
class TstWhy : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theNumberIsTheActivation_data();
    void theNumberIsTheActivation();
    void theTableOfAConvolutionAddsUp();
    void theTableOfAFullyConnectedLayerAddsUp();
    void choosesTheStrongestCellWithoutAPosition();
    void anotherPositionIsShownWhenChosen();
    void aUnitSwitchedOffIsZero();
    void theTemperatureLeavesTheAnswerAlone();
    void dropoutDrawsAMask();
    void cleanupTestCase();

private:
    bool show(const QString& layer, int unit, std::optional<QPoint> position = {});
    float activation() const;
    QStringList rowsOf(const QString& table, const QString& first) const;

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<WhyPanel> m_panel;
};

void TstWhy::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_session = std::make_unique<Session>();
    m_selection = std::make_unique<Selection>();
    m_preferences = std::make_unique<Preferences>(QString());
    QImage image(64, 48, QImage::Format_RGB32);
    for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 64; ++x)
            image.setPixel(x, y, qRgb(4 * x, 5 * y, (x * y) % 256));
    PictureSource source;
    QBuffer buffer(&source.bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    source.name = "ramp";
    QSignalSpy answered(m_session.get(), &Session::answered);
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    m_session->openPicture(source);
    QVERIFY(answered.wait(60000));
    m_panel = std::make_unique<WhyPanel>(Surroundings {*m_session, *m_selection, *m_preferences});
    m_panel->resize(944, 640);
}

void TstWhy::cleanupTestCase()
{
    m_panel.reset();
    m_selection.reset();
    m_session.reset();
}

bool TstWhy::show(const QString& layer, int unit, std::optional<QPoint> position)
{
    Spot spot;
    spot.layer = layer;
    spot.unit = unit;
    spot.position = position;
    spot.why = true;
    m_selection->go(spot);
    return QTest::qWaitFor([this] { return m_panel->isReady() && m_panel->page(); }, 60000);
}

/// What the network has computed at the place that is shown.
float TstWhy::activation() const
{
    const TracePointer shown = m_panel->shown();
    const engine::Place& at = shown->trace.place;
    return m_session->answer()->outputOf(shown->layer).at(0, at.channel, at.y, at.x);
}

QStringList TstWhy::rowsOf(const QString& table, const QString& first) const
{
    QStringList rows;
    for (const QString& row : table.split('\n', Qt::SkipEmptyParts))
        if (first.isEmpty() ? row[0].isDigit() : row.startsWith(first))
            rows += row;
    return rows;
}

void TstWhy::theNumberIsTheActivation_data()
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<int>("unit");
    for (const char* layer :
        {"conv1", "relu1", "norm1", "pool1", "conv2", "pool5", "fc6", "drop6", "fc8", "prob"})
        for (const int unit : {0, 3, 9})
            QTest::addRow("%s unit %d", layer, unit) << layer << unit;
}

void TstWhy::theNumberIsTheActivation()
{
    QFETCH(QString, layer);
    QFETCH(int, unit);
    QVERIFY(show(layer, unit));
    const TracePointer shown = m_panel->shown();
    QCOMPARE(shown->info().name, layer);
    const double value = double(activation()), tolerance = 1e-4 * std::max(1.0, std::abs(value));
    QVERIFY2(std::abs(shown->trace.total - value) < tolerance,
        qPrintable(QString("%1, not %2").arg(shown->trace.total).arg(value)));
    double written = value; // a convolution's number is written behind its ReLU
    const NetworkInfo& network = *m_session->network();
    if (shown->info().neurons > 0 && network.layers[std::size_t(shown->layer) + 1].kind == "ReLU")
        written = std::max(0.0, value);
    const double read = m_panel->page()->resultText().replace(QChar(0x2212), '-').remove(',').toDouble();
    QVERIFY2(std::abs(read - written) < tolerance + 5e-5, qPrintable(m_panel->page()->resultText()));
    QVERIFY(!m_panel->page()->csv().isEmpty());
}

void TstWhy::theTableOfAConvolutionAddsUp()
{
    QVERIFY(show("conv1", 5, QPoint(0, 7))); // at the border: with padding
    double sum = 0;
    const QStringList products = rowsOf(m_panel->page()->csv(), {});
    QCOMPARE(products.size(), 3 * 5 * 5);
    for (const QString& row : products) {
        const QStringList cells = row.split(',');
        QVERIFY(std::abs(cells[3].toDouble() * cells[4].toDouble() - cells[5].toDouble()) < 1e-6);
        sum += cells[5].toDouble();
    }
    sum += rowsOf(m_panel->page()->csv(), "bias")[0].section(',', -1).toDouble();
    QVERIFY(std::abs(sum - double(activation())) < 1e-4);
}

void TstWhy::theTableOfAFullyConnectedLayerAddsUp()
{
    QVERIFY(show("fc6", 11));
    const QStringList parts = rowsOf(m_panel->page()->csv(), {});
    QCOMPARE(parts.size(), 128 * 3 * 3);
    double sum = rowsOf(m_panel->page()->csv(), "bias")[0].section(',', 6, 6).toDouble(), before = INFINITY;
    for (const QString& row : parts) {
        const double part = row.section(',', 6, 6).toDouble();
        QVERIFY(std::abs(part) <= before);
        before = std::abs(part);
        sum += part;
    }
    QVERIFY(std::abs(sum - double(activation())) < 1e-3);
}

void TstWhy::choosesTheStrongestCellWithoutAPosition()
{
    QVERIFY(show("conv1", 2));
    const engine::HostTensor& maps = m_session->answer()->outputOf(m_panel->shown()->layer);
    for (int y = 0; y < maps.shape.height; ++y)
        for (int x = 0; x < maps.shape.width; ++x)
            QVERIFY(maps.at(0, 2, y, x) <= activation());
}

void TstWhy::anotherPositionIsShownWhenChosen()
{
    QVERIFY(show("pool1", 4, QPoint(3, 3)));
    emit const_cast<WhyPage*>(m_panel->page())->positionAsked({4, 3});
    QCOMPARE(m_selection->spot().position, QPoint(4, 3));
    QVERIFY(QTest::qWaitFor([this] { return m_panel->isReady(); }, 60000));
    QCOMPARE(m_panel->shown()->trace.place, (engine::Place {4, 3, 4}));
}

void TstWhy::aUnitSwitchedOffIsZero()
{
    QVERIFY(show("conv1", 3, QPoint(8, 8)));
    Alterations off;
    off.units.insert({"conv1", 3});
    QSignalSpy answered(m_session.get(), &Session::answered);
    m_session->alter(off, "unit 3 off");
    QVERIFY(answered.wait(60000));
    QVERIFY(QTest::qWaitFor([this] { return m_panel->isReady(); }, 60000));
    QCOMPARE(m_panel->shown()->trace.total, 0.0);
    m_session->undo().undo();
    QVERIFY(answered.wait(60000));
}

void TstWhy::theTemperatureLeavesTheAnswerAlone()
{
    QVERIFY(show("prob", m_session->answer()->order[0]));
    auto* page = dynamic_cast<WhySoftmax*>(const_cast<WhyPage*>(m_panel->page()));
    QVERIFY(page);
    const QString before = page->resultText();
    page->setTemperature(4);
    const std::vector<double>& now = page->shown().probabilities;
    QVERIFY(std::abs(std::accumulate(now.begin(), now.end(), 0.0) - 1) < 1e-9);
    QVERIFY(page->shown().total < double(activation()));
    QCOMPARE(page->resultText(), before);
}

void TstWhy::dropoutDrawsAMask()
{
    QVERIFY(show("drop6", 3));
    QVERIFY(m_panel->shown()->mask.values.empty());
    const auto press = [this](const QString& words) {
        for (QPushButton* button : m_panel->findChildren<QPushButton*>())
            if (button->text() == words && !button->isHidden()) {
                const TracePointer before = m_panel->shown();
                button->click();
                return QTest::qWaitFor(
                    [&] { return m_panel->isReady() && m_panel->shown() != before; }, 60000);
            }
        return false;
    };
    QVERIFY(press("Draw a mask, as in training"));
    const TracePointer drawn = m_panel->shown();
    const auto& rule = std::get<engine::DropoutTrace>(drawn->trace.rule);
    const std::vector<float>& mask = drawn->mask.values;
    QCOMPARE(mask.size(), drawn->input().values.size());
    QCOMPARE(mask[3] > 0, rule.kept);
    QCOMPARE(drawn->trace.total, rule.kept ? double(drawn->input().values[3]) * rule.factor : 0.0);
    const double share = std::accumulate(mask.begin(), mask.end(), 0.0) / double(mask.size());
    QVERIFY2(std::abs(share - (1 - rule.ratio)) < 0.2, qPrintable(QString::number(share)));
    QVERIFY(press("Draw again"));
    QVERIFY(m_panel->shown()->mask.values != mask);
    QVERIFY(press("All units, as when it answers"));
    QVERIFY(m_panel->shown()->mask.values.empty());
}

QObject* makeTstWhy() { return new TstWhy; }
#include "tst_why.moc"
