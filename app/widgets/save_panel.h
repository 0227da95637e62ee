#pragma once

#include <QByteArray>
#include <QString>

class Panel;
class QMenu;
class QWidget;

/// The menu of a panel's save button: picture as PNG at 1 to 4 times its size SVG or PDF, numbers as CSV or NPY, copy.
QMenu* savePanelMenu(Panel& panel);

/// Writes the widget as it is shown; `scale` times its size. Throws engine::Error when the file cannot be written.
void savePng(QWidget& widget, const QString& file, double scale);
/// The same as drawing commands, so that text and lines stay sharp.
void saveSvg(QWidget& widget, const QString& file);
/// The same as one page of its size, for print.
void savePdf(QWidget& widget, const QString& file);
/// The panel's numbers. Throws engine::Error.
void saveNpy(const Panel& panel, const QString& file);
void saveCsv(const Panel& panel, const QString& file);
