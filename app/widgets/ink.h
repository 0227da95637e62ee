#pragma once

#include <QColor>

/// How well one colour stands out from another: 1 to 21 (WCAG 2, contrast ratio of the relative luminances).
double contrastOf(const QColor& one, const QColor& other);
/// For words and numbers on a ground of any colour: black or white, whichever stands out more; never below 4.5.
QColor inkOn(const QColor& ground);
