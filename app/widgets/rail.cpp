#include "app/widgets/rail.h"

#include "app/widgets/icon.h"
#include "app/widgets/look.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

Rail::Rail(QWidget* parent)
    : QFrame(parent)
    , m_mark(new QLabel)
    , m_places(new QVBoxLayout)
    , m_commands(new QVBoxLayout)
{
    setObjectName("rail");
    m_mark->setAlignment(Qt::AlignCenter);
    m_mark->setAccessibleName("AlexScope");
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    m_places->setSpacing(0);
    m_commands->setSpacing(0);
    column->addWidget(m_mark);
    column->addLayout(m_places);
    column->addStretch();
    column->addLayout(m_commands);
    m_group.setExclusive(true);
    dress();
}

/// Colours and lengths of the look in force.
void Rail::dress()
{
    setFixedWidth(look().px(72));
    m_mark->setPixmap(icon("mark").pixmap(look().px(28), look().px(28)));
    m_mark->setFixedHeight(look().px(48));
    layout()->setContentsMargins(0, 0, 0, look().px(4));
    for (QToolButton* made : findChildren<QToolButton*>()) {
        made->setIconSize({look().px(22), look().px(22)});
        made->setFixedSize(look().px(71), look().px(56));
    }
}

void Rail::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        dress();
}

QToolButton* Rail::button(const QString& title, const QString& iconName) const
{
    auto* made = new QToolButton;
    made->setObjectName("railItem");
    made->setText(title);
    made->setIcon(icon(iconName));
    made->setIconSize({look().px(22), look().px(22)});
    made->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    made->setFixedSize(look().px(71), look().px(56));
    made->setAccessibleName(title);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

void Rail::addPlace(const QString& place, const QString& title, const QString& iconName)
{
    QToolButton* made = button(title, iconName);
    made->setCheckable(true);
    made->setProperty("place", place);
    made->setToolTip(tr("%1 (Ctrl+%2)").arg(title).arg(m_group.buttons().size() + 1));
    m_group.addButton(made);
    m_places->addWidget(made);
    connect(made, &QToolButton::clicked, this, [this, place] { emit chosen(place); });
}

void Rail::addCommand(
    const QString& title, const QString& iconName, const QString& words, std::function<void()> action)
{
    QToolButton* made = button(title, iconName);
    made->setToolTip(words);
    m_commands->addWidget(made);
    connect(made, &QToolButton::clicked, this, std::move(action));
}

void Rail::setCurrent(const QString& place)
{
    m_group.setExclusive(false);
    for (QAbstractButton* made : m_group.buttons())
        made->setChecked(made->property("place") == place);
    m_group.setExclusive(true);
}
