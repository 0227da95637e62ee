#pragma once

#include "app/models/training_parameters.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

/// All numbers of a training plan, one a line: what it is and does, the value now, the paper's value. What differs from
/// the values that the run began with is outlined in the accent, what the schedule makes no use of is dimmed.
class TrainParameters : public QWidget {
    Q_OBJECT
public:
    explicit TrainParameters(QWidget* parent = nullptr);

    void setPlan(const TrainingPlan& plan);
    const TrainingPlan& plan() const { return m_plan; }
    /// The plan that the run began with; nothing: no run, and nothing is outlined.
    void setStart(std::optional<TrainingPlan> start);
    /// While a run goes on only the rate can be changed.
    void setLocked(bool locked);
    /// Of the network, where the plan names none.
    void setOwnDropout(std::optional<double> ratio);
    /// name,now,paper
    QString csv() const;

signals:
    void changed();
    /// By hand, whether or not a run goes on.
    void rateChanged(double rate);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QLineEdit* field = nullptr;
        QComboBox* choice = nullptr;
        std::vector<QLabel*> words; ///< beside it
        bool isPossible = true; ///< with the network
        QWidget* widget() const;
    };

    void addRow(int index);
    void take(int index, const QString& words);
    void show();
    void enable();
    void outline();

    std::vector<TrainingParameter> m_parameters;
    std::vector<Row> m_rows;
    TrainingPlan m_plan;
    std::optional<TrainingPlan> m_start;
    bool m_locked = false;
};
