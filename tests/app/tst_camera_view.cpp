#include "app/views/camera_answer_list.h"
#include "app/views/camera_card.h"
#include "app/views/camera_column.h"
#include "app/views/camera_layers.h"
#include "app/views/camera_light.h"
#include "app/views/camera_picture.h"
#include "app/views/own_classes_panel.h"
#include "app/views/own_classes_result.h"
#include "app/views/own_classes_row.h"
#include "app/widgets/curve_plot.h"
#include "tests/app/camera_window.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QtTest>

/// The camera's place as somebody at the desk uses it, with videos in the place of a camera.
class TstCameraView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void showsAVideoWithItsAnswer();
    void averagesAsTheSliderSays();
    void freezesIntoExplore();
    void looksOnlyWhileItIsShown();
    void saysWhyThereIsNoPicture();
    void saysNothingTwice();
    void recordsWhileTheButtonIsHeld();
    void learnsWithTheButton();
    void everyControlHasAName();
    void cleanupTestCase();

private:
    template <class Widget>
    Widget* part() const
    {
        Widget* beside = m_view->column()->findChild<Widget*>();
        return beside ? beside : m_view->findChild<Widget*>();
    }
    QPushButton* button(const QString& words) const;
    void play(DrawnThing thing) { QVERIFY(m_desk->play(m_desk->video(thing))); }

    std::unique_ptr<CameraWindow> m_desk;
    CameraView* m_view = nullptr;
};

void TstCameraView::initTestCase()
{
    m_desk = std::make_unique<CameraWindow>();
    QVERIFY(m_desk->begin());
    m_view = m_desk->view;
}

QPushButton* TstCameraView::button(const QString& words) const
{
    for (QPushButton* one : m_desk->window.findChildren<QPushButton*>())
        if (one->text() == words && one->isVisible())
            return one;
    return nullptr;
}

