#pragma once

#include "app/models/batch_model.h"
#include "app/views/view.h"

#include <QTimer>

class BatchDelegate;
class BatchSummary;
class Panel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;
class Segmented;

/// A folder of pictures, answered one after another: a row per picture as it becomes ready, progress, cancel, CSV. Enter
/// opens a row in Explore.
class BatchView : public View {
    Q_OBJECT
public:
    explicit BatchView(const Surroundings& surroundings, QWidget* parent = nullptr);

    QString place() const override { return "batch"; }
    QString title() const override { return tr("Folder"); }
    QString iconName() const override { return "folder"; }
    QString help() const override;
    bool isReady() const override { return !m_batch.isRunning(); }

    void openFolder(const QString& folder) { m_batch.start(folder); }
    bool isEmpty() const { return m_batch.folder().isEmpty(); }
    /// Writes the table; what goes wrong is said by failed().
    void saveCsv(const QString& file);

signals:
    void openRequested(const QString& path);
    void saved(const QString& file);
    void failed(const QString& sentence);

protected:
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void build();
    QWidget* buildControls();
    void buildTable();
    void showProgress();
    void fitColumns();
    QString progressWords() const;
    void chooseFirst();
    void showRow(const QModelIndex& row);
    void openRow(const QModelIndex& row);
    void goToRow(int row);
    void askWhereToSave();

    Batch m_batch;
    BatchModel m_model;
    BatchOrder m_order;
    Panel* m_panel;
    QPushButton* m_cancel;
    QPushButton* m_csv;
    QProgressBar* m_progress;
    Segmented* m_by;
    QLineEdit* m_words;
    QTableView* m_table;
    BatchDelegate* m_delegate;
    BatchSummary* m_summary;
    QTimer m_refresh;
};
