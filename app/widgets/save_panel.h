#pragma once

#include "app/session/save_later.h"

class Panel;
class QMenu;
class QWidget;

/// The menu of a panel's save button: picture as PNG at 1 to 4 times its size SVG or PDF, numbers as CSV or NPY, copy.
QMenu* savePanelMenu(Panel& panel);

/// What writes the widget as it is shown, `scale` times its size. It is drawn at once; the disk is touched, and
/// engine::Error thrown, by what is given back: hand it to saveLater().
Saving savePng(QWidget& widget, const QString& file, double scale);
/// The same as drawing commands, so that text and lines stay sharp.
Saving saveSvg(QWidget& widget, const QString& file);
/// The same as one page of its size, for print.
Saving savePdf(QWidget& widget, const QString& file);
/// The panel's numbers as they are now.
Saving saveNpy(const Panel& panel, const QString& file);
Saving saveCsv(const Panel& panel, const QString& file);