void TstCameraView::showsAVideoWithItsAnswer()
{
    play(DrawnThing::Disc);
    QVERIFY(m_view->column()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(part<CameraPicture>()->isVisible(), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(part<CameraAnswerList>()->shown().rows.size() == 5, 30000);
    const CameraAnswerList::Shown& shown = part<CameraAnswerList>()->shown();
    QVERIFY(std::is_sorted(shown.rows.begin(), shown.rows.end(),
        [](const auto& a, const auto& b) { return a.share > b.share; }));
    QVERIFY(shown.spread.contains("bits"));
    QCOMPARE(part<CameraLight>()->word(), CameraColumn::tr("Playing"));
    // The square that the network sees is bright, what lies beside it dimmed.
    auto* picture = part<CameraPicture>();
    const QImage seen = picture->grab().toImage();
    const int middle = seen.height() / 2;
    QVERIFY(qGray(seen.pixel(seen.width() / 2, seen.height() - 12)) > qGray(seen.pixel(6, middle)));
}

void TstCameraView::averagesAsTheSliderSays()
{
    part<QSlider>()->setValue(17);
    QCOMPARE(m_view->desk().steady(), 17);
    QTRY_VERIFY_WITH_TIMEOUT(m_view->desk().answer() && m_view->desk().answer()->averaged > 4, 60000);
    part<QSlider>()->setValue(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_view->desk().answer()->averaged, 1, 60000);
    part<QSlider>()->setValue(8);
}

void TstCameraView::freezesIntoExplore()
{
    m_desk->selection.setPlace("camera");
    QSignalSpy answered(&m_desk->session, &Session::answered);
    QTest::keyClick(part<CameraPicture>(), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->selection.spot().place, QString("explore"), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(!answered.empty(), 60000);
    QCOMPARE(m_desk->session.answer()->pictureSize, QSize(160, 120));
}

void TstCameraView::looksOnlyWhileItIsShown()
{
    play(DrawnThing::Stripes);
    m_desk->selection.setPlace("explore");
    QVERIFY(!m_view->desk().isOn());
    QVERIFY(!m_view->column()->isVisible());
    m_desk->selection.setPlace("camera");
    QVERIFY(m_view->desk().isOn());
    QTRY_COMPARE_WITH_TIMEOUT(m_view->desk().status().state, CameraState::Live, 60000);
}

void TstCameraView::saysWhyThereIsNoPicture()
{
    m_view->setSource(m_desk->folder.filePath("gone.mp4"));
    QTRY_VERIFY_WITH_TIMEOUT(part<CameraCard>()->isVisible() && m_view->isReady(), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(part<CameraCard>()->accessibleDescription().contains("gone.mp4"), 30000);
    QPushButton* freeze = button(CameraColumn::tr("Freeze and explore"));
    QVERIFY(freeze && !freeze->isEnabled());
    QPushButton* samples = button(CameraCard::tr("Show the samples"));
    QVERIFY(samples);
    samples->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_view->desk().status().state, CameraState::Live, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(!part<CameraCard>()->isVisible(), 30000);
}

/// The card's sentence goes on where its title ends.
void TstCameraView::saysNothingTwice()
{
    CameraCard card;
    CameraStatus status;
    status.state = CameraState::Failed;
    status.trouble = CameraTrouble::Absent;
    status.sentence = "There is no camera: plug one in, or choose a video";
    card.setStatus(status);
    QCOMPARE(card.accessibleName(), CameraCard::tr("There is no camera"));
    QCOMPARE(card.accessibleDescription(), QString("Plug one in, or choose a video."));
}

void TstCameraView::recordsWhileTheButtonIsHeld()
{
    for (int i = 0; i < 2; ++i) {
        play(DrawnThing(i));
        auto* record = part<OwnClassesPanel>()->row(i)->recordButton();
        QTRY_VERIFY_WITH_TIMEOUT(record->isEnabled(), 30000);
        QTest::mousePress(record, Qt::LeftButton);
        QCOMPARE(m_view->own().recording(), i);
        QTRY_VERIFY_WITH_TIMEOUT(m_view->own().classes()[std::size_t(i)].frames.size() >= 10, 60000);
        QTest::mouseRelease(record, Qt::LeftButton);
        QCOMPARE(m_view->own().recording(), -1);
    }
    const int frames = m_view->own().frameCount();
    QTest::qWait(400);
    QCOMPARE(m_view->own().frameCount(), frames);
}

void TstCameraView::learnsWithTheButton()
{
    QPushButton* learn = part<OwnClassesPanel>()->learnButton();
    QVERIFY(learn->isEnabled());
    learn->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_view->own().result() != nullptr, 120000);
    QVERIFY(part<OwnClassesResult>()->isShown());
    QTRY_VERIFY_WITH_TIMEOUT(part<CameraAnswerList>()->shown().rows.size() == 2, 60000);
    play(DrawnThing::Disc);
    const QString disc = m_view->own().classes()[0].name;
    QTRY_COMPARE_WITH_TIMEOUT(part<CameraAnswerList>()->shown().rows.front().name, disc, 60000);
    QCOMPARE(part<CameraAnswerList>()->shown().tick, 0.7);
    // The curve's last values stand at its lines, and why the lower one may be that of the frames kept aside.
    const OwnEpoch& last = m_view->own().epochs().back();
    const QString ends = part<OwnClassesResult>()->findChild<CurvePlot*>()->accessibleDescription();
    for (const double loss : {last.loss, last.asideLoss.value_or(-1)})
        QVERIFY2(ends.contains(QLocale().toString(loss, 'f', 3)), qPrintable(ends));
    bool said = false;
    for (const QLabel* label : part<OwnClassesResult>()->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().contains("Kept aside may lie lower"));
    QVERIFY(said);
    part<OwnClassesResult>()->close();
    QVERIFY(part<CameraLayers>()->isVisible());
}

void TstCameraView::everyControlHasAName()
{
    part<OwnClassesResult>()->open();
    QStringList nameless;
    for (const QWidget* widget : m_desk->window.findChildren<QWidget*>()) {
        const bool inside
            = qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr; // its field
        if (!widget->isVisible() || inside || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const auto* one = qobject_cast<const QAbstractButton*>(widget);
        if (widget->accessibleName().isEmpty() && !(one && !one->text().isEmpty()))
            nameless += QString("%1 in %2")
                            .arg(widget->metaObject()->className(),
                                widget->parentWidget()->metaObject()->className());
    }
    QCOMPARE(nameless, QStringList());
}

void TstCameraView::cleanupTestCase() { m_desk.reset(); }

QObject* makeTstCameraView() { return new TstCameraView; }
#include "tst_camera_view.moc"
