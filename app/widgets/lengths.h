#pragma once

#include <QString>

#include <functional>

class QAbstractButton;
class QAbstractItemView;
class QBoxLayout;
class QFormLayout;
class QGridLayout;
class QLabel;
class QLayout;
class QObject;
class QWidget;

/// What widgets and layouts keep of the look, and are told only once: lengths, and pictures of icons. Each function here
/// sets one now, and anew whenever the look changes; in what nobody sees, when it is shown. Lengths are in pixels at 96
/// dpi, before the font scale. For each object once: what is set otherwise holds until the next change only.

/// Runs `set` now and after every change of the look, as long as there is `of`, a widget or a layout; while it is hidden
/// in a window that is seen, only when it is shown again.
void follow(QObject* of, std::function<void()> set);

void keepSpacing(QLayout* of, double length);
/// Between columns, and between rows.
void keepAcross(QGridLayout* of, double length);
void keepAcross(QFormLayout* of, double length);
void keepDown(QGridLayout* of, double length);
void keepDown(QFormLayout* of, double length);
void keepMargins(QLayout* of, double left, double top, double right, double bottom);
void keepMargins(QWidget* of, double left, double top, double right, double bottom);
/// An empty place at the end.
void addGap(QBoxLayout* to, double length);
void keepWidth(QWidget* of, double length);
void keepHeight(QWidget* of, double length);
void keepLeastWidth(QWidget* of, double length);
void keepLeastHeight(QWidget* of, double length);
void keepMostWidth(QWidget* of, double length);
void keepIconSide(QAbstractButton* of, double side);
void keepIconSide(QAbstractItemView* of, double side);
/// An icon as the label's picture; names as icon() takes them.
void keepIcon(QLabel* of, const QString& name, const char* colour, double side);

/// Says that there is another look; applyLook() does.
void tellLengths();
/// Sets what is overdue of a widget that is about to be seen.
void catchUpLengths(const QWidget* shown);
