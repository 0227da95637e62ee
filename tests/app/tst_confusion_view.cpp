#include "app/widgets/confusion_view.h"
#include "app/widgets/ink.h"
#include "app/widgets/look.h"

#include <QApplication>
#include <QSignalSpy>
#include <QtTest>

/// A confusion matrix, used by mouse and keys.
class TstConfusionView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyLook(*qApp, Look::Theme::Dark, 1); }
    void init();
    void scalesToTheMistakes();
    void drawsTheDiagonalGrey();
    void writesWithTheInkThatStandsOut();
    void choosesByMouse();
    void choosesByKeys();
    void saysWhatACellIs();
    void losesAChoiceThatIsGone();
    void slantsHeadsWhereTheNumbersKeepTheirRoom();
    void keepsColumnHeadsApart();
    void callsNoRowAllRightThatIsNot();
    void namesACutColumn();

private:
    QColor ground(int is, int called) const;

    std::unique_ptr<ConfusionView> m_view;
};

void TstConfusionView::init()
{
    m_view = std::make_unique<ConfusionView>();
    m_view->resize(400, 300);
    m_view->setCounts({"cat", "dog", "ship"}, {{90, 8, 2}, {16, 84, 0}, {0, 1, 99}});
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

/// Beside the number.
QColor TstConfusionView::ground(int is, int called) const
{
    const QImage image = m_view->grab().toImage();
    return image.pixelColor(m_view->cellRect(is, called).topLeft().toPoint() + QPoint(3, 3));
}

void TstConfusionView::scalesToTheMistakes()
{
    QCOMPARE(m_view->mostMistakes(), 16);
    QCOMPARE(m_view->mostShare(), 0.16);
    const auto& colours = look().colourMap("viridis");
    QCOMPARE(ground(1, 0), QColor(colours[255]));
    QCOMPARE(ground(1, 2), QColor(colours[0]));
    QCOMPARE(ground(0, 1), QColor(colours[128]));
}

void TstConfusionView::drawsTheDiagonalGrey()
{
    for (int i = 0; i < 3; ++i)
        QCOMPARE(ground(i, i), look().colour("raised"));
}

/// On the green in the middle of the colours black has the higher contrast.
void TstConfusionView::writesWithTheInkThatStandsOut()
{
    QVERIFY(contrastOf(ground(0, 1), Qt::black) > contrastOf(ground(0, 1), Qt::white));
    const QImage image = m_view->grab().toImage();
    const QRect cell = m_view->cellRect(0, 1).toRect().adjusted(3, 3, -3, -3);
    int darkest = 255, brightest = 0;
    for (int y = cell.top(); y < cell.bottom(); ++y)
        for (int x = cell.left(); x < cell.right(); ++x) {
            darkest = std::min(darkest, qGray(image.pixel(x, y)));
            brightest = std::max(brightest, qGray(image.pixel(x, y)));
        }
    QVERIFY2(darkest < 50 && brightest < 160, qPrintable(QString("%1 to %2").arg(darkest).arg(brightest)));
}

void TstConfusionView::choosesByMouse()
{
    QSignalSpy chosen(m_view.get(), &ConfusionView::chosen);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->cellRect(1, 0).center().toPoint());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(m_view->current(), std::pair(1, 0));
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(1, 1)); // beside the cells
    QCOMPARE(chosen.size(), 1);
}

void TstConfusionView::choosesByKeys()
{
    QVERIFY(m_view->focusPolicy() & Qt::TabFocus);
    QSignalSpy chosen(m_view.get(), &ConfusionView::chosen),
        activated(m_view.get(), &ConfusionView::activated);
    QTest::keyClick(m_view.get(), Qt::Key_Right); // the first key shows where it begins
    QCOMPARE(m_view->current(), std::pair(0, 0));
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->current(), std::pair(1, 1));
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->current(), std::pair(1, 2));
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(chosen.size(), 4);
}

void TstConfusionView::saysWhatACellIs()
{
    m_view->setCurrent(0, 1);
    QCOMPARE(m_view->accessibleDescription(), QString("8 of 100 pictures of cat called dog"));
}

void TstConfusionView::losesAChoiceThatIsGone()
{
    m_view->setCurrent(2, 2);
    m_view->setCounts({"cat", "dog"}, {{1, 0}, {0, 1}});
    QCOMPARE(m_view->current(), std::pair(-1, -1));
}

