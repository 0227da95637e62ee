#include "app/widgets/facts_list.h"

#include "app/widgets/lengths.h"

#include <QGridLayout>
#include <QLabel>

FactsList::FactsList(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    keepAcross(m_grid, 16);
    keepDown(m_grid, 1); // the line height keeps them apart
    m_grid->setColumnStretch(1, 1);
}

void FactsList::setFacts(const std::vector<Fact>& facts, bool numbers)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    int row = 0;
    for (const Fact& fact : facts) {
        auto* name = new QLabel(fact.name);
        auto* value = new QLabel(fact.value);
        name->setObjectName("secondary");
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        value->setAlignment((numbers ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
        if (numbers)
            value->setObjectName("number");
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setToolTip(fact.whole);
        value->setAccessibleName(fact.name + ": " + (fact.whole.isEmpty() ? fact.value : fact.whole));
        value->setWordWrap(!numbers);
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(value, row++, 1);
    }
    updateGeometry();
}
