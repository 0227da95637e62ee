#include "app/widgets/lengths.h"

#include "app/widgets/icon.h"
#include "app/widgets/look.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>

namespace {

/// Whose name changes with the look: a signal that QObject has.
QObject& lookNews()
{
    static QObject one;
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
    set();
    QObject::connect(&lookNews(), &QObject::objectNameChanged, of, std::move(set));
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
