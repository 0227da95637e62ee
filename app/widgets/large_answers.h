#pragma once

#include "app/models/answer_model.h"

#include <QWidget>

/// The most probable answers for the last row of a room: the first one large, the others below as far as there is room.
/// The words are also its accessible description.
class LargeAnswers : public QWidget {
    Q_OBJECT
public:
    explicit LargeAnswers(const AnswerModel& model, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void say();
    bool isRandom() const;
    QString randomWords() const;
    int rowHeight(int row) const;
    int paintRow(QPainter& painter, int row, int top) const;

    const AnswerModel& m_model;
};
