#include "app/widgets/data_table.h"

#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

#include <algorithm>
#include <cmath>

namespace {

constexpr int mostBetween = 72; ///< more room than this between columns tears the rows apart
constexpr int mostGiven
    = 8; ///< of its own margins a column gives that much where the widest one has too little

class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The ground of chosen rows is painted here, so that their text stands where that of the others does.
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, look().colour("accentQuiet"));
        QStyleOptionViewItem cell = option;
        cell.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus);
        cell.rect.adjust(padding(), 0, -padding(), 0);
        QStyledItemDelegate::paint(painter, cell, index);
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem cell = option;
        if (cell.rect.width() > 2 * padding()) // words that wrap have as much room as paint() gives them
            cell.rect.adjust(padding(), 0, -padding(), 0);
        return QStyledItemDelegate::sizeHint(cell, index) + QSize(2 * padding(), 0);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool number = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        option->font = look().font(number ? Look::Type::Number : Look::Type::Body);
        option->decorationSize = {look().px(10), look().px(10)};
        option->textElideMode = Qt::ElideMiddle;
        if (!(option->state & QStyle::State_Enabled))
            option->palette.setColor(QPalette::Text, look().colour("disabled"));
    }

private:
    static int padding() { return look().px(6); }
};

}

DataTable::DataTable(QAbstractItemModel* model, const QString& name, int wide, QWidget* parent)
    : QTableView(parent)
    , m_wide(wide)
{
    setAccessibleName(name);
    setModel(model);
    setItemDelegate(new CellDelegate(this));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    fit();
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (!m_quiet && now.isValid())
            emit rowChosen(now.row());
    });
    m_spread.setSingleShot(true);
    follow(this, [this] {
        verticalHeader()->setMinimumSectionSize(look().px(20));
        verticalHeader()->setDefaultSectionSize(look().px(24));
        horizontalHeader()->setMinimumSectionSize(look().px(12));
    });
    m_spread.setInterval(0);
    connect(&m_spread, &QTimer::timeout, this, &DataTable::spread);
    connect(model, &QAbstractItemModel::modelReset, this, &DataTable::fit);
    const auto again = [this] { m_spread.start(); };
    connect(model, &QAbstractItemModel::dataChanged, this, again);
    connect(model, &QAbstractItemModel::rowsInserted, this, again);
    connect(model, &QAbstractItemModel::headerDataChanged, this, again);
}

void DataTable::fit()
{
    for (int column = 0; column < model()->columnCount(); ++column)
        horizontalHeader()->setSectionResizeMode(
            column, column == m_wide ? QHeaderView::Stretch : QHeaderView::Fixed);
    spread();
}

/// Numbers far from their names are hard to read: columns stand side by side with the same room between them.
void DataTable::spread()
{
    struct Wanted {
        int column, width, spare; ///< spare: what it can give without cutting its head or its words
    };
    std::vector<Wanted> wanted;
    int total = 0, spare = 0;
    for (int column = 0; column < model()->columnCount(); ++column)
        if (!isColumnHidden(column)) {
            const int cells = sizeHintForColumn(column), head = horizontalHeader()->sectionSizeHint(column);
            const int given = std::clamp(cells - head, 0, look().px(mostGiven));
            wanted.push_back({column, std::max(cells, head), column == m_wide ? 0 : given});
            total += wanted.back().width;
            spare += wanted.back().spare;
        }
    if (wanted.empty())
        return;
    const int free = viewport()->width() - total;
    const int share = std::clamp(free / int(wanted.size()), 0, look().px(mostBetween));
    const double given = free < 0 && spare > 0 ? std::min(1.0, double(-free) / spare) : 0;
    for (const Wanted& each : wanted)
        if (each.column != m_wide)
            horizontalHeader()->resizeSection(
                each.column, each.width + share - int(std::ceil(each.spare * given)));
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    spread();
}

void DataTable::setCurrentRow(int row)
{
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    if (row < 0 || row >= model()->rowCount()) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    if (row != currentRow())
        selectRow(row);
    scrollTo(model()->index(row, 0));
}

int DataTable::currentRow() const { return currentIndex().isValid() ? currentIndex().row() : -1; }

QSize DataTable::sizeHint() const
{
    const int rows = std::clamp(model()->rowCount(), 3, 14);
    return {
        look().px(360), horizontalHeader()->sizeHint().height() + rows * look().px(24) + 2 * frameWidth()};
}

void DataTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange && model())
        fit();
}
