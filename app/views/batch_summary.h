#pragma once

#include "app/session/batch.h"

#include <QWidget>

class CountBars;
class Panel;
class QLabel;
class QListWidget;
class QPushButton;

/// Beside the table of a folder: how often each class is the first answer, the least sure pictures, and the first file
/// that could not be read.
class BatchSummary : public QWidget {
    Q_OBJECT
public:
    explicit BatchSummary(Batch& batch, QWidget* parent = nullptr);

    /// Counts anew.
    void refresh();

signals:
    /// A row of the batch that somebody wants to see in the table.
    void rowChosen(int row);

private:
    void showAnswers();
    void showLeastSure();
    void showProblems();

    Batch& m_batch;
    Panel* m_answers;
    CountBars* m_counts;
    Panel* m_unsure;
    QListWidget* m_list;
    Panel* m_problems;
    QLabel* m_file;
    QLabel* m_reason;
    QPushButton* m_show;
    QPushButton* m_again;
    int m_bad = -1; ///< row
};
