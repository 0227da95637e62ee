#include "app/widgets/legend.h"
#include "app/widgets/look.h"

#include <QLineEdit>
#include <QtTest>

/// Ends of a colour map that can be typed.
class TstLegend : public QObject {
    Q_OBJECT
private slots:
    void init();
    void aLegendIsOnlyReadAtFirst();
    void makesRoomForTheRemark();
    void saysWhatIsBeyondWhereThereIsRoom();
    void holdsWhatIsTyped();
    void emptyFieldAndLockGoBack();
    void escapeChangesNothing();
    void oneEndMovesBothOfASymmetricRange();
    void refusesWhatIsNoRange();
    void keysDoAllOfIt();

private:
    QLineEdit* field() const { return m_legend->findChild<QLineEdit*>("legendField"); }
    void type(const QString& words);

    std::unique_ptr<Legend> m_legend;
};

void TstLegend::init()
{
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_legend = std::make_unique<Legend>();
    m_legend->setEnds("0", "0.862 = 99.5th percentile of all");
    m_legend->resize(600, 24);
    m_legend->show();
    QApplication::setActiveWindow(m_legend.get());
}

/// Into the open field, and Enter.
void TstLegend::type(const QString& words)
{
    QVERIFY(field());
    field()->setText(words);
    QTest::keyClick(field(), Qt::Key_Return);
}

void TstLegend::aLegendIsOnlyReadAtFirst()
{
    QTest::mouseClick(m_legend.get(), Qt::LeftButton, {}, m_legend->upperRect().center());
    QVERIFY(!field());
    QCOMPARE(m_legend->focusPolicy(), Qt::NoFocus);
}

/// Its bar is what gives way.
void TstLegend::makesRoomForTheRemark()
{
    const QString remark = "before ReLU";
    const int words = QFontMetrics(look().font(Look::Type::Caption)).horizontalAdvance(remark);
    const int wide = m_legend->upperRect().right();
    m_legend->resize(wide + words, 24); // a few pixels too narrow for both
    QCOMPARE(m_legend->upperRect().right(), wide);
    m_legend->setRemark(remark);
    QVERIFY(m_legend->width() - m_legend->upperRect().right() > words + look().px(16));
    QVERIFY(m_legend->upperRect().left() - m_legend->lowerRect().right() >= look().px(64));
}

/// In the tooltip and for screen readers always; the remark goes first.
void TstLegend::saysWhatIsBeyondWhereThereIsRoom()
{
    const QString beyond = "beyond it the same colour";
    m_legend->resize(800, 24);
    const int end = m_legend->upperRect().width();
    m_legend->setEnds("0", "0.862 = 99.5th percentile of all", beyond);
    const int both = m_legend->upperRect().width();
    QVERIFY(both > end + QFontMetrics(look().font(Look::Type::NumberSmall)).horizontalAdvance(beyond));
    QVERIFY(m_legend->upperRect().right() < m_legend->width());
    m_legend->setRemark(QString("a remark ").repeated(8));
    QCOMPARE(m_legend->upperRect().width(), end);
    m_legend->setRemark({});
    QCOMPARE(m_legend->upperRect().width(), both);
    m_legend->resize(320, 24);
    QCOMPARE(m_legend->upperRect().width(), end);
    QVERIFY(m_legend->toolTip().contains(beyond));
    QVERIFY(m_legend->accessibleName().contains(beyond));
    m_legend->setTyping(Legend::Typing::Upper, {0, 0.862});
    QVERIFY(m_legend->toolTip().contains(beyond) && m_legend->toolTip().contains('\n'));
    m_legend->setTyping(Legend::Typing::Off);
    m_legend->setEnds("0", "1 or more"); // says it itself
    QVERIFY(m_legend->toolTip().isEmpty());
}

void TstLegend::holdsWhatIsTyped()
{
    m_legend->setTyping(Legend::Typing::Upper, {0, 0.862});
    QSignalSpy typed(m_legend.get(), &Legend::rangeTyped);
    QVERIFY(m_legend->lockRect().isEmpty());
    QTest::mouseClick(m_legend.get(), Qt::LeftButton, {}, m_legend->lowerRect().center());
    QVERIFY(!field()); // it stays 0
    QTest::mouseClick(m_legend.get(), Qt::LeftButton, {}, m_legend->upperRect().center());
    QVERIFY(field() && field()->isVisible());
    type("2,5");
    QCOMPARE(typed.size(), 1);
    QCOMPARE(*m_legend->held(), (LegendRange {0, 2.5}));
    QVERIFY(!m_legend->lockRect().isEmpty());
    QVERIFY(m_legend->accessibleName().contains("2.5"));
    m_legend->setEnds("0", "1.3 = 99.5th percentile of all"); // another layer: what is typed holds
    m_legend->setTyping(Legend::Typing::Upper, {0, 1.3});
    QVERIFY(m_legend->accessibleName().contains("2.5"));
}

void TstLegend::emptyFieldAndLockGoBack()
{
    m_legend->setTyping(Legend::Typing::Upper, {0, 0.862});
    for (const bool lock : {false, true}) {
        m_legend->hold(LegendRange {0, 3});
        QSignalSpy typed(m_legend.get(), &Legend::rangeTyped);
        const QRect place = lock ? m_legend->lockRect() : m_legend->upperRect();
        QTest::mouseClick(m_legend.get(), Qt::LeftButton, {}, place.center());
        if (!lock)
            type("");
        QVERIFY(!m_legend->held());
        QCOMPARE(typed.size(), 1);
        QVERIFY(m_legend->accessibleName().contains("percentile"));
    }
}

void TstLegend::escapeChangesNothing()
{
    m_legend->setTyping(Legend::Typing::Upper, {0, 0.862});
    QTest::mouseClick(m_legend.get(), Qt::LeftButton, {}, m_legend->upperRect().center());
    field()->setText("7");
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!m_legend->held());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!field());
}

void TstLegend::oneEndMovesBothOfASymmetricRange()
{
    m_legend->setTyping(Legend::Typing::Symmetric, {-1, 1});
    QTest::mouseClick(m_legend.get(), Qt::LeftButton, {}, m_legend->lowerRect().center());
    type(QString(QChar(0x2212)) + "4");
    QCOMPARE(*m_legend->held(), (LegendRange {-4, 4}));
    m_legend->setTyping(Legend::Typing::Upper, {0, 1}); // a layer without values below 0
    QCOMPARE(*m_legend->held(), (LegendRange {0, 4}));
}

void TstLegend::refusesWhatIsNoRange()
{
    m_legend->setTyping(Legend::Typing::Both, {0, 1});
    for (const char* words : {"wide", "-2", "0", "nan"}) {
        QTest::mouseClick(m_legend.get(), Qt::LeftButton, {}, m_legend->upperRect().center());
        type(words);
        QVERIFY2(!m_legend->held(), words);
        QVERIFY(field()->toolTip().contains("above"));
        QTest::keyClick(field(), Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void TstLegend::keysDoAllOfIt()
{
    m_legend->setTyping(Legend::Typing::Both, {0, 1});
    m_legend->setFocus();
    QTest::keyClick(m_legend.get(), Qt::Key_Return);
    type("6");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QTest::keyClick(m_legend.get(), Qt::Key_Home);
    QCOMPARE(field()->accessibleName(), QString("Lower end of the colours"));
    type("-1");
    QCOMPARE(*m_legend->held(), (LegendRange {-1, 6}));
    QTest::keyClick(m_legend.get(), Qt::Key_Delete);
    QVERIFY(!m_legend->held());
}

QObject* makeTstLegend() { return new TstLegend; }
#include "tst_legend.moc"
