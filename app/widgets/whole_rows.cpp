#include "app/widgets/whole_rows.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

WholeRows::WholeRows(QTableView* table, QWidget* foot, QWidget* parent)
    : QWidget(parent)
    , m_table(table)
    , m_foot(foot)
{
    m_table->setParent(this);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    if (m_foot)
        m_foot->setParent(this);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(m_table->model(), &QAbstractItemModel::modelReset, this, &WholeRows::arrange);
    connect(m_table->model(), &QAbstractItemModel::rowsInserted, this, &WholeRows::arrange);
    connect(m_table->model(), &QAbstractItemModel::rowsRemoved, this, &WholeRows::arrange);
    connect(m_table->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &WholeRows::arrange);
}

/// Under a foot the table is as high as its rows where all of them fit; without one it keeps its room, so that nothing
/// moves while rows come.
void WholeRows::arrange()
{
    const int foot = m_foot ? m_foot->sizeHint().height() : 0;
    const int row = std::max(1, m_table->verticalHeader()->defaultSectionSize());
    int around = m_table->horizontalHeader()->sizeHint().height() + 2 * m_table->frameWidth();
    if (m_table->horizontalScrollBar()->maximum() > 0
        && m_table->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
        around += m_table->horizontalScrollBar()->sizeHint().height();
    int rows = std::max(1, (height() - foot - around) / row);
    if (m_foot && m_table->model()->rowCount() > 0)
        rows = std::min(rows, m_table->model()->rowCount());
    const int high = std::min(around + rows * row, height() - foot);
    m_table->setGeometry(0, 0, width(), high);
    if (m_foot)
        m_foot->setGeometry(0, high, width(), foot);
}

QSize WholeRows::sizeHint() const
{
    return m_table->sizeHint() + QSize(0, m_foot ? m_foot->sizeHint().height() : 0);
}

QSize WholeRows::minimumSizeHint() const
{
    return m_table->minimumSizeHint() + QSize(0, m_foot ? m_foot->sizeHint().height() : 0);
}

void WholeRows::resizeEvent(QResizeEvent*) { arrange(); }

void WholeRows::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        arrange();
}

bool WholeRows::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) // the table or the foot wants another size
        arrange();
    return QWidget::event(event);
}
