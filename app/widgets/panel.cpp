#include "app/widgets/panel.h"

#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/save_panel.h"

#include <QHBoxLayout>
#include <QMenu>

Panel::Panel(const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel(title))
    , m_caption(new QLabel)
    , m_head(new QHBoxLayout)
    , m_words(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_content(new QVBoxLayout)
    , m_all(new QVBoxLayout(this))
{
    setObjectName("panel");
    setAccessibleName(title);
    m_title->setObjectName("panelTitle");
    m_caption->setObjectName("panelCaption");
    m_title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QToolButton* save = iconButton("save", tr("Save what this panel shows"));
    save->setPopupMode(QToolButton::InstantPopup);
    save->setMenu(savePanelMenu(*this));
    keepSpacing(m_head, 8);
    m_words->setContentsMargins(0, 0, 0, 0);
    follow(this, [this] { spaceWords(); });
    m_words->addWidget(m_title);
    m_words->addWidget(m_caption, 1);
    m_head->addLayout(m_words, 1);
    m_head->addWidget(save);
    keepSpacing(m_content, 8);
    keepMargins(m_all, 16, 8, 12, 12);
    keepSpacing(m_all, 8);
    m_all->addLayout(m_head);
    m_all->addLayout(m_content, 1);
}

void Panel::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Panel::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_caption->setToolTip(caption);
    showCaption();
}

/// Below the title an empty line would push it upwards.
void Panel::showCaption()
{
    const bool none = m_words->direction() == QBoxLayout::TopToBottom && m_caption->text().isEmpty();
    m_caption->setMaximumHeight(none ? 0 : QWIDGETSIZE_MAX); // it still keeps the controls to the right
}

void Panel::spaceWords()
{
    m_words->setSpacing(m_words->direction() == QBoxLayout::LeftToRight ? look().px(8) : 0);
}

/// Beside controls the caption has no room: it goes below the title.
void Panel::addControl(QWidget* control)
{
    m_head->insertWidget(m_head->count() - 1, control);
    m_words->setDirection(QBoxLayout::TopToBottom);
    spaceWords();
    showCaption();
}

void Panel::addContent(QWidget* content, int stretch) { m_content->addWidget(content, stretch); }
void Panel::setFoot(QWidget* foot) { m_all->addWidget(foot); }
