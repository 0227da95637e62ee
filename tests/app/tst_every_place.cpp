#include "app/gui/main_window.h"
#include "app/views/start_view.h"
#include "app/widgets/look.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QtTest>

/// Every place of the window, at two sizes, in both themes, and in type of double size: no words are cut, and all that
/// can be operated takes the keyboard and has a name for screen readers.
class TstEveryPlace : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void noTextIsCut_data() { rows(); }
    void noTextIsCut();
    void everyControlTakesTheKeyboard_data() { rows(); }
    void everyControlTakesTheKeyboard();

private:
    static void rows();
    void show();

    Preferences m_preferences {QString()};
    std::unique_ptr<Session> m_session;
    Selection m_selection;
    std::unique_ptr<MainWindow> m_window;
    QString m_look; ///< of m_window
};

void TstEveryPlace::initTestCase()
{
    qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    m_session = std::make_unique<Session>();
    m_session->openDevice(qEnvironmentVariable("ALEXSCOPE_TEST_DEVICE"));
    m_session->openPicture({.path = SOURCE_DIR "/resources/samples/robin.png"});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->answer(), 60000);
}

void TstEveryPlace::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

void TstEveryPlace::rows()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("light");
    QTest::addColumn<double>("scale");
    struct Shape {
        QSize size;
        bool light;
        double scale;
    };
    for (const Shape& shape : {Shape {{1280, 800}, false, 1}, Shape {{1920, 1080}, true, 1},
             Shape {{1280, 800}, true, 2}, Shape {{1920, 1080}, false, 2}})
        for (const char* place : {"start", "explore", "why", "filters", "train", "camera", "model"})
            QTest::addRow("%s %dx%d %s %d %%", place, shape.size.width(), shape.size.height(),
                shape.light ? "light" : "dark", int(100 * shape.scale))
                << place << shape.size << shape.light << shape.scale;
}

/// Opens the window of the row's look, unless it is open, and goes to the row's place.
void TstEveryPlace::show()
{
    QFETCH(QString, place);
    QFETCH(QSize, size);
    QFETCH(bool, light);
    QFETCH(double, scale);
    const QString wanted = QString("%1 %2 %3").arg(size.width()).arg(light).arg(scale);
    if (m_look != wanted) {
        m_window.reset();
        m_preferences.setLight(light);
        m_preferences.setFontScale(scale);
        applyLook(*qApp, light ? Look::Theme::Light : Look::Theme::Dark, scale);
        m_window = std::make_unique<MainWindow>(Surroundings {*m_session, m_selection, m_preferences});
        m_window->resize(size);
        m_window->show();
        m_look = wanted;
    }
    QApplication::setActiveWindow(m_window.get());
    const bool why = place == "why";
    m_selection.go({why ? "explore" : place, "conv1", 3, QPoint(4, 5), why});
    View* view = m_window->view(m_selection.spot().place);
    QTRY_VERIFY_WITH_TIMEOUT(!view || view->isReady(), 60000);
    QTest::qWait(50); // sizes follow words in several rounds
    // A window that asks for more room than the screen has cuts something, however wide its labels are.
    QVERIFY2(m_window->width() <= size.width() && m_window->height() <= size.height(),
        qPrintable(QString("the window needs %1 x %2").arg(m_window->width()).arg(m_window->height())));
}

namespace {

/// Of the longest line, in pixels.
int widthOfWords(const QLabel& label)
{
    int widest = 0;
    for (const QString& line : label.text().split('\n'))
        widest = std::max(widest, QFontMetrics(label.font()).horizontalAdvance(line));
    return widest;
}

/// What a row of column heads cuts, unless the head says all of it in a tooltip.
QStringList cutHeads(const QHeaderView& header)
{
    QStringList cut;
    for (int column = 0; header.model() && column < header.count(); ++column) {
        const QString text = header.model()->headerData(column, header.orientation()).toString();
        const bool tip = header.model()->headerData(column, header.orientation(), Qt::ToolTipRole).isValid();
        const int needed = QFontMetrics(header.font()).horizontalAdvance(text);
        if (!tip && !header.isSectionHidden(column) && header.sectionSize(column) < needed)
            cut += QString("head \"%1\" has %2 of %3 pixels")
                       .arg(text)
                       .arg(header.sectionSize(column))
                       .arg(needed);
    }
    return cut;
}

}

/// Labels without wrapping and buttons are as wide and as high as their words, unless they say all of it in a tooltip.
void TstEveryPlace::noTextIsCut()
{
    show();
    QStringList cut;
    for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        if (const auto* header = qobject_cast<const QHeaderView*>(widget))
            if (header->orientation() == Qt::Horizontal)
                cut += cutHeads(*header);
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool words = (label && !label->text().isEmpty()) || (button && !button->text().isEmpty());
        if (!words || !widget->toolTip().isEmpty())
            continue;
        const int needed = label ? (label->wordWrap() ? 0 : widthOfWords(*label))
                                 : QFontMetrics(widget->font()).horizontalAdvance(button->text());
        const int high = label && label->wordWrap() ? label->heightForWidth(label->width())
                                                    : QFontMetrics(widget->font()).height();
        if (widget->width() < needed || widget->height() < high)
            cut += QString("\"%1\" has %2 x %3 of %4 x %5 pixels")
                       .arg(label ? label->text() : button->text())
                       .arg(widget->width())
                       .arg(widget->height())
                       .arg(needed)
                       .arg(high);
    }
    const View* view = m_window->shownView();
    QVERIFY2(cut.isEmpty(),
        qPrintable(QString("\nview of %1 x %2 that needs %3 x %4\n")
                       .arg(view->width())
                       .arg(view->height())
                       .arg(view->minimumSizeHint().width())
                       .arg(view->minimumSizeHint().height())
            + cut.join("\n")));
}

void TstEveryPlace::everyControlTakesTheKeyboard()
{
    show();
    QStringList unreachable, nameless;
    for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || !widget->isEnabled())
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool control = button || qobject_cast<const QComboBox*>(widget)
            || qobject_cast<const QSlider*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
        const QString name
            = QString("%1 \"%2%3\"")
                  .arg(widget->metaObject()->className(), widget->objectName(), widget->toolTip());
        const bool reachable = widget->focusPolicy() & Qt::TabFocus;
        if (control && !reachable && !qobject_cast<const QHeaderView*>(widget->parentWidget()))
            unreachable += name;
        if (reachable && widget->accessibleName().isEmpty() && !(button && !button->text().isEmpty()))
            nameless += name;
    }
    QVERIFY2(unreachable.isEmpty(), qPrintable("\n" + unreachable.join("\n")));
    QVERIFY2(nameless.isEmpty(), qPrintable("\n" + nameless.join("\n")));
}

QObject* makeTstEveryPlace() { return new TstEveryPlace; }
#include "tst_every_place.moc"
