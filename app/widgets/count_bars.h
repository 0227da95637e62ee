#pragma once

#include <QWidget>

#include <vector>

/// Names with a bar and a number each, largest first, at most twelve rows; of more the last one has the rest together,
/// without a bar.
class CountBars : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString name;
        int count = 0;
        bool many = false; ///< of several names together
    };
    explicit CountBars(QWidget* parent = nullptr);

    /// Sorted. `others` is the name of the last row, with %1 for the number of names in it.
    void setRows(std::vector<Row> rows, const QString& others);
    const std::vector<Row>& rows() const { return m_rows; } ///< as they are shown
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    std::vector<Row> m_rows;
};
