#include "app/model/resources.h"
#include "app/models/layer_words.h"
#include "app/views/why_page.h"
#include "app/views/why_panel.h"
#include "app/views/why_softmax.h"
#include "app/widgets/ink.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"
#include "app/widgets/value_bar.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include <numeric>
#include <set>

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
    void factorsGiveThePartsAsWritten();
    void cellsGiveTheProductsAsWritten();
    void squaresComeOutAsWritten();
    void framesOnlyTheRowThatTheLensShows();
    void nothingSmallReadsAsZero();
    void marksTheTemperature();
    void captionsStandOnOneLine();
    void minusSignsAreTrue_data();
    void minusSignsAreTrue();
    void numbersStandOutOnEveryColour();
    void wordsAreThoseOfTheRule();
    void beforeAndAfterShareTheirColours();
    void cleanupTestCase();

private:
    bool show(const QString& layer, int unit, std::optional<QPoint> position = {});
    float activation() const;
    QStringList rowsOf(const QString& table, const QString& first) const;
    QStringList labels() const;
    QString footTitle() const;

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

/// What is written, as a number.
static double readNumber(QString text)
{
    bool isNumber = false;
    const double value
        = text.remove('+').remove(',').remove(' ').replace(QChar(0x2212), '-').toDouble(&isNumber);
    if (!isNumber)
        qWarning("no number: %s", qPrintable(text));
    return value;
}

static int digitsOf(const QString& text) { return int(text.section('.', 1).size()); }

/// Whether the factors as they are written give the product as it is written.
static bool multiplies(const QString& first, const QString& second, const QString& product)
{
    const double value = readNumber(first) * readNumber(second);
    return readNumber(numberWords(value, digitsOf(product))) == readNumber(product);
}

QStringList TstWhy::labels() const
{
    QStringList texts;
    for (const QLabel* label : m_panel->findChildren<QLabel*>())
        if (!label->isHidden())
            texts += label->text();
    return texts;
}

QString TstWhy::footTitle() const { return m_panel->findChildren<Panel*>().last()->accessibleName(); }

void TstWhy::factorsGiveThePartsAsWritten()
{
    for (const int unit : {0, 11, 100}) {
        QVERIFY(show("fc6", unit));
        static const QRegularExpression product(QString::fromUtf8("^[−0-9.]+ × [−0-9.]+$"));
        const QStringList texts = labels();
        int parts = 0;
        for (int i = 0; i + 1 < texts.size(); ++i) {
            if (!product.match(texts[i]).hasMatch())
                continue;
            const QStringList factors = texts[i].split(QString::fromUtf8(" × "));
            ++parts;
            QVERIFY2(digitsOf(factors[0]) >= 4, qPrintable(texts[i]));
            QVERIFY2(multiplies(factors[0], factors[1], texts[i + 1]),
                qPrintable(texts[i] + " = " + texts[i + 1]));
        }
        QVERIFY(parts >= 8);
    }
}

void TstWhy::cellsGiveTheProductsAsWritten()
{
    for (const char* layer : {"conv1", "conv2"})
        for (const int unit : {0, 5, 17}) {
            QVERIFY(show(layer, unit));
            std::vector<QStringList> lens;
            for (const NumberGrid* grid : m_panel->findChildren<NumberGrid*>())
                if (!grid->accessibleDescription().isEmpty() && !grid->isHidden())
                    lens.push_back(grid->accessibleDescription().split(", "));
            QCOMPARE(lens.size(), 3u);
            QCOMPARE(lens[0].size(), 9);
            for (int i = 0; i < 9; ++i)
                QVERIFY2(multiplies(lens[0][i], lens[1][i], lens[2][i]),
                    qPrintable(lens[0][i] + " x " + lens[1][i] + " = " + lens[2][i]));
        }
}

