#include "app/widgets/total_row.h"

#include "app/widgets/look.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

TotalRow::TotalRow(QTableView* table, std::function<QString(int)> total)
    : m_table(table)
    , m_total(std::move(total))
{
    setAccessibleName(tr("Total"));
    const auto again = [this] { update(); };
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, again);
    connect(m_table->horizontalScrollBar(), &QScrollBar::valueChanged, this, again);
}

void TotalRow::refresh()
{
    QStringList words;
    for (int column = 1; column < m_table->model()->columnCount(); ++column)
        if (const QString text = m_total(column); !text.isEmpty())
            words += m_table->model()->headerData(column, Qt::Horizontal).toString() + ' ' + text;
    setAccessibleDescription(words.join(", "));
    update();
}

QSize TotalRow::sizeHint() const
{
    return {look().px(160), QFontMetrics(look().font(Look::Type::Strong)).height() + look().px(10)};
}

void TotalRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(look().colour("controlLine"));
    painter.drawLine(0, 0, width(), 0);
    painter.setPen(look().colour("text"));
    for (int column = 0; column < m_table->model()->columnCount(); ++column) {
        const int align = m_table->model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        const bool number = align & Qt::AlignRight;
        const QRect place(m_table->columnViewportPosition(column) + look().px(8), 0,
            m_table->columnWidth(column) - 2 * look().px(8), height());
        QFont font = look().font(number ? Look::Type::Number : Look::Type::Strong);
        painter.setFont(font);
        painter.drawText(place, align, m_total(column));
    }
}
