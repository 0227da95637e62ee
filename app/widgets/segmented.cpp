#include "app/widgets/segmented.h"

#include <QHBoxLayout>
#include <QToolButton>

Segmented::Segmented(const QString& name, const QStringList& choices, QWidget* parent)
    : QFrame(parent)
{
    setObjectName("segmented");
    setAccessibleName(name);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(2);
    for (int i = 0; i < choices.size(); ++i) {
        auto* button = new QToolButton;
        button->setText(choices[i]);
        button->setCheckable(true);
        button->setAccessibleName(name + ": " + choices[i]);
        button->setFocusPolicy(Qt::StrongFocus);
        m_group.addButton(button, i);
        row->addWidget(button);
    }
    m_group.setExclusive(true);
    setCurrent(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_group, &QButtonGroup::idClicked, this, &Segmented::chosen);
}

void Segmented::setCurrent(int choice)
{
    if (QAbstractButton* button = m_group.button(choice))
        button->setChecked(true);
}
