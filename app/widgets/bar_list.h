#pragma once

#include <QAbstractScrollArea>

#include <vector>

/// Rows of a name, a bar and its value, one of them selected. Bars go from a common 0, below it in the negative colour.
/// Mouse and arrow keys choose a row; it is one stop of the Tab key.
class BarList : public QAbstractScrollArea {
    Q_OBJECT
public:
    struct Row {
        int key = 0; ///< what chosen() says
        QString name;
        double value = 0;
        QString text; ///< the value, for people
        bool off = false; ///< switched off: written after the name
    };

    explicit BarList(QWidget* parent = nullptr);

    /// Bars end at `end`, or at the largest value where that is larger.
    void setRows(std::vector<Row> rows, double end = 0);
    const std::vector<Row>& rows() const { return m_rows; }
    /// The row of that key; none when there is none.
    void setCurrent(int key);
    /// As high as all its rows, without scrolling.
    void setWhole(bool whole);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(int key);
    void activated(int key);
    /// −1 when there is none.
    void hovered(int key);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    int rowHeight() const;
    int rowAt(QPoint point) const;
    int indexOf(int key) const;
    void placeScrollBar();
    void choose(int row);
    void drawRow(QPainter& painter, const Row& row, const QRect& rect, int nameWidth, int numberWidth) const;

    std::vector<Row> m_rows;
    int m_current = -1; ///< key
    double m_lowest = 0, m_highest = 1;
    bool m_whole = false;
};
