#include "app/models/rows_model.h"

RowsModel::RowsModel(const QStringList& headings, int firstNumber, QObject* parent)
    : QAbstractTableModel(parent)
    , m_headings(headings)
    , m_firstNumber(firstNumber)
{
}

void RowsModel::setRows(std::vector<QStringList> rows)
{
    const int had = rowCount(), has = int(rows.size());
    const bool longer = has > had && had > 0 && std::equal(m_rows.begin(), m_rows.end(), rows.begin());
    if (longer)
        beginInsertRows({}, had, has - 1);
    else
        beginResetModel();
    m_rows = std::move(rows);
    if (longer)
        endInsertRows();
    else
        endResetModel();
}

int RowsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int RowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_headings.size());
}

QVariant RowsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_rows[std::size_t(index.row())].value(index.column());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() >= m_firstNumber ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return m_headings.value(section);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= m_firstNumber ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QString RowsModel::csv() const
{
    const auto line = [](const QStringList& cells) {
        QStringList quoted;
        for (const QString& cell : cells)
            quoted += '"' + QString(cell).replace('"', "\"\"") + '"';
        return quoted.join(',') + '\n';
    };
    QString table = line(m_headings);
    for (const QStringList& row : m_rows)
        table += line(row);
    return table;
}
