#include "app/models/batch_model.h"

#include "app/models/number_text.h"

#include <QLocale>
#include <QPixmap>

BatchModel::BatchModel(const Batch& batch, QObject* parent)
    : QAbstractTableModel(parent)
    , m_batch(batch)
    , m_rows(int(batch.rows().size()))
{
    connect(&batch, &Batch::restarted, this, [this] {
        beginResetModel();
        m_rows = 0;
        endResetModel();
    });
    connect(&batch, &Batch::rowAdded, this, [this] {
        beginInsertRows({}, m_rows, m_rows);
        ++m_rows;
        endInsertRows();
    });
    connect(&batch, &Batch::rowChanged, this,
        [this](int row) { emit dataChanged(index(row, 0), index(row, ColumnCount - 1)); });
}

int BatchModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_rows; }
int BatchModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString BatchModel::label(const BatchRow& row, std::size_t rank) const
{
    return rank < row.best.size() && m_batch.network() ? m_batch.network()->labels.value(row.best[rank].index)
                                                       : QString();
}

QVariant BatchModel::words(const BatchRow& row, int column) const
{
    const auto share = [&row](std::size_t rank) {
        return rank < row.best.size() ? percentText(double(row.best[rank].probability)) : QString();
    };
    switch (column) {
    case File:
        return row.name;
    case First:
        return row.problem.isEmpty() ? label(row, 0) : tr("not read: %1").arg(row.problem);
    case FirstShare:
        return share(0);
    case Second:
        return label(row, 1);
    case SecondShare:
        return share(1);
    case Spread:
        return row.best.empty() ? QString() : QLocale().toString(row.spread, 'f', 2);
    default:
        return {};
    }
}

/// Rows without an answer come last in every order but that of the files.
QVariant BatchModel::sortKey(const QModelIndex& index) const
{
    const BatchRow& of = row(index.row());
    switch (index.column()) {
    case File:
        return index.row();
    case First:
        return of.best.empty() ? QString(QChar(0xffff)) : label(of, 0);
    case FirstShare:
        return of.best.empty() ? -1.0 : double(of.best[0].probability);
    case Spread:
        return of.best.empty() ? -1.0 : of.spread;
    default:
        return words(of, index.column());
    }
}

QVariant BatchModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const BatchRow& of = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return words(of, index.column());
    case Qt::ToolTipRole:
        return index.column() == File ? of.path : words(of, index.column()).toString();
    case Qt::DecorationRole:
        return index.column() == File && !of.small.isNull() ? QVariant(of.small) : QVariant();
    case Qt::TextAlignmentRole: {
        const bool number
            = index.column() == FirstShare || index.column() == SecondShare || index.column() == Spread;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case sortRole:
        return sortKey(index);
    case problemRole:
        return of.problem;
    default:
        return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int((section == Spread ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && section == FirstShare)
        return tr("Its probability");
    if (role == Qt::AccessibleTextRole && section == SecondShare)
        return tr("Its probability");
    if (role == Qt::ToolTipRole && section == Spread)
        return tr("Entropy of the answer in bits: 0 is sure");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case File:
        return tr("File");
    case First:
        return tr("First answer");
    case Second:
        return tr("Second");
    case Spread:
        return tr("Spread, bits");
    default:
        return QString();
    }
}

void BatchOrder::orderBy(By by)
{
    m_by = by;
    const int columns[] = {BatchModel::File, BatchModel::First, BatchModel::Spread};
    setSortRole(BatchModel::sortRole);
    sort(columns[int(by)], by == By::LeastSure ? Qt::DescendingOrder : Qt::AscendingOrder);
    invalidate();
}

void BatchOrder::setWords(const QString& words)
{
    m_words = words.trimmed();
    invalidateFilter();
}

bool BatchOrder::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    for (const int column : {BatchModel::File, BatchModel::First, BatchModel::Second})
        if (sourceModel()
                ->index(row, column, parent)
                .data()
                .toString()
                .contains(m_words, Qt::CaseInsensitive))
            return true;
    return false;
}

/// Equal answers: the surer first.
bool BatchOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(BatchModel::sortRole), b = right.data(BatchModel::sortRole);
    if (m_by != By::FirstAnswer || a != b)
        return QSortFilterProxyModel::lessThan(left, right);
    const auto share = [](const QModelIndex& of) {
        return of.siblingAtColumn(BatchModel::FirstShare).data(BatchModel::sortRole).toDouble();
    };
    return share(left) > share(right);
}
