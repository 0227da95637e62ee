#pragma once

#include "app/session/run_curves.h"

#include <QAbstractTableModel>

/// Runs side by side: letter, name, and one quantity at a step, at the end and at its best.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Letter, Name, At, Last, Best, ColumnCount };
    static constexpr int letterRole = Qt::UserRole; ///< int, 0 is A: of the run in this row

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::vector<RunCurvesPointer> runs);
    const std::vector<RunCurvesPointer>& runs() const { return m_runs; }
    /// What is compared: the validation's where a run has one, otherwise the training's.
    void setKinds(CurveKind validation, CurveKind training, bool percent);
    /// The step of the column At and what its heading says; nothing: the column is empty.
    void setStep(std::optional<double> step, const QString& words);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    CurveSeriesPointer series(int run) const;
    QString words(std::optional<double> value) const;
    QString cell(int run, int column) const;

    std::vector<RunCurvesPointer> m_runs;
    CurveKind m_validation = CurveKind::ValidationTop1Error, m_training = CurveKind::Top1Error;
    bool m_percent = true;
    std::optional<double> m_step;
    QString m_stepWords;
};
