#include "app/models/run_table_model.h"

#include "app/models/number_text.h"
#include "app/models/train_curve.h"

#include <algorithm>

void RunTableModel::setRuns(std::vector<RunCurvesPointer> runs)
{
    const auto same = [](const RunCurvesPointer& a, const RunCurvesPointer& b) { return a->id == b->id; };
    const bool grown = std::equal(runs.begin(), runs.end(), m_runs.begin(), m_runs.end(), same);
    if (grown) {
        m_runs = std::move(runs);
        if (!m_runs.empty())
            emit dataChanged(index(0, 0), index(int(m_runs.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

void RunTableModel::setKinds(CurveKind validation, CurveKind training, bool percent)
{
    m_validation = validation;
    m_training = training;
    m_percent = percent;
    setRuns(m_runs);
}

void RunTableModel::setStep(std::optional<double> step, const QString& words)
{
    if (m_step == step)
        return;
    m_step = step;
    m_stepWords = words;
    emit headerDataChanged(Qt::Horizontal, At, At);
    if (!m_runs.empty())
        emit dataChanged(index(0, At), index(int(m_runs.size()) - 1, At));
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}
int RunTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

CurveSeriesPointer RunTableModel::series(int run) const
{
    const RunCurves& curves = *m_runs[std::size_t(run)];
    const CurveSeriesPointer judged = m_validation == CurveKind::Other ? nullptr : curves.find(m_validation);
    return judged ? judged : curves.find(m_training);
}

QString RunTableModel::words(std::optional<double> value) const
{
    if (!value)
        return {};
    return m_percent ? percentText(*value) : valueText(*value);
}

QString RunTableModel::cell(int run, int column) const
{
    if (column == Letter)
        return runLetter(m_runs[std::size_t(run)]->letter);
    if (column == Name)
        return m_runs[std::size_t(run)]->name;
    const CurveSeriesPointer curve = series(run);
    if (!curve || curve->values.empty())
        return {};
    if (column == At)
        return words(
            m_step && *m_step <= m_runs[std::size_t(run)]->lastStep() ? curve->at(*m_step) : std::nullopt);
    if (column == Last)
        return words(curve->values.back());
    return words(*std::min_element(curve->values.begin(), curve->values.end()));
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RunCurves& run = *m_runs[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column());
    case letterRole:
        return run.letter;
    case Qt::ToolTipRole:
        return run.problem.isEmpty() ? run.path : run.path + '\n' + run.problem;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() >= At ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= At ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("run");
    case At:
        return m_stepWords;
    case Last:
        return tr("last");
    case Best:
        return m_percent ? tr("least error") : tr("least");
    default:
        return {};
    }
}
