#include "desk_window.h"

#include "app/widgets/lengths.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

/// Lengths that are set once grow and shrink with the type.
class TstLengths : public QObject {
    Q_OBJECT
private slots:
    void init() { applyLook(*qApp, Look::Theme::Dark, 1); }
    void followTheLook();
    void endWithWhatKeepsThem();
    void aChangeGivesWhatAStartGives();
    void cleanupTestCase() { applyLook(*qApp, Look::Theme::Dark, 1); }
};

void TstLengths::followTheLook()
{
    QWidget widget;
    QLabel picture(&widget);
    auto* column = new QVBoxLayout(&widget);
    auto* grid = new QGridLayout;
    column->addLayout(grid);
    keepMargins(column, 16, 8, 12, 0);
    keepSpacing(column, 8);
    keepAcross(grid, 10);
    keepDown(grid, 4);
    addGap(column, 20);
    keepWidth(&widget, 200);
    keepIcon(&picture, "lock", "text", 14);
    for (const double scale : {1.0, 1.5, 2.0, 1.0}) {
        applyLook(*qApp, Look::Theme::Dark, scale);
        QCOMPARE(column->contentsMargins(), QMargins(int(16 * scale), int(8 * scale), int(12 * scale), 0));
        QCOMPARE(column->spacing(), int(8 * scale));
        QCOMPARE(grid->horizontalSpacing(), int(10 * scale));
        QCOMPARE(grid->verticalSpacing(), int(4 * scale));
        QCOMPARE(column->itemAt(1)->sizeHint(), QSize(0, int(20 * scale)));
        QCOMPARE(widget.minimumWidth(), int(200 * scale));
        QCOMPARE(picture.pixmap().width(), int(14 * scale));
    }
    const QImage dark = picture.pixmap().toImage();
    applyLook(*qApp, Look::Theme::Light, 1);
    QVERIFY(picture.pixmap().toImage() != dark); // and the colours of the look
}

void TstLengths::endWithWhatKeepsThem()
{
    int set = 0;
    auto widget = std::make_unique<QWidget>();
    follow(widget.get(), [&set] { ++set; });
    QCOMPARE(set, 1);
    applyLook(*qApp, Look::Theme::Dark, 1.25);
    QCOMPARE(set, 2);
    widget.reset();
    applyLook(*qApp, Look::Theme::Dark, 1);
    QCOMPARE(set, 2);
}

namespace {

/// A window as it is after a start with that type size.
struct Desk {
    explicit Desk(double scale)
    {
        preferences.setFontScale(scale);
        applyLook(*qApp, Look::Theme::Dark, scale);
        window = std::make_unique<MainWindow>(Surroundings {session, selection, preferences});
        window->resize(1600, 1000);
        window->show();
        session.openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
        window->openFiles({DeskWindow::sample("robin.png")});
    }

    bool isAnswered()
    {
        return QTest::qWaitFor([this] { return session.answer() != nullptr; }, 60000);
    }

    /// Every place once: those that were hidden take the look then.
    bool visitAll()
    {
        bool ready = true;
        seen.clear();
        for (const char* place : {"explore", "filters", "train", "camera", "model", "explore"}) {
            selection.setPlace(place);
            ready = ready && QTest::qWaitFor([this] { return window->shownView()->isReady(); }, 60000);
            seen += lengths();
        }
        return ready;
    }

    bool isSeen(const QWidget* widget) const { return widget && widget->isVisible(); }

    /// Whose, and how long: of all layouts and widgets whose length is set.
    QStringList lengths() const
    {
        QStringList all;
        for (const QLayout* layout : window->findChildren<QLayout*>()) {
            const QMargins edge = layout->contentsMargins();
            const QString name
                = QString("%1 in %2 ")
                      .arg(layout->metaObject()->className(),
                          layout->parentWidget() ? layout->parentWidget()->metaObject()->className()
                                                 : "a layout");
            if (QString(layout->metaObject()->className()).startsWith("QMainWindow")
                || !isSeen(layout->parentWidget()))
                continue;
            all += name
                + QString("%1 %2 %3 %4, %5")
                      .arg(edge.left())
                      .arg(edge.top())
                      .arg(edge.right())
                      .arg(edge.bottom())
                      .arg(layout->spacing());
            for (int i = 0; i < layout->count(); ++i)
                if (const QSpacerItem* gap = layout->itemAt(i)->spacerItem())
                    all += name
                        + QString("gap %1 %2").arg(gap->sizeHint().width()).arg(gap->sizeHint().height());
        }
        for (const QWidget* widget : window->findChildren<QWidget*>()) {
            const bool isOfQt = widget->metaObject()->className()[0] == 'Q'; // which has scroll bars, too
            if (!isSeen(widget)
                || (isOfQt && !qobject_cast<const QToolButton*>(widget)
                    && !qobject_cast<const QPushButton*>(widget) && !qobject_cast<const QLabel*>(widget)))
                continue;
            const QString name = widget->metaObject()->className() + QString(" ") + widget->objectName();
            const bool isWide = widget->minimumWidth() == widget->maximumWidth();
            const bool isHigh = widget->minimumHeight() == widget->maximumHeight();
            if (isWide)
                all += name + QString(" wide %1").arg(widget->minimumWidth());
            if (isHigh && widget->maximumHeight() > 0) // an empty caption takes none
                all += name + QString(" high %1").arg(widget->minimumHeight());
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                all += name + QString(" icon %1").arg(button->iconSize().width());
            if (const auto* label = qobject_cast<const QLabel*>(widget); label && !label->pixmap().isNull())
                all += name + QString(" picture %1").arg(label->pixmap().width());
            if (const auto* table = qobject_cast<const QTableView*>(widget))
                all += name + QString(" row %1").arg(table->verticalHeader()->defaultSectionSize());
        }
        return all;
    }

    QStringList seen; ///< lengths of all that was visible in one place after the other
    QTemporaryDir folder;
    Preferences preferences {folder.filePath("settings.json")};
    Session session;
    Selection selection;
    std::unique_ptr<MainWindow> window;
};

}

/// Of all that the window has: larger type now, or at the next start.
void TstLengths::aChangeGivesWhatAStartGives()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    QStringList changed, started;
    {
        Desk desk(1);
        QVERIFY(desk.isAnswered() && desk.visitAll());
        desk.preferences.setFontScale(1.5);
        QVERIFY(desk.visitAll());
        changed = desk.seen;
    }
    {
        Desk desk(1.5);
        QVERIFY(desk.isAnswered() && desk.visitAll());
        started = desk.seen;
    }
    QVERIFY(changed.size() > 500);
    // How many of a kind are seen is a matter of the moment.
    const QSet<QString> before(changed.begin(), changed.end()), after(started.begin(), started.end());
    QStringList wrong;
    for (const QString& length : before - after)
        wrong += length + " after a change only";
    for (const QString& length : after - before)
        wrong += length + " after a start only";
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join("\n")));
}

QObject* makeTstLengths() { return new TstLengths; }
#include "tst_lengths.moc"
