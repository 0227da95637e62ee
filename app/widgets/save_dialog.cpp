#include "app/widgets/save_dialog.h"

#include "app/widgets/lengths.h"
#include "app/widgets/panel.h"
#include "app/widgets/save_panel.h"
#include "app/widgets/segmented.h"
#include "engine/core/error.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

#include <cmath>

namespace {

constexpr int leastWidth = 100, mostWidth = 16000; // of a picture, in pixels
constexpr double mostPixels = 200e6;

}

SaveDialog::SaveDialog(QWidget& view, const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_part(new QComboBox)
    , m_format(new Segmented(tr("As"), {tr("PNG"), tr("SVG"), tr("PDF")}))
    , m_width(new QSpinBox)
    , m_height(new QLabel)
    , m_words(new QLabel)
    , m_save(new QPushButton(tr("Save…")))
{
    setWindowTitle(tr("Save what is shown"));
    m_parts.push_back({tr("All of it: %1").arg(title), title.toLower(), &view});
    for (Panel* panel : view.findChildren<Panel*>())
        if (panel->isVisible())
            m_parts.push_back({panel->title(), panel->fileName(), panel});
    build();
    connect(m_part, &QComboBox::currentIndexChanged, this, [this] {
        m_width->setValue(chosen() ? chosen()->width() : leastWidth);
        refresh();
    });
    connect(m_format, &Segmented::chosen, this, &SaveDialog::refresh);
    connect(m_width, &QSpinBox::valueChanged, this, &SaveDialog::refresh);
    connect(m_save, &QPushButton::clicked, this, &SaveDialog::ask);
    refresh();
}

void SaveDialog::build()
{
    for (const Part& part : m_parts)
        m_part->addItem(part.name);
    m_part->setAccessibleName(tr("What"));
    m_width->setRange(leastWidth, mostWidth);
    m_width->setSingleStep(100);
    m_width->setSuffix(tr(" px"));
    m_width->setAccessibleName(tr("Width of the picture"));
    m_width->setValue(m_parts.front().widget->width());
    m_height->setObjectName("number");
    m_words->setObjectName("caption");
    m_words->setWordWrap(true);
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* size = new QHBoxLayout;
    size->addWidget(m_width);
    size->addWidget(m_height, 1);
    auto* form = new QFormLayout;
    keepAcross(form, 16);
    keepDown(form, 10);
    form->addRow(tr("What"), m_part);
    form->addRow(tr("As"), m_format);
    form->addRow(tr("Width"), size);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    keepMargins(column, 16, 16, 16, 16);
    keepSpacing(column, 12);
    column->addLayout(form);
    column->addWidget(m_words);
    column->addLayout(buttons);
    keepLeastWidth(this, 400);
}

QWidget* SaveDialog::chosen() const
{
    const int index = m_part->currentIndex();
    return index < 0 ? nullptr : m_parts[std::size_t(index)].widget.data();
}

QString SaveDialog::ending() const
{
    const QString endings[] = {".png", ".svg", ".pdf"};
    return endings[m_format->current()];
}

void SaveDialog::refresh()
{
    const QWidget* what = chosen();
    const bool picture = Format(m_format->current()) == Format::Png;
    m_save->setEnabled(what != nullptr);
    m_width->setEnabled(picture);
    if (!what)
        return m_words->setText(tr("This is no longer shown; close this and ask again."));
    const double height = double(m_width->value()) * what->height() / std::max(1, what->width());
    const bool large = picture && height * m_width->value() > mostPixels;
    m_save->setEnabled(!large);
    m_height->setText(picture ? QString::fromUtf8("× %1 px").arg(std::lround(height)) : QString());
    if (large)
        m_words->setText(tr("That is more than 200 million pixels; take a smaller width."));
    else if (picture)
        m_words->setText(tr("Text and lines are drawn anew at that size."));
    else
        m_words->setText(tr("Text and lines stay sharp at any size. The light theme prints best."));
}

Saving SaveDialog::saving(const QString& file) const
{
    QWidget* what = chosen();
    engine::require(what != nullptr, "what was to be saved is no longer shown");
    switch (Format(m_format->current())) {
    case Format::Png:
        return savePng(*what, file, double(m_width->value()) / what->width());
    case Format::Svg:
        return saveSvg(*what, file);
    default:
        return savePdf(*what, file);
    }
}

/// What goes wrong is said by whoever opened this, in the window.
void SaveDialog::ask()
{
    const Part& part = m_parts[std::size_t(m_part->currentIndex())];
    const QString kinds[] = {tr("PNG pictures (*.png)"), tr("SVG drawings (*.svg)"), tr("PDF pages (*.pdf)")};
    QString file = QFileDialog::getSaveFileName(this, tr("Save"), part.fileName + ending(),
        kinds[m_format->current()], nullptr, QFileDialog::DontUseNativeDialog);
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += ending();
    save(file);
}

void SaveDialog::save(const QString& file)
{
    try {
        saveLater(saving(file), this, [this, file](const QString& problem) {
            problem.isEmpty() ? emit saved(file) : emit failed(problem);
            deleteLater();
        });
        m_saving = true;
        accept();
    } catch (const std::exception& error) {
        emit failed(QString::fromUtf8(error.what()));
    }
}

/// One that is saving goes when it has told how that went.
void SaveDialog::done(int result)
{
    QDialog::done(result);
    if (!m_saving)
        deleteLater();
}
