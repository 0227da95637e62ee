#pragma once

#include <QTableView>

/// A table that shows whole rows only: the room that is left under the last one stays empty. A foot, where there is one,
/// stands right under the rows and stays there while they scroll.
class WholeRows : public QWidget {
    Q_OBJECT
public:
    /// Takes both over; `foot` may be null. Rows are as high as the table's default.
    explicit WholeRows(QTableView* table, QWidget* foot = nullptr, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    bool event(QEvent*) override;

private:
    void arrange();

    QTableView* m_table;
    QWidget* m_foot;
};
