#pragma once

#include "app/session/batch.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

/// The rows of a batch as a table, as they become ready.
class BatchModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { File, First, FirstShare, Second, SecondShare, Spread, ColumnCount };
    static constexpr int sortRole = Qt::UserRole; ///< what a column is ordered by
    static constexpr int problemRole = Qt::UserRole + 1; ///< sentence; empty when the row has an answer

    explicit BatchModel(const Batch& batch, QObject* parent = nullptr);

    const BatchRow& row(int index) const { return m_batch.rows()[std::size_t(index)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant words(const BatchRow& row, int column) const;
    QVariant sortKey(const QModelIndex& index) const;
    QString label(const BatchRow& row, std::size_t rank) const;

    const Batch& m_batch;
    int m_rows = 0;
};

/// The same, ordered, and only rows in which the words occur: in the file's name or an answer.
class BatchOrder : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class By { File, FirstAnswer, LeastSure };

    using QSortFilterProxyModel::QSortFilterProxyModel;

    void orderBy(By by);
    void setWords(const QString& words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    By m_by = By::File;
    QString m_words;
};
