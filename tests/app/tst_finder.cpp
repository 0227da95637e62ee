#include "desk_window.h"

#include "app/models/finder_match.h"
#include "app/views/finder.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QtTest>

/// Ctrl K: everything is found by typing.
class TstFinder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void scoresWhatIsTyped_data();
    void scoresWhatIsTyped();
    void readsUnits_data();
    void readsUnits();
    void init();
    void goesTo_data();
    void goesTo();
    void triggersACommand();
    void opensASample();
    void arrowsChooseAndEscapeLeaves();
    void findsEveryCommandOfTheMenus();
    void isNamedAndFitsTheWindow();

private:
    void open();
    QLineEdit* field() const { return m_desk->window.findChild<QLineEdit*>("finderField"); }
    Finder* finder() const { return m_desk->window.findChild<Finder*>(); }

    std::unique_ptr<DeskWindow> m_desk;
};

void TstFinder::initTestCase()
{
    m_desk = std::make_unique<DeskWindow>();
    QVERIFY(m_desk->openAnswered("robin.png"));
}

void TstFinder::cleanupTestCase() { m_desk.reset(); }

void TstFinder::init()
{
    QApplication::setActiveWindow(&m_desk->window);
    m_desk->selection.go({"explore", "conv1", 0, {}, false});
}

void TstFinder::scoresWhatIsTyped_data()
{
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::addColumn<QString>("typed");
    QTest::newRow("all of it") << "ship"
                               << "shipyard"
                               << "ship";
    QTest::newRow("beginning of all") << "Filters"
                                      << "All filters"
                                      << "filt";
    QTest::newRow("beginning of a word") << "Save state"
                                         << "Estate"
                                         << "stat";
    QTest::newRow("missing") << "conv1"
                             << ""
                             << "conv";
    QTest::newRow("both words") << "Open pictures"
                                << ""
                                << "pic OPEN";
}

void TstFinder::scoresWhatIsTyped()
{
    QFETCH(QString, better);
    QFETCH(QString, worse);
    QFETCH(QString, typed);
    const std::optional<int> first = finderScore(better, "command", typed);
    const std::optional<int> second = finderScore(worse, "command", typed);
    QVERIFY(first);
    QCOMPARE(second.has_value(), !worse.isEmpty());
    if (second)
        QVERIFY(*first < *second);
}

void TstFinder::readsUnits_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("unit");
    QTest::newRow("plain") << "conv1 17" << 17;
    QTest::newRow("slash") << "CONV1/3" << 3;
    QTest::newRow("word") << "conv1 unit 5" << 5;
    QTest::newRow("too many") << "conv1 99999" << -1;
    QTest::newRow("no such layer") << "conv9 1" << -1;
    QTest::newRow("no number") << "conv1 " << -1;
}

void TstFinder::readsUnits()
{
    QFETCH(QString, typed);
    QFETCH(int, unit);
    const std::optional<FoundUnit> found = typedUnit(*m_desk->session.network(), typed);
    QCOMPARE(found ? found->unit : -1, unit);
    if (found)
        QCOMPARE(found->layer, QString("conv1"));
}

void TstFinder::open()
{
    QTest::keyClick(&m_desk->window, Qt::Key_K, Qt::ControlModifier);
    QVERIFY(finder()->isVisible());
    QVERIFY(field()->text().isEmpty());
}

void TstFinder::goesTo_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("layer");
    QTest::addColumn<int>("unit");
    QTest::newRow("place") << "filters"
                           << "filters"
                           << "conv1" << 0;
    QTest::newRow("layer") << "conv3"
                           << "explore"
                           << "conv3" << -1;
    QTest::newRow("unit") << "conv3 17"
                          << "explore"
                          << "conv3" << 17;
}

void TstFinder::goesTo()
{
    QFETCH(QString, typed);
    QFETCH(QString, place);
    QFETCH(QString, layer);
    QFETCH(int, unit);
    open();
    QTest::keyClicks(field(), typed);
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(!finder()->isVisible());
    QCOMPARE(m_desk->selection.spot().place, place);
    QCOMPARE(m_desk->selection.spot().layer, layer);
    QCOMPARE(m_desk->selection.spot().unit, unit);
}

void TstFinder::triggersACommand()
{
    open();
    QTest::keyClicks(field(), "light");
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(m_desk->preferences.light());
    m_desk->preferences.setLight(false);
    const QStringList& labels = m_desk->session.network()->labels; // and a class
    open();
    QTest::keyClicks(field(), labels[3] + " class");
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_desk->selection.spot().layer, m_desk->session.network()->layers.back().name);
    QCOMPARE(m_desk->selection.spot().unit, 3);
}

void TstFinder::opensASample()
{
    open();
    const auto isSample = [](const Finder::Entry& entry) { return entry.kind == "sample"; };
    const auto samples = [&] {
        field()->setText("sample");
        return std::any_of(finder()->found().begin(), finder()->found().end(), isSample);
    };
    QTRY_VERIFY_WITH_TIMEOUT(samples(), 30000);
    const auto first = std::find_if(finder()->found().begin(), finder()->found().end(), isSample);
    const QString title = first->words;
    field()->setText(title + " sample"); // there may be a class of that name, too
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->session.answer()->name, title, 60000);
}

void TstFinder::arrowsChooseAndEscapeLeaves()
{
    QWidget* before = m_desk->window.focusWidget();
    open();
    auto* list = m_desk->window.findChild<QListWidget*>("finderList");
    QTest::keyClicks(field(), "conv");
    QCOMPARE(list->currentRow(), 0);
    QTest::keyClick(field(), Qt::Key_Down);
    QCOMPARE(list->currentRow(), 1);
    QCOMPARE(field()->accessibleDescription(), list->currentItem()->data(Qt::AccessibleTextRole).toString());
    QTest::keyClick(field(), Qt::Key_Up);
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(list->currentRow(), 0);
    field()->setText("nothing has this name");
    QVERIFY(finder()->found().empty());
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(finder()->isVisible()); // there is nowhere to go
    const Spot spot = m_desk->selection.spot();
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!finder()->isVisible());
    QCOMPARE(m_desk->selection.spot(), spot);
    QCOMPARE(m_desk->window.focusWidget(), before);
}

void TstFinder::findsEveryCommandOfTheMenus()
{
    open();
    for (const QAction* action : m_desk->window.actions()) {
        if (action->isSeparator() || action->menu() || !action->isEnabled())
            continue;
        QString words = action->text();
        words.remove('&').remove(QChar(0x2026));
        field()->setText(words);
        const auto& found = finder()->found();
        QVERIFY2(std::any_of(found.begin(), found.end(),
                     [&](const Finder::Entry& entry) { return entry.words.startsWith(words); }),
            qPrintable(words));
    }
    QTest::keyClick(field(), Qt::Key_Escape);
}

void TstFinder::isNamedAndFitsTheWindow()
{
    for (const double scale : {1.0, 2.0}) {
        m_desk->preferences.setFontScale(scale);
        open();
        QVERIFY(!finder()->accessibleName().isEmpty());
        QVERIFY(!field()->accessibleName().isEmpty());
        QVERIFY(m_desk->window.rect().contains(finder()->geometry()));
        QTest::keyClick(field(), Qt::Key_Escape);
    }
    m_desk->preferences.setFontScale(1);
}

QObject* makeTstFinder() { return new TstFinder; }
#include "tst_finder.moc"
