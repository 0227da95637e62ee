#include "app/widgets/lengths.h"

#include "app/widgets/icon.h"
#include "app/widgets/late_look.h"
#include "app/widgets/look.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>

#include <utility>

namespace {

/// Whose name changes with the look: a signal that QObject has.
QObject& lookNews()
{
    static QObject one;
    return one;
}

QWidget* widgetOf(QObject* of)
{
    if (auto* layout = qobject_cast<QLayout*>(of))
        return layout->parentWidget();
    return qobject_cast<QWidget*>(of);
}

/// What is set again, as long as its parent is there.
class Follower : public QObject {
public:
    Follower(QObject* of, std::function<void()> set)
        : QObject(of)
        , m_set(std::move(set))
    {
        m_set();
    }
    void catchUp()
    {
        m_isOverdue = false;
        m_set();
    }
    /// Whether it was up to date until now.
    bool fallBehind() { return !std::exchange(m_isOverdue, true); }

private:
    std::function<void()> m_set;
    bool m_isOverdue = false;
};

/// Those of widgets that nobody sees, which need no length before they are shown: setting one costs a layout. Widgets
/// are compared and never followed: some of them may be gone.
QHash<const QWidget*, QList<QPointer<Follower>>>& overdue()
{
    static QHash<const QWidget*, QList<QPointer<Follower>>> one;
    return one;
}

QSize squareOf(double side) { return {look().px(side), look().px(side)}; }

}

void tellLengths()
{
    static int changes = 0;
    lookNews().setObjectName(QString::number(++changes));
}

void follow(QObject* of, std::function<void()> set)
{
    auto* follower = new Follower(of, std::move(set));
    QObject::connect(&lookNews(), &QObject::objectNameChanged, follower, [of, follower] {
        const QWidget* widget = widgetOf(of);
        if (!widget || !isShownLater(widget))
            follower->catchUp();
        else if (follower->fallBehind())
            overdue()[widget].append(follower);
    });
}

void catchUpLengths(const QWidget* shown)
{
    const QList<QPointer<Follower>> late = overdue().take(shown);
    for (const QPointer<Follower>& follower : late)
        if (follower)
            follower->catchUp();
}

// A layout is laid out anew whenever something is set, even to what it was: hence the comparisons.

void keepSpacing(QLayout* of, double length)
{
    follow(of, [=] {
        if (const int now = look().px(length); of->spacing() != now)
            of->setSpacing(now);
    });
}

template <class Grid>
static void keepAcrossOf(Grid* of, double length)
{
    follow(of, [=] {
        if (const int now = look().px(length); of->horizontalSpacing() != now)
            of->setHorizontalSpacing(now);
    });
}

template <class Grid>
static void keepDownOf(Grid* of, double length)
{
    follow(of, [=] {
        if (const int now = look().px(length); of->verticalSpacing() != now)
            of->setVerticalSpacing(now);
    });
}

void keepAcross(QGridLayout* of, double length) { keepAcrossOf(of, length); }
void keepAcross(QFormLayout* of, double length) { keepAcrossOf(of, length); }
void keepDown(QGridLayout* of, double length) { keepDownOf(of, length); }
void keepDown(QFormLayout* of, double length) { keepDownOf(of, length); }

template <class Framed>
static void keepMarginsOf(Framed* of, double left, double top, double right, double bottom)
{
    follow(of, [=] {
        const QMargins now(look().px(left), look().px(top), look().px(right), look().px(bottom));
        if (of->contentsMargins() != now)
            of->setContentsMargins(now);
    });
}

void keepMargins(QLayout* of, double left, double top, double right, double bottom)
{
    keepMarginsOf(of, left, top, right, bottom);
}

void keepMargins(QWidget* of, double left, double top, double right, double bottom)
{
    keepMarginsOf(of, left, top, right, bottom);
}

void addGap(QBoxLayout* to, double length)
{
    auto* gap = new QSpacerItem(0, 0);
    to->addSpacerItem(gap);
    const bool down
        = to->direction() == QBoxLayout::TopToBottom || to->direction() == QBoxLayout::BottomToTop;
    follow(to, [=] {
        const int now = look().px(length);
        gap->changeSize(down ? 0 : now, down ? now : 0, down ? QSizePolicy::Minimum : QSizePolicy::Fixed,
            down ? QSizePolicy::Fixed : QSizePolicy::Minimum);
        to->invalidate();
    });
}

static void keepLength(QWidget* of, void (QWidget::*set)(int), double length)
{
    follow(of, [=] { (of->*set)(look().px(length)); });
}

void keepWidth(QWidget* of, double length) { keepLength(of, &QWidget::setFixedWidth, length); }
void keepHeight(QWidget* of, double length) { keepLength(of, &QWidget::setFixedHeight, length); }
void keepLeastWidth(QWidget* of, double length) { keepLength(of, &QWidget::setMinimumWidth, length); }
void keepLeastHeight(QWidget* of, double length) { keepLength(of, &QWidget::setMinimumHeight, length); }
void keepMostWidth(QWidget* of, double length) { keepLength(of, &QWidget::setMaximumWidth, length); }

void keepIconSide(QAbstractButton* of, double side)
{
    follow(of, [=] { of->setIconSize(squareOf(side)); });
}

void keepIconSide(QAbstractItemView* of, double side)
{
    follow(of, [=] { of->setIconSize(squareOf(side)); });
}

void keepIcon(QLabel* of, const QString& name, const char* colour, double side)
{
    follow(of, [=] { of->setPixmap(icon(name, colour).pixmap(squareOf(side))); });
}