void TstWhy::squaresComeOutAsWritten()
{
    QVERIFY(show("norm1", 3));
    std::vector<QString> bars; // per neighbour: value, square, result
    for (const ValueBar* bar : m_panel->page()->findChildren<ValueBar*>())
        bars.push_back(bar->accessibleName().section(": ", -1));
    QVERIFY(bars.size() >= 9);
    for (std::size_t i = 0; i < bars.size(); i += 3)
        QVERIFY2(multiplies(bars[i], bars[i], bars[i + 1]), qPrintable(bars[i] + " squared " + bars[i + 1]));
    int results = 0;
    for (const QString& text : labels()) {
        const QStringList factors = text.split(QString::fromUtf8(" × "));
        if (factors.size() != 2)
            continue;
        ++results;
        QVERIFY2(multiplies(factors[0], factors[1], m_panel->page()->resultText()), qPrintable(text));
    }
    QCOMPARE(results, 1);
    const QStringList texts = labels();
    const auto behind = [&texts](const QString& name) { return texts.value(texts.indexOf(name) + 1); };
    QVERIFY(multiplies(behind(texts.filter(QString::fromUtf8("Σ a² of the")).value(0)),
        behind(QString::fromUtf8("α, weight of the squares")), behind(QString::fromUtf8("× α"))));
    QVERIFY(labels().contains("The paper takes 2, 5, 0.0001 and 0.75 (section 3.3)."));
}

void TstWhy::framesOnlyTheRowThatTheLensShows()
{
    QVERIFY(show("conv2", 5)); // kernels of 3 x 3: the lens shows a whole one
    NumberGrid* movable = nullptr;
    const auto framed = [&] {
        int count = 0;
        for (NumberGrid* grid : m_panel->page()->findChildren<NumberGrid*>()) {
            count += grid->frame().isValid();
            if (!movable && grid->focusPolicy() != Qt::NoFocus)
                movable = grid;
        }
        return count;
    };
    QCOMPARE(framed(), 3);
    const QString before = footTitle();
    QVERIFY2(before.startsWith("Map ") && before.endsWith(" in numbers"), qPrintable(before));
    QVERIFY(movable);
    emit movable->moved({0, 1});
    QCOMPARE(framed(), 3);
    QVERIFY(footTitle() != before);
    QVERIFY(show("conv1", 5)); // of 5 x 5: the same 3 x 3 of every plane
    QCOMPARE(framed(), 9);
    QVERIFY(footTitle().startsWith("The marked 3"));
}

void TstWhy::nothingSmallReadsAsZero()
{
    QVERIFY(show("prob", m_session->answer()->order[0]));
    auto* page = dynamic_cast<WhySoftmax*>(const_cast<WhyPage*>(m_panel->page()));
    QVERIFY(page);
    page->setTemperature(0.25); // so that most are small
    const std::vector<double>& now = page->shown().exponentials;
    QVERIFY(*std::min_element(now.begin(), now.end()) < 5e-6);
    const QStringList texts = labels();
    QVERIFY(!texts.contains("0.00000"));
    QVERIFY(!texts.contains("0.00 %"));
    QVERIFY(texts.contains("< 0.00001"));
    QVERIFY(texts.contains("< 0.01 %"));
}

void TstWhy::marksTheTemperature()
{
    QVERIFY(show("prob", m_session->answer()->order[0]));
    auto* page = dynamic_cast<WhySoftmax*>(const_cast<WhyPage*>(m_panel->page()));
    QVERIFY(page);
    const auto bold = [page] {
        QStringList texts;
        for (QLabel* label : page->findChildren<QLabel*>())
            if (label->styleSheet().contains("font-weight"))
                texts += label->text();
        return texts;
    };
    page->setTemperature(1);
    QCOMPARE(bold().value(0), "1");
    QCOMPARE(bold().size(), 3);
    page->setTemperature(4);
    QCOMPARE(bold().value(0), "4");
    page->setTemperature(3);
    QCOMPARE(bold(), QStringList());
}

