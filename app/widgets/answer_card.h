#pragma once

#include "app/models/answer_model.h"

#include <QWidget>

#include <optional>

/// The five most probable answers with their bars, how spread out the whole answer is, and how long it took. With another
/// answer B the most probable classes of both, each with a bar for A and one for B. The words are also its accessible
/// description.
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
        QString label;
        std::optional<double> share,
            other; ///< probability in A and in B; none where that does not know the class
    };
    static constexpr int shownRows = 5;

    std::vector<Row> rows() const;
    static std::vector<Row> pairsOf(const Classification& a, const Classification& b);
    static QString shareText(std::optional<double> share);
    QString head(int room) const;
    int headHeight() const;
    int rowHeight(int row) const;
    int rowTop(int row) const;
    void paintRow(QPainter& painter, int index, const Row& row) const;
    void paintPair(QPainter& painter, int index, const Row& row) const;
    void paintSpreads(QPainter& painter) const;
    int pairLine() const;
    QString spreadWords(const Classification& of) const;
    QString verdictWords(const Classification& of) const;
    void paintBar(QPainter& painter, const QRectF& place, double share, const QColor& colour) const;
    void paintSpread(QPainter& painter) const;
    void say();

    const AnswerModel& m_model;
    ClassificationPointer m_other;
};
