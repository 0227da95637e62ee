#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

/// How often pictures of one class (row) were taken for another (column): counts in every cell, the mistakes in the
/// colours of a map, what is right in grey. Mouse and arrow keys choose a cell; it is one stop of the Tab key.
class ConfusionView : public QWidget {
    Q_OBJECT
public:
    enum class Show { Count, Share };

    explicit ConfusionView(QWidget* parent = nullptr);

    /// `counts` has a row per class; the colours end at the largest count off the diagonal.
    void setCounts(const QStringList& classes, std::vector<std::vector<int>> counts);
    /// Counts, or per cent of the row.
    void setShow(Show show);
    /// A name that Look::colourMap takes; viridis unless said otherwise.
    void setMap(const QString& map);
    /// −1, −1 for none. Without chosen().
    void setCurrent(int is, int called);
    std::pair<int, int> current() const { return {m_is, m_called}; }
    int mostMistakes() const { return m_most; }
    double mostShare() const { return m_mostShare; } ///< of a row, 0 to 1
    bool isEmpty() const { return m_counts.empty(); }

    QRectF cellRect(int is, int called) const;
    /// What stands above the columns: whole names, level or slanted. Where the cells are too small for both, names at least
    /// 4 pixels narrower than the columns: one that does not fit ends in "…", or is its first letters where only these tell
    /// the columns apart.
    QStringList columnHeads() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// By mouse or key.
    void chosen(int is, int called);
    /// Double click or Enter.
    void activated(int is, int called);
    /// For the status bar; empty when the mouse has left.
    void pointedAt(const QString& words);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent*) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Frame;
    Frame frame() const;
    bool hasRoomForNumbers(const Frame& frame) const;
    std::pair<int, int> cellAt(QPointF point) const;
    int columnHeadAt(QPointF point) const; ///< −1: none
    void choose(int is, int called);
    void describe();
    QString words(int is, int called) const;
    QString cellWords(int is, int called) const;
    void drawCells(QPainter& painter, const Frame& frame) const;
    void drawNames(QPainter& painter, const Frame& frame) const;

    QStringList m_classes;
    std::vector<std::vector<int>> m_counts;
    std::vector<int> m_rowTotals;
    QString m_map = "viridis";
    Show m_show = Show::Count;
    int m_most = 0, m_is = -1, m_called = -1;
    double m_mostShare = 0;
};
