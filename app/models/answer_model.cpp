#include "app/models/answer_model.h"

#include "app/models/number_text.h"

void AnswerModel::setAnswer(ClassificationPointer answer)
{
    const auto rows = [](const ClassificationPointer& of) { return of ? of->order.size() : 0; };
    if (rows(answer) != rows(m_answer)) {
        beginResetModel();
        m_answer = std::move(answer);
        endResetModel();
        return;
    }
    m_answer = std::move(answer); // as many classes: what is selected in a table stays
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int AnswerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : int(m_answer->order.size());
}

int AnswerModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant AnswerModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != Label)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != valueRole)
        return {};
    const int category = m_answer->order[std::size_t(index.row())];
    const double probability = double(m_answer->probabilities[std::size_t(category)]);
    const double score = double(m_answer->scores[std::size_t(category)]);
    const bool words = role == Qt::DisplayRole;
    switch (index.column()) {
    case Rank:
        return index.row() + 1;
    case Label:
        return words ? QVariant(m_answer->network->labels.value(category)) : category;
    case Probability:
        return words ? QVariant(percentText(probability)) : probability;
    case Score:
        return words ? QVariant(valueText(score, 4)) : score;
    default:
        return {};
    }
}

QVariant AnswerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Rank:
        return tr("Rank");
    case Label:
        return tr("Answer");
    case Probability:
        return tr("Probability");
    case Score:
        return tr("Score before softmax");
    default:
        return {};
    }
}