void TstWhy::captionsStandOnOneLine()
{
    QVERIFY(show("prob", m_session->answer()->order[0]));
    m_panel->grab(); // lays out
    std::set<int> lines;
    int captions = 0;
    for (const char* start : {"probability of", "lead over", "times as probable", "spread"})
        for (const QLabel* label : m_panel->findChildren<QLabel*>())
            if (label->objectName() == "caption" && label->text().startsWith(start) && !label->isHidden()
                && label->window() == m_panel.get()) {
                ++captions;
                lines.insert(label->mapTo(m_panel.get(), QPoint()).y());
            }
    QCOMPARE(captions, 4);
    QCOMPARE(lines.size(), 1u);
}

void TstWhy::minusSignsAreTrue_data()
{
    QTest::addColumn<QString>("layer");
    for (const char* layer : {"conv1", "relu1", "conv2", "fc6", "prob"})
        QTest::addRow("%s", layer) << layer;
}

void TstWhy::minusSignsAreTrue()
{
    QFETCH(QString, layer);
    QVERIFY(show(layer, 4));
    QStringList words;
    for (const QWidget* widget : m_panel->findChildren<QWidget*>())
        words << widget->accessibleName() << widget->accessibleDescription() << widget->toolTip();
    words += labels();
    static const QRegularExpression hyphen("-[0-9]");
    QVERIFY2(words.filter(hyphen).isEmpty(), qPrintable(words.filter(hyphen).join('|')));
    QVERIFY(!words.filter(QChar(0x2212)).isEmpty()); // there are negative numbers
}

void TstWhy::numbersStandOutOnEveryColour()
{
    QCOMPARE(contrastOf(Qt::black, Qt::white), 21.0);
    for (const Look::Theme theme : {Look::Theme::Light, Look::Theme::Dark}) {
        applyLook(*qApp, theme, 1);
        for (const char* map : {"viridis", "cividis", "diverging"})
            for (const QRgb colour : look().colourMap(map))
                QVERIFY(contrastOf(inkOn(colour), colour) >= 4.5);
    }
}

void TstWhy::wordsAreThoseOfTheRule()
{
    const QString range = "99.5th percentile; beyond it the same colour";
    QVERIFY(show("relu1", 4));
    QVERIFY(labels().contains("ReLU: max(0, value)"));
    QCOMPARE(labels().count(range), 2);
    QVERIFY(show("fc6", 4));
    QVERIFY(labels().contains("ReLU: max(0, sum + bias)"));
    QCOMPARE(labels().count(range), 1);
    QVERIFY(show("pool1", 4));
    QVERIFY(labels().contains("zeros of this map, before → after"));
    const auto& rule = std::get<engine::MaxPoolTrace>(m_panel->shown()->trace.rule);
    const int lies = rule.window.windows[std::size_t(rule.winner)],
              wins = rule.wins[std::size_t(rule.winner)];
    const QString sentence = lies == 1 ? QString("The winner lies in 1 window and wins it.")
        : lies == wins                 ? QString("The winner lies in %1 windows and wins them all.").arg(lies)
                       : QString("The winner lies in %1 windows and wins %2 of them.").arg(lies).arg(wins);
    QVERIFY2(m_panel->page()->footWords().endsWith(sentence), qPrintable(m_panel->page()->footWords()));
}

void TstWhy::beforeAndAfterShareTheirColours()
{
    QVERIFY(show("norm1", 3));
    const auto cellsOf = [this](const QString& name) {
        for (const NumberGrid* grid : m_panel->findChildren<NumberGrid*>())
            if (grid->accessibleName() == name && !grid->parentWidget()->isHidden())
                return grid->cells();
        return NumberGrid::Cells {};
    };
    const NumberGrid::Cells before = cellsOf("before"), after = cellsOf("after"), factor = cellsOf("factor");
    QVERIFY(!before.values.empty());
    QVERIFY(before.values != after.values);
    QCOMPARE(after.high, before.high);
    QCOMPARE(after.low, before.low);
    QCOMPARE(after.map, before.map);
    QCOMPARE(float(factor.low), *std::min_element(factor.values.begin(), factor.values.end()));
    QVERIFY(std::abs(factor.high - 1) < 1e-6); // k is 1
}

QObject* makeTstWhy() { return new TstWhy; }
#include "tst_why.moc"
