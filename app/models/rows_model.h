#pragma once

#include <QAbstractTableModel>

/// Rows of finished text under headings, for results that only have to be read.
class RowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// The columns from `firstNumber` on are numbers: right-aligned.
    RowsModel(const QStringList& headings, int firstNumber, QObject* parent = nullptr);

    void setRows(std::vector<QStringList> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// With the headings as its first line; text in quotes.
    QString csv() const;

private:
    QStringList m_headings;
    int m_firstNumber;
    std::vector<QStringList> m_rows;
};
