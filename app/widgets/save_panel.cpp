#include "app/widgets/save_panel.h"

#include "app/model/npy.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace {

QImage picture(QWidget& widget, double scale)
{
    QImage image(widget.size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(look().colour("panel"));
    widget.render(&image);
    return image;
}

/// Asks for a name and saves; what goes wrong is said in the window.
template <class Save>
void ask(Panel& panel, const QString& ending, const QString& kind, Save save)
{
    const QString file = QFileDialog::getSaveFileName(&panel, Panel::tr("Save"), panel.fileName() + ending,
        kind, nullptr, QFileDialog::DontUseNativeDialog);
    if (file.isEmpty())
        return;
    QWidget* window = panel.window(); // the panel may be gone by then
    saveLater(save(QFileInfo(file).suffix().isEmpty() ? file + ending : file), window,
        [window](const QString& problem) {
            if (problem.isEmpty())
                return;
            auto* box = new QMessageBox(
                QMessageBox::Warning, Panel::tr("Not saved"), problem + '.', QMessageBox::Ok, window);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
        });
}

}

Saving savePng(QWidget& widget, const QString& file, double scale)
{
    return [image = picture(widget, scale), file] {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        writeWhole(file, bytes);
    };
}

Saving saveSvg(QWidget& widget, const QString& file)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(96);
    svg.setSize(widget.size());
    svg.setViewBox(widget.rect());
    svg.setTitle(widget.accessibleName());
    QPainter painter(&svg);
    painter.fillRect(widget.rect(), look().colour("panel"));
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    return [file, bytes] { writeWhole(file, bytes); };
}

Saving savePdf(QWidget& widget, const QString& file)
{
    constexpr int dotsPerInch = 96; // those of the screen
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter page(&buffer);
    page.setResolution(dotsPerInch);
    page.setPageMargins({});
    page.setPageSize(
        QPageSize(QSizeF(widget.size()) / dotsPerInch, QPageSize::Inch, {}, QPageSize::ExactMatch));
    page.setTitle(widget.accessibleName());
    page.setCreator("AlexScope");
    QPainter painter(&page);
    painter.fillRect(widget.rect(), look().colour("panel"));
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    return [file, bytes] { writeWhole(file, bytes); };
}

Saving saveNpy(const Panel& panel, const QString& file)
{
    return [numbers = panel.numbers()(), file] {
        writeNpy(std::filesystem::path(QFile::encodeName(file).toStdString()), numbers.shape, numbers.values);
    };
}

Saving saveCsv(const Panel& panel, const QString& file)
{
    return [csv = panel.numbers()().csv, file] { writeWhole(file, csv.toUtf8()); };
}

QMenu* savePanelMenu(Panel& panel)
{
    auto* menu = new QMenu(&panel);
    for (const int scale : {1, 2, 4})
        menu->addAction(Panel::tr("Picture (PNG), %1 × the size…").arg(scale), &panel, [&panel, scale] {
            ask(panel, ".png", Panel::tr("PNG pictures (*.png)"),
                [&](const QString& file) { return savePng(panel, file, scale); });
        });
    menu->addAction(Panel::tr("Drawing (SVG)…"), &panel, [&panel] {
        ask(panel, ".svg", Panel::tr("SVG drawings (*.svg)"),
            [&](const QString& file) { return saveSvg(panel, file); });
    });
    menu->addAction(Panel::tr("Page (PDF)…"), &panel, [&panel] {
        ask(panel, ".pdf", Panel::tr("PDF pages (*.pdf)"),
            [&](const QString& file) { return savePdf(panel, file); });
    });
    menu->addSeparator();
    QAction* csv = menu->addAction(Panel::tr("Numbers (CSV)…"), &panel, [&panel] {
        ask(panel, ".csv", Panel::tr("Tables (*.csv)"),
            [&](const QString& file) { return saveCsv(panel, file); });
    });
    QAction* npy = menu->addAction(Panel::tr("Numbers (NumPy)…"), &panel, [&panel] {
        ask(panel, ".npy", Panel::tr("NumPy arrays (*.npy)"),
            [&](const QString& file) { return saveNpy(panel, file); });
    });
    menu->addSeparator();
    menu->addAction(Panel::tr("Copy as picture"), &panel,
        [&panel] { QGuiApplication::clipboard()->setImage(picture(panel, 2)); });
    QObject::connect(menu, &QMenu::aboutToShow, &panel, [&panel, csv, npy] {
        const PanelNumbers numbers = panel.numbers() ? panel.numbers()() : PanelNumbers();
        csv->setEnabled(!numbers.csv.isEmpty());
        npy->setEnabled(!numbers.shape.empty());
    });
    return menu;
}
