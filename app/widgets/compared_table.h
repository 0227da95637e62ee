#pragma once

#include <QWidget>

#include <vector>

/// A, B and A − B as columns of numbers under coloured letters, a row for each thing that is measured. Its words are
/// also its accessible description.
class ComparedTable : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString name;
        double a = 0, b = 0;
        bool isShare = false; ///< of 1
    };

    explicit ComparedTable(QWidget* parent = nullptr);

    void setRows(std::vector<Row> rows);
    const std::vector<Row>& rows() const { return m_rows; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    int rowHeight() const;
    int columnWidth() const;

    std::vector<Row> m_rows;
};
