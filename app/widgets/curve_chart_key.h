#pragma once

#include <QPen>
#include <QWidget>

#include <vector>

/// The colour (of tokens.json) by which a run is known where there are several, by its letter: 0 is A. Four in turn, so
/// that twins, whose letters are neighbours, never share one.
const char* runColour(int letter);
/// With the dashes of that run: solid, 6-3, dotted, dash-dot; where colours come again, with the next ones.
QPen runPen(int letter);
/// Dashed 6-3: validation, where training is shown beside it.
QPen validationPen(const char* colour);

/// Pieces of lines with their words: what the lines of a chart mean.
class CurveChartKey : public QWidget {
    Q_OBJECT
public:
    struct Item {
        QPen pen;
        QString words;
    };

    explicit CurveChartKey(QWidget* parent = nullptr);

    void setItems(std::vector<Item> items);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    std::vector<Item> m_items;
};
