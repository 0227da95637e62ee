#include "compared_window.h"

#include "app/views/layer_panel.h"
#include "app/widgets/answer_card.h"
#include "app/widgets/likeness_bars.h"
#include "app/widgets/segmented.h"

#include <QPushButton>

/// What can be A and B: two pictures, the picture before its edits, two networks; and changing their places.
class TstCompareAnswers : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_there.reset(); }
    void theAnswersStandInPairs();
    void swapsBoth();
    void comparesWithThePictureBeforeEdits();
    void comparesTwoNetworks();

private:
    std::unique_ptr<ComparedWindow> m_there;
};

void TstCompareAnswers::initTestCase()
{
    m_there = std::make_unique<ComparedWindow>();
    QVERIFY(m_there->begin());
    m_there->session.pin();
    QVERIFY(m_there->open("robin.png"));
}

void TstCompareAnswers::theAnswersStandInPairs()
{
    const QString words = m_there->find<AnswerCard>()->accessibleDescription();
    for (const ClassificationPointer& of : {m_there->session.answer(), m_there->session.pinned()})
        QVERIFY2(words.contains(of->network->labels[of->order.front()] + ": A "), qPrintable(words));
    QVERIFY(words.contains(", B "));
}

void TstCompareAnswers::swapsBoth()
{
    const ClassificationPointer a = m_there->session.answer(), b = m_there->session.pinned();
    QSignalSpy pinned(&m_there->session, &Session::pinnedChanged);
    auto* swap = m_there->button<QPushButton>("Swap");
    QVERIFY(swap && swap->isVisible());
    QTest::mouseClick(swap, Qt::LeftButton);
    QVERIFY(pinned.wait(60000));
    QCOMPARE(m_there->session.pinned(), a);
    QCOMPARE(m_there->session.answer()->name, b->name);
    QCOMPARE(m_there->session.answer()->outputOf(0).values, b->outputOf(0).values);
    QCOMPARE(m_there->session.source().path, m_there->sample("liner.png"));
    QVERIFY(m_there->settles());
}

void TstCompareAnswers::comparesWithThePictureBeforeEdits()
{
    const ClassificationPointer before = m_there->session.answer();
    auto* button = m_there->button<QPushButton>("Before edits as B");
    QVERIFY(button && !button->isVisible());
    QSignalSpy answered(&m_there->session, &Session::answered);
    PictureEdits edits;
    edits.rotation = 40;
    m_there->session.edit(edits, "turn");
    QVERIFY(answered.wait(60000));
    QTRY_VERIFY(button->isVisible());
    QSignalSpy pinned(&m_there->session, &Session::pinnedChanged);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(pinned.wait(60000));
    QCOMPARE(m_there->session.pinned()->seen, before->seen);
    QCOMPARE(m_there->session.pinned()->outputOf(0).values, before->outputOf(0).values);
    QVERIFY(m_there->session.answer()->seen != before->seen);
    QCOMPARE(m_there->session.edits().rotation, 40.0);
    QTRY_VERIFY(!button->isVisible()); // it is B already
    // What the engine holds is the present answer: the numbers behind a value come.
    m_there->selection.go({"explore", "conv1", 2, QPoint(4, 5), true});
    QVERIFY(m_there->settles());
    m_there->selection.setWhy(false);
    m_there->session.undo().undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_there->session.answer()->seen == before->seen, 60000);
}

void TstCompareAnswers::comparesTwoNetworks()
{
    QSignalSpy answered(&m_there->session, &Session::answered);
    m_there->session.openNetwork({.model = "cifar-quick", .random = true});
    QVERIFY(answered.wait(60000));
    QVERIFY(m_there->settles());
    QVERIFY(m_there->session.answer()->network->name != m_there->session.pinned()->network->name);
    const LikenessPointer likeness = m_there->comparison->likeness();
    QVERIFY(likeness);
    int compared = 0, others = 0;
    for (const LikenessBars::Layer& layer : m_there->find<LikenessBars>()->layers()) {
        compared += layer.likeness.has_value();
        others += layer.words == "not in B" || layer.words == "other shape";
    }
    QVERIFY2(others > 0, "layers of another shape say so");
    QVERIFY2(compared > 0, "the answers of the same classes can be compared");
    for (std::size_t layer = 0; layer < likeness->layers.size(); ++layer)
        if (likeness->layers[layer].kind == LayerLikeness::Kind::OtherShape) {
            m_there->selection.selectUnit(likeness->a->network->layers[layer].name, 0);
            QVERIFY(m_there->settles());
            auto* sides = m_there->find<LayerPanel>()->findChild<Segmented*>();
            QCOMPARE(sides->current(), 0);
            QVERIFY(!sides->button(2)->isEnabled());
            QVERIFY(sides->button(2)->toolTip().contains("another shape in B"));
            break;
        }
    // And back again, by the network that B belongs to.
    const ClassificationPointer a = m_there->session.answer();
    QSignalSpy pinned(&m_there->session, &Session::pinnedChanged);
    m_there->session.swapPinned();
    QVERIFY(pinned.wait(60000));
    QCOMPARE(m_there->session.answer()->network->name, QString("alexnet-cifar10"));
    QCOMPARE(m_there->session.pinned(), a);
    QVERIFY(m_there->settles());
}

QObject* makeTstCompareAnswers() { return new TstCompareAnswers; }
#include "tst_compare_answers.moc"
