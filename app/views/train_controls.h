#pragma once

#include "app/session/training_values.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

/// How far a training is, and what can be done with it: start, pause, one mini-batch, stop; the line of progress below.
class TrainControls : public QWidget {
    Q_OBJECT
public:
    explicit TrainControls(QWidget* parent = nullptr);

    /// The run on the desk; null: none.
    void setRun(const RunStatusPointer& run);
    /// Whether there is a stopped run that could go on.
    void setResumable(bool resumable);

signals:
    void startWanted();
    void pauseWanted();
    void goOnWanted();
    void stepWanted();
    void stopWanted();
    void resumeWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QLabel* number(QHBoxLayout* row, const QString& name);
    void dress();
    void showButtons();
    void showNumbers();
    void showBoxes();

    RunStatusPointer m_run;
    bool m_resumable = false;
    QLabel* m_hint; ///< what to do, while there is no run
    QLabel *m_epoch, *m_speed, *m_left, *m_norm, *m_rate;
    QPushButton *m_step, *m_stop, *m_resume, *m_main;
    QProgressBar* m_progress;
};
