#include "app/widgets/rail.h"

#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace {

/// All of one size, which the style sheet would take from a button that has it set: it has a least size for all buttons.
class RailItem : public QToolButton {
public:
    QSize sizeHint() const override { return {look().px(71), look().px(56)}; }
};

}

Rail::Rail(QWidget* parent)
    : QFrame(parent)
    , m_mark(new QLabel)
    , m_places(new QVBoxLayout)
    , m_commands(new QVBoxLayout)
{
    setObjectName("rail");
    keepWidth(this, 72);
    m_mark->setAlignment(Qt::AlignCenter);
    keepIcon(m_mark, "mark", "text", 28);
    keepHeight(m_mark, 48);
    m_mark->setAccessibleName("AlexScope");
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    m_places->setSpacing(0);
    m_commands->setSpacing(0);
    column->addWidget(m_mark);
    column->addLayout(m_places);
    column->addStretch();
    column->addLayout(m_commands);
    keepMargins(column, 0, 0, 0, 4);
    m_group.setExclusive(true);
}

QToolButton* Rail::button(const QString& title, const QString& iconName) const
{
    auto* made = new RailItem;
    made->setObjectName("railItem");
    made->setText(title);
    made->setIcon(icon(iconName));
    keepIconSide(made, 22);
    made->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
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
