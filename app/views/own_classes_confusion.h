#pragma once

#include "app/session/own_classes.h"

#include <QWidget>

/// The frames kept aside: how often one class (row) was called another (column), and how often the answer was not sure.
/// Mouse and arrow keys choose a cell; it is one stop of the Tab key.
class OwnClassesConfusion : public QWidget {
    Q_OBJECT
public:
    explicit OwnClassesConfusion(QWidget* parent = nullptr);

    void setCounts(const QStringList& labels, std::vector<std::vector<int>> counts);
    int current() const { return m_current; } ///< row x columns + column; −1 for none
    void setCurrent(int cell);
    int columns() const { return int(m_labels.size()) + 1; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void chosen(int row, int column);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override { update(); }
    void focusOutEvent(QFocusEvent*) override { update(); }

private:
    QString word(int column) const;
    int nameWidth() const;
    int rowHeight() const;
    QRectF cell(int row, int column) const;
    void choose(int cell);

    QStringList m_labels;
    std::vector<std::vector<int>> m_counts;
    int m_current = -1;
};
