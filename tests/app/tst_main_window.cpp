#include "desk_window.h"

#include "app/gui/state_file.h"
#include "app/views/start_view.h"
#include "app/widgets/look.h"
#include "app/widgets/message_bar.h"
#include "app/widgets/rail.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QScrollBar>
#include <QtTest>

/// The window as somebody at the desk uses it.
class TstMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QApplication::setActiveWindow(&m_desk->window); } // no window manager does it under Xvfb
    void cleanupTestCase();
    void showsAllSamplesWhereTheyFit();
    void beginsWithTheSamples();
    void keysGoToPlaces();
    void clickersStepThroughTheLayers();
    void escapeStepsOut();
    void goesBackAndForward();
    void saysWhatIsWrongWithAFile();
    void opensADroppedFile();
    void opensASavedState();
    void presentsAndReturns();
    void typeComesBackAsItWas();
    void hiddenPlacesTakeALookLate();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<DeskWindow> m_desk;
};

void TstMainWindow::initTestCase()
{
    m_desk = std::make_unique<DeskWindow>();
    QVERIFY(m_desk->openNetwork());
}

void TstMainWindow::cleanupTestCase() { m_desk.reset(); }

/// On a large screen without a scroll bar for the last few pixels; on a small one at their full size.
void TstMainWindow::showsAllSamplesWhereTheyFit()
{
    auto* gallery = m_desk->window.findChild<StartView*>()->findChild<QListView*>();
    QTRY_VERIFY_WITH_TIMEOUT(gallery->model()->rowCount() > 0, 60000);
    const auto place = [gallery](int row) { return gallery->visualRect(gallery->model()->index(row, 0)); };
    const QSize full = place(0).size();
    QVERIFY(gallery->verticalScrollBar()->maximum() > 0);
    m_desk->window.resize(1920, 1080);
    QCoreApplication::processEvents();
    QCOMPARE(gallery->verticalScrollBar()->maximum(), 0);
    const QRect room = gallery->viewport()->rect();
    QVERIFY(room.contains(place(0)) && room.contains(place(gallery->model()->rowCount() - 1)));
    QVERIFY(place(0).width() >= full.width() * 3 / 4);
    m_desk->window.resize(1280, 800);
    QCoreApplication::processEvents();
    QVERIFY(gallery->verticalScrollBar()->maximum() > 0);
    QCOMPARE(place(0).size(), full);
}

void TstMainWindow::beginsWithTheSamples()
{
    QCOMPARE(m_desk->selection.spot().place, QString("explore"));
    QVERIFY(!m_desk->session.answer());
    auto* gallery = m_desk->window.findChild<StartView*>()->findChild<QListView*>();
    QVERIFY(gallery && gallery->isVisible());
    QVERIFY(gallery->model()->rowCount() >= 20);
    m_desk->window.openFiles({DeskWindow::sample("robin.png")});
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->session.answer(), 60000);
    QTRY_COMPARE(m_desk->selection.spot().layer, QString("conv1"));
    QVERIFY(m_desk->window.view("explore")->isVisible());
}

void TstMainWindow::keysGoToPlaces()
{
    const char* expected[] = {"explore", "filters", "train", "camera", "model"};
    for (int i = 4; i >= 0; --i) {
        QTest::keyClick(&m_desk->window, Qt::Key(Qt::Key_1 + i), Qt::ControlModifier);
        QCOMPARE(m_desk->selection.spot().place, QString(expected[i]));
        QVERIFY(m_desk->window.view(expected[i])->isVisible());
    }
}

void TstMainWindow::clickersStepThroughTheLayers()
{
    m_desk->selection.selectLayer("conv1");
    QTest::keyClick(&m_desk->window, Qt::Key_PageDown);
    QCOMPARE(m_desk->selection.spot().layer, QString("relu1"));
    QTest::keyClick(&m_desk->window, Qt::Key_PageUp);
    QTest::keyClick(&m_desk->window, Qt::Key_PageUp);
    QCOMPARE(m_desk->selection.spot().layer, QString("conv1"));
}

void TstMainWindow::escapeStepsOut()
{
    m_desk->selection.go({"explore", "conv1", 3, QPoint(4, 5), true});
    QTest::keyClick(&m_desk->window, Qt::Key_Escape);
    QVERIFY(!m_desk->selection.spot().why);
    QTest::keyClick(&m_desk->window, Qt::Key_Escape);
    QVERIFY(!m_desk->selection.spot().position);
}

void TstMainWindow::goesBackAndForward()
{
    m_desk->selection.go({"explore", "conv1", 3, {}, false});
    m_desk->selection.go({"explore", "conv2", 5, {}, false});
    QTest::keyClick(&m_desk->window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_desk->selection.spot().layer, QString("conv1"));
    QTest::keyClick(&m_desk->window, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_desk->selection.spot().layer, QString("conv2"));
}

void TstMainWindow::saysWhatIsWrongWithAFile()
{
    QFile file(m_folder.filePath("notes.png"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("these are notes");
    file.close();
    const ClassificationPointer before = m_desk->session.answer();
    m_desk->window.openFiles({file.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->window.messages().sentence().contains("notes.png"), 30000);
    QCOMPARE(m_desk->session.answer(), before);
}

void TstMainWindow::opensADroppedFile()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(DeskWindow::sample("liner.png"))});
    const QPoint point = m_desk->window.rect().center();
    QDragEnterEvent enter(point, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_desk->window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(point, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_desk->window, &drop);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->session.answer()->name, QString("liner.png"), 60000);
}

