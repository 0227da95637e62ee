#pragma once

#include <QTableView>

#include <functional>

/// The sum of a table under its columns, set apart by a line. It is no row of the table: it cannot be chosen and does not
/// scroll away.
class TotalRow : public QWidget {
    Q_OBJECT
public:
    /// `total` is asked for the text of each column whenever it is painted; numbers are right-aligned as the column's head.
    TotalRow(QTableView* table, std::function<QString(int column)> total);

    /// After the sums have changed.
    void refresh();
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QTableView* m_table;
    std::function<QString(int)> m_total;
};
