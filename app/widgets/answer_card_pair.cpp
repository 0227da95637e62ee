#include "app/models/number_text.h"
#include "app/widgets/answer_card.h"
#include "app/widgets/look.h"

#include <QPainter>

#include <algorithm>

/// The most probable classes of both: A's first, then by the larger probability. B may be the answer of another network:
/// classes are the same when their names are.
std::vector<AnswerCard::Row> AnswerCard::pairsOf(const Classification& a, const Classification& b)
{
    std::vector<Row> rows;
    const auto shareIn = [](const Classification& of, const QString& label) -> std::optional<double> {
        const auto index = of.network->labels.indexOf(label);
        return index < 0 ? std::nullopt : std::optional(double(of.probabilities[std::size_t(index)]));
    };
    for (const Classification* of : {&a, &b})
        for (std::size_t i = 0; i < std::min<std::size_t>(shownRows, of->order.size()); ++i) {
            const QString label = of->network->labels.value(of->order[i]);
            if (std::none_of(rows.begin(), rows.end(), [&](const Row& row) { return row.label == label; }))
                rows.push_back({label, shareIn(a, label), shareIn(b, label)});
        }
    const auto larger = [](const Row& row) { return std::max(row.share.value_or(0), row.other.value_or(0)); };
    std::stable_sort(rows.begin() + !rows.empty(), rows.end(),
        [&](const Row& one, const Row& two) { return larger(one) > larger(two); });
    rows.resize(std::min<std::size_t>(shownRows, rows.size()));
    return rows;
}

/// Of a letter, its bar and its number.
int AnswerCard::pairLine() const { return QFontMetrics(look().font(Look::Type::Number)).height(); }

void AnswerCard::paintPair(QPainter& painter, int index, const Row& row) const
{
    const QFont words = look().font(index == 0 ? Look::Type::Strong : Look::Type::Body);
    const QFont numbers = look().font(Look::Type::Number), letters = look().font(Look::Type::Label);
    int top = rowTop(index);
    const int high = QFontMetrics(words).height(), line = pairLine();
    painter.setFont(words);
    painter.setPen(look().colour(index == 0 ? "text" : "textSecondary"));
    painter.drawText(QRect(0, top, width(), high), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(words).elidedText(row.label, Qt::ElideMiddle, width()));
    top += high;
    const int letter = QFontMetrics(letters).horizontalAdvance("A") + look().px(8);
    const int number = QFontMetrics(numbers).horizontalAdvance(widestPercentText()) + look().px(6);
    const auto bar = [&](const QString& name, std::optional<double> share, const char* colour) {
        painter.setFont(letters);
        painter.setPen(look().colour(colour));
        painter.drawText(QRect(0, top, letter, line), Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.setFont(numbers);
        painter.setPen(look().colour("text"));
        painter.drawText(QRect(0, top, width(), line), Qt::AlignRight | Qt::AlignVCenter, shareText(share));
        const int thick = look().px(6);
        const QRectF place(letter, top + (line - thick) / 2.0, std::max(1, width() - letter - number), thick);
        if (share)
            paintBar(painter, place, *share, look().colour(colour));
        top += line;
    };
    bar(tr("A"), row.share, "positive");
    bar(tr("B"), row.other, "negative");
}

/// How spread out each of both is, in a line of words.
void AnswerCard::paintSpreads(QPainter& painter) const
{
    const QFont strong = look().font(Look::Type::Strong), label = look().font(Look::Type::Label);
    const int high = QFontMetrics(strong).height();
    int top = rowTop(shownRows) + look().px(2);
    const auto spread = [&](const QString& letter, const Classification& of, const char* colour) {
        const QString verdict = verdictWords(of);
        const int room = width() - QFontMetrics(strong).horizontalAdvance(verdict) - look().px(8);
        painter.setFont(strong);
        painter.setPen(look().colour("text"));
        painter.drawText(QRect(0, top, width(), high), Qt::AlignRight | Qt::AlignVCenter, verdict);
        painter.setFont(label);
        painter.setPen(look().colour(colour));
        const int wide = QFontMetrics(label).horizontalAdvance(letter) + look().px(8);
        painter.drawText(QRect(0, top, wide, high), Qt::AlignLeft | Qt::AlignVCenter, letter);
        painter.setPen(look().colour("textSecondary"));
        painter.drawText(QRect(wide, top, room - wide, high), Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(label).elidedText(spreadWords(of), Qt::ElideRight, room - wide));
        top += high;
    };
    spread(tr("A"), *m_model.answer(), "positive");
    spread(tr("B"), *m_other, "negative");
}
