#pragma once

#include "app/models/run_table_model.h"
#include "app/widgets/panel.h"

class DataTable;
class QToolButton;

/// The runs that are compared: letter, line, values under the mouse, at the end and at best. The chosen one can be taken
/// off the list, or go on where it is a stopped run.
class TrainRuns : public Panel {
    Q_OBJECT
public:
    explicit TrainRuns(QWidget* parent = nullptr);

    RunTableModel& model() { return *m_model; }
    void setRuns(std::vector<RunCurvesPointer> runs, int current);
    int current() const;
    /// A run, or the event files of another program.
    void askForRun();

signals:
    /// Index into the runs.
    void chosen(int run);
    void openWanted(const QString& path);
    void removeWanted(int run);
    void resumeWanted(int run);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showChosen();
    void fitColumns();

    RunTableModel* m_model;
    DataTable* m_table;
    QToolButton *m_remove, *m_resume;
    QLabel* m_words;
};
