#include "app/views/train_augmentation.h"

#include "app/views/train_pictures.h"
#include "app/widgets/lengths.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTimer>
#include <QToolButton>

namespace {

struct AugmentationRow {
    bool AugmentationChoice::*member;
    const char* name;
    const char* words;
};

const AugmentationRow augmentationRows[] = {
    {&AugmentationChoice::crop, QT_TRANSLATE_NOOP("TrainAugmentation", "crop"),
        QT_TRANSLATE_NOOP("TrainAugmentation", "A window at a random place in the picture (paper)")},
    {&AugmentationChoice::mirror, QT_TRANSLATE_NOOP("TrainAugmentation", "mirror"),
        QT_TRANSLATE_NOOP("TrainAugmentation", "Left and right exchanged half of the time (paper)")},
    {&AugmentationChoice::pca, QT_TRANSLATE_NOOP("TrainAugmentation", "light"),
        QT_TRANSLATE_NOOP("TrainAugmentation", "Noise along the principal colours (paper, section 4.1)")},
    {&AugmentationChoice::colour, QT_TRANSLATE_NOOP("TrainAugmentation", "colour"),
        QT_TRANSLATE_NOOP("TrainAugmentation", "Brightness, contrast and saturation by up to a quarter")},
    {&AugmentationChoice::scale, QT_TRANSLATE_NOOP("TrainAugmentation", "scale"),
        QT_TRANSLATE_NOOP("TrainAugmentation", "A random part, enlarged or shrunk to size")},
};

}

TrainAugmentation::TrainAugmentation(QWidget* parent)
    : QWidget(parent)
    , m_preview(new QToolButton)
    , m_next(new QToolButton)
    , m_pictures(new TrainPictures(tr("Variations of one picture"), 48))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 6);
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Augment"));
    head->addWidget(title, 1);
    m_preview->setObjectName("link");
    m_preview->setText(tr("Preview"));
    m_preview->setToolTip(tr("What the network gets to see of one picture"));
    m_preview->setCheckable(true);
    m_next->setObjectName("link");
    m_next->setText(tr("Another"));
    m_next->setToolTip(tr("The next picture of the training data"));
    for (QToolButton* button : {m_next, m_preview}) {
        button->setFocusPolicy(Qt::StrongFocus);
        head->addWidget(button);
    }
    column->addLayout(head);
    auto* does = new QLabel(tr("every picture a little different each time, at random"));
    does->setObjectName("small");
    does->setWordWrap(true);
    column->addWidget(does);
    auto* grid = new QGridLayout;
    keepAcross(grid, 8);
    for (const AugmentationRow& row : augmentationRows) {
        auto* box = new QCheckBox(tr(row.name));
        box->setToolTip(tr(row.words));
        grid->addWidget(box, int(m_boxes.size()) / 3, int(m_boxes.size()) % 3);
        m_boxes.push_back(box);
        connect(box, &QCheckBox::toggled, this, [this, &row](bool on) {
            m_choice.*row.member = on;
            emit changed();
            if (m_preview->isChecked())
                want(m_picture);
        });
    }
    column->addLayout(grid);
    m_pictures->setRows(2);
    m_pictures->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_pictures->hide();
    m_next->hide();
    column->addWidget(m_pictures);
    connect(m_preview, &QToolButton::toggled, this, [this](bool on) {
        m_pictures->setVisible(on);
        m_next->setVisible(on);
        if (on)
            want(m_picture);
        if (on) // it is the last of the set-up: below what is on screen
            QTimer::singleShot(0, this, &TrainAugmentation::bringIntoView);
    });
    connect(m_next, &QToolButton::clicked, this, [this] { want(m_picture + 1); });
}

void TrainAugmentation::bringIntoView()
{
    for (QWidget* parent = parentWidget(); parent; parent = parent->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(parent)) {
            area->widget()->layout()->activate();
            area->ensureWidgetVisible(m_pictures);
        }
}

void TrainAugmentation::want(int picture)
{
    m_picture = picture;
    emit previewWanted(picture);
}

void TrainAugmentation::setChoice(const AugmentationChoice& choice)
{
    m_choice = choice;
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        const QSignalBlocker quiet(m_boxes[i]);
        m_boxes[i]->setChecked(m_choice.*augmentationRows[i].member);
    }
}

void TrainAugmentation::setLocked(bool locked)
{
    for (QCheckBox* box : m_boxes)
        box->setEnabled(!locked);
}

void TrainAugmentation::setPreview(const std::vector<QImage>& pictures, const QString& className)
{
    std::vector<TrainPictures::Item> items;
    for (const QImage& picture : pictures)
        items.push_back({picture, items.empty() ? tr("as it is") : QString(),
            items.empty() ? className : tr("%1, varied").arg(className), false});
    m_pictures->setItems(std::move(items));
}
