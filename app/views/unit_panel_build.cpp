#include "app/views/off_bar.h"
#include "app/views/unit_panel.h"
#include "app/widgets/bar_list.h"
#include "app/widgets/compared_table.h"
#include "app/widgets/histogram.h"
#include "app/widgets/icon.h"
#include "app/widgets/kernel_view.h"
#include "app/widgets/lengths.h"
#include "app/widgets/map_view.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>

namespace {

QLabel* label(const char* kind)
{
    auto* made = new QLabel;
    made->setObjectName(kind);
    return made;
}

}

QWidget* UnitPanel::buildMapRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    keepSpacing(layout, 16);
    layout->addWidget(m_map, 1, Qt::AlignTop);
    m_side = new QWidget;
    keepWidth(m_side, 136);
    auto* side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    keepSpacing(side, 6);
    side->addWidget(m_kernel);
    side->addWidget(m_kernelWords);
    side->addStretch(1);
    layout->addWidget(m_side, 0);
    return row;
}

QWidget* UnitPanel::buildValueRow()
{
    auto* row = new QWidget;
    auto* layout = new QGridLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(0);
    layout->addWidget(m_where, 0, 0);
    layout->addWidget(m_value, 1, 0);
    layout->addWidget(m_why, 0, 1, 2, 1, Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(m_sees, 2, 0, 1, 2);
    layout->setColumnStretch(0, 1);
    return row;
}

void UnitPanel::build()
{
    m_numbers = new QWidget;
    m_grid = new QGridLayout(m_numbers);
    m_grid->setContentsMargins(0, 0, 0, 0);
    keepDown(m_grid, 2);
    for (int i = 0; i < 3; ++i) {
        m_names[i] = label("secondary");
        m_values[i] = label("number");
        m_values[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    m_kernelWords = label("small");
    m_strongestTitle = label("strong");
    m_histogramTitle = label("strong");
    m_histogramScale = label("small");
    m_histogramScale->setText(tr("√ count"));
    m_histogramScale->setToolTip(
        tr("Bars are as high as the root of their count, so that rare values stay visible"));
    m_table = new ComparedTable;
    m_ranges = label("small");
    m_ranges->setWordWrap(true);
    m_where = label("secondary");
    m_value = label("numberLarge");
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sees = label("small");
    m_sees->setWordWrap(true);
    m_why->setProperty("primary", true);
    m_why->setIcon(icon("why", "onAccent"));
    m_why->setToolTip(tr("The numbers behind this value (W)"));
    m_strongest->setWhole(true);
    m_strongest->setAccessibleName(tr("Strongest units"));
    m_mapRow = buildMapRow();
    m_valueRow = buildValueRow();
    auto* histogramHead = new QHBoxLayout;
    histogramHead->addWidget(m_histogramTitle, 1);
    histogramHead->addWidget(m_histogramScale);
    auto* line = new QFrame;
    line->setObjectName("separator");
    line->setFixedHeight(1);
    addControl(m_power);
    addContent(m_mapRow);
    addContent(m_numbers);
    addContent(m_strongestTitle);
    addContent(m_strongest);
    content()->addLayout(histogramHead);
    addContent(m_histogram);
    addContent(m_table);
    addContent(m_ranges);
    addContent(line);
    addContent(m_valueRow);
    content()->addStretch(1);
}

/// Three numbers below each other beside the map, or beside each other where there is no map.
void UnitPanel::placeNumbers(bool below)
{
    QVBoxLayout* side = static_cast<QVBoxLayout*>(m_side->layout());
    if (m_grid->count() > 0 && below == (side->indexOf(m_numbers) >= 0))
        return;
    for (int i = 0; i < 3; ++i) {
        m_grid->addWidget(m_names[i], below ? i : 0, below ? 0 : i);
        m_grid->addWidget(m_values[i], below ? i : 1, below ? 1 : i);
        m_grid->setColumnStretch(i, below ? i == 1 : 1);
        m_values[i]->setAlignment((below ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (below && side->indexOf(m_numbers) < 0)
        side->insertWidget(2, m_numbers);
    else if (!below && content()->indexOf(m_numbers) < 0)
        content()->insertWidget(1, m_numbers);
}
