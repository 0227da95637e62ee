#pragma once

#include <QTableView>

/// A table of finished values: numbers (right-aligned cells) in the number font, whole rows chosen, no grid, one stop of
/// the Tab key.
class DataTable : public QTableView {
    Q_OBJECT
public:
    /// `name` is for screen readers. The column `wide` takes the room that is left.
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

private:
    void fit();

    int m_wide;
    bool m_quiet = false;
};