/// As large as it is in Train at 1280 x 800: all ten names are whole, inside the widget, and stand clear of each other.
void TstConfusionView::slantsHeadsWhereTheNumbersKeepTheirRoom()
{
    const QStringList names {
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "automobile 2"};
    m_view->setCounts(names, std::vector<std::vector<int>>(10, std::vector<int>(10, 7)));
    m_view->resize(438, 205);
    QCOMPARE(m_view->columnHeads(), names);
    const QRectF last = m_view->cellRect(9, 9);
    QVERIFY(last.right() <= 438 && last.bottom() <= 205);
    const QFontMetrics numbers(look().font(Look::Type::NumberSmall));
    QVERIFY(numbers.height() <= last.height() + 3);
    const QImage image = m_view->grab().toImage();
    const QColor ground = image.pixelColor(0, 0);
    bool reaches = false;
    for (int y = 0; y < int(m_view->cellRect(0, 0).top()); ++y) {
        QCOMPARE(image.pixelColor(437, y), ground); // nothing is cut at the right edge
        for (int x = int(last.right()); x < 437; ++x)
            reaches = reaches || image.pixelColor(x, y) != ground;
    }
    for (int x = 0; x < 438; ++x)
        QCOMPARE(image.pixelColor(x, 0), ground); // nor above
    QVERIFY(reaches);
    const QRectF cat = m_view->cellRect(0, 3);
    const QPoint head = QPointF(cat.center().x() + 20, cat.top() - 20).toPoint();
    QMouseEvent move(QEvent::MouseMove, head, m_view->mapToGlobal(head), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(m_view.get(), &move);
    QCOMPARE(m_view->toolTip(), QString("cat"));
    m_view->resize(900, 500); // room for level ones
    QCOMPARE(m_view->columnHeads(), names);
    QVERIFY(m_view->cellRect(0, 0).top() < 30);
}

/// Shares without decimals.
void TstConfusionView::callsNoRowAllRightThatIsNot()
{
    const auto drawn = [this](int right, int wrong) {
        m_view->setCounts({"cat", "dog"}, {{right, wrong}, {0, 1000}});
        m_view->setShow(ConfusionView::Show::Share);
        return m_view->grab(m_view->cellRect(0, 0).toAlignedRect()).toImage();
    };
    QVERIFY(drawn(999, 1) != drawn(1000, 0));
    QVERIFY(drawn(990, 10) != drawn(999, 1)); // "99" and ">99"
}

/// In the heavier type of the chosen column.
void TstConfusionView::keepsColumnHeadsApart()
{
    const QStringList names {"airplane", "automobile", "bird", "cat"};
    m_view->setCounts(names, std::vector<std::vector<int>>(4, std::vector<int>(4, 1)));
    QFont strong = look().font(Look::Type::Label);
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(strong);
    bool isCut = false;
    for (const int width : {400, 260, 220, 180}) {
        m_view->resize(width, 60); // too low for slanted ones
        const QStringList heads = m_view->columnHeads();
        QCOMPARE(QSet<QString>(heads.begin(), heads.end()).size(), 4);
        const double column = m_view->cellRect(0, 1).x() - m_view->cellRect(0, 0).x();
        for (int i = 0; i < 4; ++i) {
            QVERIFY2(metrics.horizontalAdvance(heads[i]) <= column - 4, qPrintable(heads[i]));
            isCut = isCut || heads[i] != names[i];
            if (metrics.horizontalAdvance(names[i]) <= int(column) - 4)
                QCOMPARE(heads[i], names[i]);
        }
    }
    QVERIFY(isCut);
}

void TstConfusionView::namesACutColumn()
{
    m_view->setCounts({"airplane", "automobile"}, {{1, 2}, {3, 4}});
    const QPoint head(int(m_view->cellRect(0, 1).center().x()), 2);
    QMouseEvent move(QEvent::MouseMove, head, m_view->mapToGlobal(head), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(m_view.get(), &move);
    QCOMPARE(m_view->toolTip(), QString("automobile"));
}

QObject* makeTstConfusionView() { return new TstConfusionView; }
#include "tst_confusion_view.moc"
