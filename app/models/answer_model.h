#pragma once

#include "app/session/results.h"

#include <QAbstractTableModel>

/// The answer as a table, a row per class, most probable first.
class AnswerModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Rank, Label, Probability, Score, ColumnCount };
    /// The number behind a cell: int class index for Label, double elsewhere.
    static constexpr int valueRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no rows.
    void setAnswer(ClassificationPointer answer);
    const ClassificationPointer& answer() const { return m_answer; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ClassificationPointer m_answer;
};
