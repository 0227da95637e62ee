#pragma once

#include <QWidget>

#include <vector>

/// The live answer: the first class large, the next ones below, bars beside the names; or that it is not sure and why.
/// Its height stays the same, so that nothing jumps while answers come.
class CameraAnswerList : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString name;
        double share = 0; ///< 0 to 1
    };
    struct Shown {
        std::vector<Row> rows; ///< most probable first; five are shown
        QString notSure; ///< why, when it is not sure; empty otherwise
        double tick = 0; ///< marked on every bar, a share; 0 for none
        QString spread; ///< "Spread 1.02 of 9.97 bits"
        QString verdict; ///< "fairly sure"
    };

    explicit CameraAnswerList(QWidget* parent = nullptr);

    void setAnswer(Shown shown);
    const Shown& shown() const { return m_shown; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;

private:
    int mostRows() const;
    int firstHeight() const;
    int rowHeight() const;
    int nameWidth() const;
    int numberWidth() const;
    QFont largeNumbers() const;
    void paintFirst(QPainter& painter, const Row& row) const;
    void paintNotSure(QPainter& painter) const;
    void paintRow(QPainter& painter, int top, const Row& row, bool strong) const;
    void paintBar(QPainter& painter, const QRectF& place, double share, bool strong) const;

    Shown m_shown;
};