/// As a file that is opened or dropped; a broken one says so and changes nothing.
void TstMainWindow::opensASavedState()
{
    const QByteArray state = stateToJson(m_desk->session, m_desk->selection);
    const Spot spot = m_desk->selection.spot();
    QFile good(m_folder.filePath("lesson.alexscope")), bad(m_folder.filePath("broken.alexscope"));
    QVERIFY(good.open(QIODevice::WriteOnly) && good.write(state) == state.size());
    QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write(state.left(state.size() / 2)) > 0);
    good.close();
    bad.close();
    m_desk->selection.selectUnit("conv2", 1);
    const Spot other = m_desk->selection.spot();
    m_desk->window.openFiles({bad.fileName()});
    QTRY_VERIFY(m_desk->window.messages().sentence().contains("broken.alexscope"));
    QVERIFY(m_desk->window.messages().sentence().contains("not a state of AlexScope"));
    QCOMPARE(m_desk->selection.spot(), other);
    m_desk->window.openFiles({good.fileName()});
    QTRY_COMPARE(m_desk->selection.spot(), spot);
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->session.answer() && !m_desk->session.source().isEmpty(), 60000);
}

void TstMainWindow::presentsAndReturns()
{
    QTest::keyClick(&m_desk->window, Qt::Key_F11);
    QVERIFY(m_desk->window.isPresenting());
    QVERIFY(look().font(Look::Type::Caption).pixelSize() >= 24); // 18 pt
    m_desk->selection.selectLayer("conv1");
    QTest::keyClick(&m_desk->window, Qt::Key_Right);
    QCOMPARE(m_desk->selection.spot().layer, QString("relu1"));
    QTest::keyClick(&m_desk->window, Qt::Key_F11);
    QVERIFY(!m_desk->window.isPresenting());
    QCOMPARE(look().font(Look::Type::Body).pixelSize(), 13);
}

/// After large type all widgets have their former fonts again, and after light the former colours.
void TstMainWindow::typeComesBackAsItWas()
{
    const auto fonts = [this] {
        QMap<QWidget*, QString> all;
        for (QWidget* widget : m_desk->window.findChildren<QWidget*>())
            if (widget->isVisible()
                && !widget->objectName().startsWith("qt_")) // Qt's own parts write nothing
                all[widget]
                    = widget->font().toString() + widget->palette().color(QPalette::WindowText).name();
        return all;
    };
    for (const char* place : {"explore", "train"}) {
        m_desk->selection.setPlace(place);
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->window.view(place)->isReady(), 60000);
        const QMap<QWidget*, QString> before = fonts();
        m_desk->preferences.setFontScale(1.5);
        const QMap<QWidget*, QString> large = fonts();
        m_desk->preferences.setFontScale(1);
        m_desk->preferences.setLight(true);
        m_desk->preferences.setLight(false);
        const QMap<QWidget*, QString> after = fonts();
        int grown = 0;
        for (auto it = before.begin(); it != before.end(); ++it) {
            const QString who = QString("%1: %2 %3")
                                    .arg(place, it.key()->metaObject()->className(), it.key()->objectName());
            if (after.contains(it.key()))
                QVERIFY2(after[it.key()] == it.value(),
                    qPrintable(who + " " + it.value() + " became " + after[it.key()]));
            if (auto* label = qobject_cast<QLabel*>(it.key()); label && large.contains(label)) {
                QVERIFY2(large[label] != it.value(),
                    qPrintable(who + " does not grow: " + it.value() + label->text()));
                ++grown;
            }
        }
        QVERIFY(grown > 5);
    }
}

/// A place that was hidden while the look changed has the new one when it is shown.
void TstMainWindow::hiddenPlacesTakeALookLate()
{
    const auto show = [this](const QString& place) {
        m_desk->selection.setPlace(place);
        return QTest::qWaitFor([&] { return m_desk->window.view(place)->isReady(); }, 60000);
    };
    const auto mark = [this] {
        return m_desk->window.findChild<Rail*>()->findChild<QLabel*>()->pixmap(Qt::ReturnByValue).toImage();
    };
    const QImage dark = mark();
    m_desk->preferences.setLight(true);
    QVERIFY(mark() != dark); // what is drawn once is drawn anew
    m_desk->preferences.setLight(false);
    QCOMPARE(mark(), dark);
    for (const QString place : {"model", "filters", "train"}) {
        QVERIFY(show(place)); // so that it has the former look
        QVERIFY(show("explore"));
        m_desk->preferences.setFontScale(1.5);
        m_desk->preferences.setLight(true);
        QVERIFY(show(place));
        int labels = 0;
        for (const QLabel* label : m_desk->window.view(place)->findChildren<QLabel*>()) {
            if (!label->isVisible() || !label->objectName().endsWith("aption")) // "caption", "panelCaption"
                continue;
            QCOMPARE(label->font().pixelSize(), look().px(12));
            QCOMPARE(label->palette().color(QPalette::WindowText), look().colour("textTertiary"));
            ++labels;
        }
        QVERIFY2(labels > 0, qPrintable(place));
        QVERIFY(show("explore"));
        m_desk->preferences.setFontScale(1);
        m_desk->preferences.setLight(false);
    }
}

QObject* makeTstMainWindow() { return new TstMainWindow; }
#include "tst_main_window.moc"
