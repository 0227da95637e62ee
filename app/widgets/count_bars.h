#pragma once

#include <QWidget>

#include <vector>

/// Names with a bar and a number each, largest first; what does not fit is one last row.
class CountBars : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString name;
        int count = 0;
    };
    explicit CountBars(QWidget* parent = nullptr);

    /// Sorted. `others` is the name of the last row, with %1 for the number of names in it.
    void setRows(std::vector<Row> rows, const QString& others);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    std::vector<Row> m_rows;
};
