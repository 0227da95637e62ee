#include "app/views/settings_dialog.h"

#include "app/session/own_folders.h"
#include "app/widgets/icon.h"
#include "app/widgets/legend.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/room.h"
#include "app/widgets/segmented.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QUrl>

#include <cmath>

SettingsDialog::SettingsDialog(const Surroundings& around, QWidget* parent)
    : QDialog(parent)
    , m_session(around.session)
    , m_preferences(around.preferences)
    , m_theme(new Segmented(tr("Theme"), {tr("Dark"), tr("Light"), tr("As the system")}))
    , m_map(new Segmented(tr("Colour map"), {tr("Viridis"), tr("Cividis")}))
    , m_mapLegend(new Legend)
    , m_size(
          new Segmented(tr("Type size"), {tr("100 %"), tr("125 %"), tr("150 %"), tr("175 %"), tr("200 %")}))
    , m_stack(new Segmented(tr("Layers"), {tr("3-D"), tr("Flat")}))
    , m_motion(new QCheckBox(tr("Menus and hints appear at once")))
    , m_letters(new QCheckBox(tr("Single letters act, as W for why")))
    , m_device(new QLabel)
{
    setWindowTitle(tr("Settings"));
    build();
    connect(m_theme, &Segmented::chosen, this,
        [this](int theme) { m_preferences.setTheme(Preferences::Theme(theme)); });
    connect(m_map, &Segmented::chosen, this,
        [this](int map) { m_preferences.setColourMap(map == 1 ? "cividis" : "viridis"); });
    connect(
        m_size, &Segmented::chosen, this, [this](int size) { m_preferences.setFontScale(1 + size * 0.25); });
    connect(m_stack, &Segmented::chosen, this, [this](int kind) { m_preferences.setStack3d(kind == 0); });
    connect(m_motion, &QCheckBox::clicked, &m_preferences, &Preferences::setLessMotion);
    connect(m_letters, &QCheckBox::clicked, &m_preferences, &Preferences::setLetterKeys);
    connect(&m_preferences, &Preferences::changed, this, &SettingsDialog::refresh);
    connect(&m_session, &Session::networkChanged, this, &SettingsDialog::refresh);
    refresh();
    const QSize room = parent ? parent->size() * 9 / 10 : QSize(1152, 720);
    resize(QSize(look().px(600), look().px(620)).boundedTo(room));
}

void SettingsDialog::addHeading(QFormLayout* form, const QString& words)
{
    auto* heading = new QLabel(words);
    heading->setObjectName("panelTitle");
    keepMargins(heading, 0, form->rowCount() > 0 ? 12 : 0, 0, 0);
    form->addRow(heading);
}

void SettingsDialog::build()
{
    m_mapLegend->setEnds(tr("0"), tr("strong"));
    m_motion->setAccessibleName(tr("Less motion: %1").arg(m_motion->text()));
    m_letters->setAccessibleName(tr("Keys without Ctrl: %1").arg(m_letters->text()));
    auto* page = new QWidget;
    page->setObjectName("settingsPage");
    auto* form = new QFormLayout(page);
    keepMargins(form, 20, 16, 20, 16);
    keepAcross(form, 20);
    keepDown(form, 10);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addHeading(form, tr("Look"));
    form->addRow(tr("Theme"), m_theme);
    form->addRow(tr("Type size"), m_size);
    form->addRow(tr("Colour map"), m_map);
    form->addRow(QString(), m_mapLegend);
    form->addRow(tr("Layers"), m_stack);
    addHeading(form, tr("Use"));
    form->addRow(tr("Less motion"), m_motion);
    form->addRow(tr("Keys without Ctrl"), m_letters);
    form->addRow(tr("Device"), buildDevice());
    addHeading(form, tr("Where things are kept"));
    const OwnFolders folders = ownFolders();
    addFolder(form, tr("Settings"), m_preferences.file());
    addFolder(form, tr("Compiled shaders"), folders.shaders);
    addFolder(form, tr("Downloaded networks"), folders.networks);
    QScrollArea* scroll = scrolling(page);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* reset = buttons->addButton(tr("Reset all settings"), QDialogButtonBox::ResetRole);
    reset->setToolTip(tr("Everything above as it was at first; lists of recent files stay"));
    connect(reset, &QPushButton::clicked, &m_preferences, &Preferences::reset);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll, 1);
    auto* foot = new QHBoxLayout;
    keepMargins(foot, 20, 0, 20, 12);
    foot->addWidget(buttons);
    column->addLayout(foot);
}

QWidget* SettingsDialog::buildDevice()
{
    auto* row = new QWidget;
    m_device->setWordWrap(true);
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAccessibleName(tr("Choose another device under Model"));
    choose->setToolTip(choose->accessibleName());
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_device, 1);
    line->addWidget(choose, 0, Qt::AlignTop);
    connect(choose, &QPushButton::clicked, this, &SettingsDialog::deviceAsked);
    return row;
}

/// The path can be copied; the button shows it in the desktop's file manager.
void SettingsDialog::addFolder(QFormLayout* form, const QString& words, const QString& path)
{
    auto* row = new QWidget;
    auto* label = new QLabel(path.isEmpty() ? tr("not kept") : path);
    label->setObjectName("caption");
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setToolTip(label->text());
    QToolButton* show = iconButton("folder", tr("Show the folder of: %1").arg(words));
    show->setEnabled(!path.isEmpty());
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(label, 1);
    line->addWidget(show);
    connect(show, &QToolButton::clicked, this, [path] {
        const QFileInfo file(path);
        QDesktopServices::openUrl(QUrl::fromLocalFile(file.isDir() ? path : file.path()));
    });
    form->addRow(words, row);
}

void SettingsDialog::refresh()
{
    m_theme->setCurrent(int(m_preferences.theme()));
    m_map->setCurrent(m_preferences.colourMap() == "cividis" ? 1 : 0);
    m_mapLegend->setMap(m_preferences.colourMap());
    m_size->setCurrent(int(std::lround((m_preferences.fontScale() - 1) / 0.25)));
    m_stack->setCurrent(m_preferences.stack3d() ? 0 : 1);
    m_motion->setChecked(m_preferences.lessMotion());
    m_letters->setChecked(m_preferences.letterKeys());
    const NetworkPointer network = m_session.network();
    const QString chosen = m_preferences.device().isEmpty() ? tr("the best one") : m_preferences.device();
    m_device->setText(network ? network->device : chosen);
}
