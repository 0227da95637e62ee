#include "app/views/own_classes_row.h"

#include "app/models/number_text.h"
#include "app/views/own_classes_frames.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/value_bar.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

OwnClassesRow::OwnClassesRow(OwnClasses& own, CameraDesk& desk, int index, QWidget* parent)
    : QFrame(parent)
    , m_own(own)
    , m_desk(desk)
    , m_index(index)
    , m_name(new QLineEdit)
    , m_count(new QLabel)
    , m_frames(new OwnClassesFrames)
    , m_record(new QPushButton)
    , m_more(iconButton("more", tr("More for this class")))
    , m_bar(new ValueBar({}, {}, 0))
    , m_percent(new QLabel)
    , m_barRow(new QWidget)
{
    build();
    connect(m_name, &QLineEdit::editingFinished, this, &OwnClassesRow::rename);
    connect(m_frames, &OwnClassesFrames::removeAsked, this,
        [this](quint64 number) { m_own.removeFrame(m_index, number); });
    connect(m_record, &QPushButton::pressed, this, [this] { m_own.startRecording(m_index); });
    connect(m_record, &QPushButton::released, &m_own, &OwnClasses::stopRecording);
    fillMenu();
    refresh();
}

/// Of what changes while it is used: nothing moves then.
void OwnClassesRow::fitWords()
{
    const QFontMetrics number(look().font(Look::Type::Number)), body(look().font(Look::Type::Body));
    m_percent->setMinimumWidth(number.horizontalAdvance(widestPercentText()));
    m_record->setMinimumWidth(body.horizontalAdvance(tr("Hold to record")) + look().px(62));
}

void OwnClassesRow::build()
{
    m_name->setMaxLength(40);
    keepWidth(m_name, 136);
    m_count->setObjectName("small");
    m_percent->setObjectName("number");
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    follow(this, [this] { fitWords(); });
    m_record->setToolTip(tr("Hold it, or hold Space on it, while you show this class: ten frames a second"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto* words = new QVBoxLayout;
    keepSpacing(words, 2);
    words->addWidget(m_name);
    words->addWidget(m_count);
    auto* top = new QHBoxLayout;
    keepSpacing(top, 12);
    top->addLayout(words);
    top->addWidget(m_frames, 1);
    top->addWidget(m_record);
    top->addWidget(m_more);
    auto* bar = new QHBoxLayout(m_barRow);
    bar->setContentsMargins(0, 0, 0, 0);
    keepSpacing(bar, 12);
    bar->addWidget(m_bar, 1);
    bar->addWidget(m_percent);
    auto* column = new QVBoxLayout(this);
    keepMargins(column, 12, 8, 8, 8);
    keepSpacing(column, 6);
    column->addLayout(top);
    column->addWidget(m_barRow);
    m_barRow->hide();
}

void OwnClassesRow::fillMenu()
{
    auto* menu = new QMenu(this);
    menu->addAction(icon("picture"), tr("Add pictures from files…"), this, [this] {
        const QStringList files = QFileDialog::getOpenFileNames(
            this, tr("Add pictures"), {}, tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp)"));
        if (!files.isEmpty())
            m_own.addFiles(m_index, files);
    });
    menu->addAction(icon("folder"), tr("Add a folder…"), this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder of pictures"));
        if (!folder.isEmpty())
            m_own.addFiles(m_index, {folder});
    });
    menu->addSeparator();
    menu->addAction(icon("trash"), tr("Delete all frames"), this, [this] { m_own.clearFrames(m_index); });
    menu->addAction(
        icon("close"), tr("Remove the class"), this, [this] { m_own.removeClass(m_index); },
        Qt::QueuedConnection); // which ends this row
    m_more->setMenu(menu);
}

/// A name that is empty or taken gives way to the one before.
void OwnClassesRow::rename()
{
    if (m_name->text() == m_own.classes()[std::size_t(m_index)].name)
        return;
    if (!m_own.rename(m_index, m_name->text()))
        m_name->setText(m_own.classes()[std::size_t(m_index)].name);
}

void OwnClassesRow::refresh()
{
    const OwnClass& one = m_own.classes()[std::size_t(m_index)];
    const bool records = m_own.recording() == m_index;
    if (!m_name->hasFocus() || !m_name->isModified())
        m_name->setText(one.name);
    m_name->setAccessibleName(tr("Name of class %1").arg(m_index + 1));
    m_name->setToolTip(one.name);
    const int count = int(one.frames.size());
    m_count->setText(records ? tr("%1 frames · recording").arg(count)
            : count == 1     ? tr("1 frame")
                             : tr("%1 frames").arg(count));
    m_frames->setFrames(one.frames, one.name);
    m_record->setText(records ? tr("Recording…") : tr("Hold to record"));
    m_record->setIcon(icon("record", records ? "error" : "text"));
    m_record->setStyleSheet(records
            ? QString("QPushButton { background: %1; color: %2; border-color: %2; }")
                  .arg(look().colour("errorFill").name(), look().colour("error").name())
            : QString());
    m_record->setAccessibleName(tr("Record %1 while held").arg(one.name));
    m_record->setEnabled(
        m_desk.status().state == CameraState::Live && !m_own.isLearning() && count < OwnClasses::mostFrames);
    m_more->setEnabled(!m_own.isLearning());
    setAccessibleName(one.name);
    update();
}

void OwnClassesRow::setShare(double share, bool largest)
{
    m_barRow->setVisible(share >= 0 && !m_brief);
    if (share < 0)
        return;
    m_bar->setValue({}, share);
    m_percent->setText(percentText(share));
    m_percent->setEnabled(true);
    QFont font = m_percent->font();
    font.setBold(largest);
    m_percent->setFont(font);
}

void OwnClassesRow::setBrief(bool brief)
{
    m_brief = brief;
    if (brief)
        m_barRow->hide();
}

void OwnClassesRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool records = m_own.recording() == m_index;
    painter.setPen(QPen(look().colour(records ? "accent" : "line"), records ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
}
