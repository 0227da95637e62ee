#pragma once

#include <QAbstractScrollArea>
#include <QImage>

#include <vector>

/// Small pictures in rows with a word below each: a batch, the pictures of a cell, variations of one. Mouse and arrow
/// keys choose one, Enter or a double click opens it; it is one stop of the Tab key.
class TrainPictures : public QAbstractScrollArea {
    Q_OBJECT
public:
    struct Item {
        QImage picture; ///< null while it is awaited
        QString words;
        QString tip; ///< all of it, for the tooltip and screen readers
        bool wrong = false; ///< the words are crossed in the warning colour
    };

    /// `side` of a picture in pixels at font scale 1.
    TrainPictures(const QString& name, int side, QWidget* parent = nullptr);

    void setItems(std::vector<Item> items);
    void setPicture(int item, const QImage& picture);
    const std::vector<Item>& items() const { return m_items; }
    int current() const { return m_current; }
    /// How many rows it would like to have.
    void setRows(int rows);
    /// Where there is room for it in so many rows, pictures become as large as this; at font scale 1.
    void setMostSide(int most);
    QRect place(int item) const; ///< in the viewport
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void activated(int item);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    int columns() const;
    int side() const; ///< of a picture
    QSize step() const;
    int itemAt(QPoint point) const;
    void choose(int item);
    void layBar();

    std::vector<Item> m_items;
    int m_side, m_mostSide = 0, m_rows = 1, m_current = -1;
};
