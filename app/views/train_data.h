#pragma once

#include "app/session/data_reader.h"

#include <QDialog>
#include <QWidget>

class DataTable;
class QComboBox;
class QLabel;
class QToolButton;
class RowsModel;

/// Some pictures of every class, a column or a row each.
class TrainThumbnails : public QWidget {
    Q_OBJECT
public:
    explicit TrainThumbnails(QWidget* parent = nullptr);

    /// Null: empty.
    void setSummary(DataSummaryPointer summary);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;

private:
    int rows() const;
    int side() const;

    DataSummaryPointer m_summary;
};

/// The classes with their counts, and the files that were left out with the reason.
class TrainDataDialog : public QDialog {
    Q_OBJECT
public:
    explicit TrainDataDialog(QWidget* parent);

    void setSummary(const DataSummary& summary);

private:
    RowsModel* m_classes;
    RowsModel* m_bad;
    QLabel* m_badTitle;
    DataTable* m_badTable;
};

/// What a network learns from: known data sets or a folder, with counts, thumbnails and the files that are bad.
class TrainData : public QWidget {
    Q_OBJECT
public:
    explicit TrainData(QWidget* parent = nullptr);

    DataReader& reader() { return m_reader; }
    void findKnown();
    /// Chooses and reads it; a folder or a known word.
    void choose(const QString& dataset);
    QString dataset() const { return m_dataset; }
    void setLocked(bool locked);

signals:
    void chosen(const QString& dataset);
    void failed(const QString& sentence);

private:
    void list();
    void pick(int item);
    void show();
    void showNothing(const QString& sentence);

    DataReader m_reader;
    QString m_dataset;
    QComboBox* m_sets;
    TrainThumbnails* m_thumbnails;
    QLabel* m_pictures; ///< how many to learn from and to be judged on
    QLabel* m_counts;
    QToolButton* m_more;
    TrainDataDialog* m_dialog;
};
