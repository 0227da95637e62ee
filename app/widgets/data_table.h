#pragma once

#include <QTableView>
#include <QTimer>

/// A table of finished values: numbers (right-aligned cells) in the number font, whole rows chosen, no grid, one stop of
/// the Tab key.
class DataTable : public QTableView {
    Q_OBJECT
public:
    /// `name` is for screen readers. Room that is left goes to all columns up to
    /// a measure, the rest of it to the column `wide`, which also gives way where there is too little.
    DataTable(QAbstractItemModel* model, const QString& name, int wide, QWidget* parent = nullptr);

    /// Chooses a row and scrolls to it; −1 none. Without rowChosen().
    void setCurrentRow(int row);
    int currentRow() const;
    QSize sizeHint() const override;

signals:
    /// By mouse or key.
    void rowChosen(int row);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    void spread();

    int m_wide;
    bool m_quiet = false;
    QTimer m_spread; ///< once after many changes
};
