#pragma once

#include "app/models/answer_model.h"

#include <QWidget>

/// The five most probable answers with their bars, how spread out the whole answer is, and how long it took; beside each
/// the probability in another answer B where there is one. The words are also its accessible description.
class AnswerCard : public QWidget {
    Q_OBJECT
public:
    explicit AnswerCard(const AnswerModel& model, QWidget* parent = nullptr);

    /// To compare with; null for none.
    void setOther(ClassificationPointer other);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;

private:
    struct Row {
        QString label, share, otherShare;
        double probability = 0, other = 0;
    };
    std::vector<Row> rows() const;
    QString head() const;
    int headHeight() const;
    int rowHeight(int row) const;
    int rowTop(int row) const;
    void paintRow(QPainter& painter, int index, const Row& row) const;
    void paintBar(QPainter& painter, const QRectF& place, double share, const QColor& colour) const;
    void paintSpread(QPainter& painter) const;
    void say();

    const AnswerModel& m_model;
    ClassificationPointer m_other;
};
