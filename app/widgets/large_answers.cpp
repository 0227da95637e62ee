#include "app/widgets/large_answers.h"

#include "app/widgets/look.h"

#include <QPainter>

namespace {

constexpr int answersAtMost = 5;
constexpr int firstPixels = 48, otherPixels = 26, leastPixels = 24; // of the type
constexpr int firstBar = 16, otherBar = 8;

QFont largeFont(Look::Type type, int pixels)
{
    QFont font = look().font(type);
    font.setPixelSize(pixels);
    return font;
}

}

LargeAnswers::LargeAnswers(const AnswerModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
{
    setAccessibleName(tr("Answer"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&model, &QAbstractItemModel::dataChanged, this, &LargeAnswers::say);
    connect(&model, &QAbstractItemModel::modelReset, this, &LargeAnswers::say);
}

void LargeAnswers::say()
{
    QStringList words;
    for (int row = 0; row < std::min(answersAtMost, m_model.rowCount()); ++row)
        words += m_model.index(row, AnswerModel::Label).data().toString() + ' '
            + m_model.index(row, AnswerModel::Probability).data().toString();
    if (isRandom())
        words += randomWords();
    setAccessibleDescription(words.join("; "));
    update();
}

/// Whether the answer comes from drawn weights, which have learned nothing.
bool LargeAnswers::isRandom() const
{
    return m_model.answer() && m_model.answer()->network->weights.isEmpty();
}

QString LargeAnswers::randomWords() const { return tr("random weights: the answer means nothing"); }

int LargeAnswers::rowHeight(int row) const
{
    const bool first = row == 0;
    const QFontMetrics words(largeFont(Look::Type::Strong, first ? firstPixels : otherPixels));
    return words.height() + (first ? firstBar + 14 : otherBar + 14);
}

QSize LargeAnswers::sizeHint() const { return {360, rowHeight(0) + (answersAtMost - 1) * rowHeight(1)}; }
QSize LargeAnswers::minimumSizeHint() const { return {240, rowHeight(0)}; }

/// A long name of the first answer is set smaller before it is cut in its middle.
int LargeAnswers::paintRow(QPainter& painter, int row, int top) const
{
    const bool first = row == 0;
    const QString label = m_model.index(row, AnswerModel::Label).data().toString();
    const QString share = m_model.index(row, AnswerModel::Probability).data().toString();
    const double value = m_model.index(row, AnswerModel::Probability).data(AnswerModel::valueRole).toDouble();
    const QFont number = largeFont(Look::Type::Number, first ? firstPixels - 6 : otherPixels);
    const int numberWidth = QFontMetrics(number).horizontalAdvance(share);
    const int room = width() - numberWidth - 16, bar = first ? firstBar : otherBar;
    int pixels = first ? firstPixels : otherPixels;
    QFont words = largeFont(first ? Look::Type::Strong : Look::Type::Body, pixels);
    while (pixels > leastPixels && QFontMetrics(words).horizontalAdvance(label) > room)
        words.setPixelSize(--pixels);
    const QRect line(0, top, width(), rowHeight(row) - bar - 14);
    painter.setFont(words);
    painter.setPen(look().colour(first ? "text" : "textSecondary"));
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(words).elidedText(label, Qt::ElideMiddle, room));
    painter.setFont(number);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, share);
    const QRectF ground(0, line.bottom() + 3, width(), bar);
    QColor colour = look().colour("positive");
    if (!first)
        colour.setAlphaF(0.65f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("raised"));
    painter.drawRoundedRect(ground, 2, 2);
    painter.setBrush(colour);
    painter.drawRoundedRect(
        QRectF(ground.topLeft(), QSizeF(std::max(ground.width() * value, 4.0), ground.height())), 2, 2);
    return top + rowHeight(row);
}

void LargeAnswers::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int top = 0, bottom = height();
    if (isRandom()) {
        painter.setFont(largeFont(Look::Type::Body, leastPixels));
        const QRect all(0, 0, width(), height());
        const QRect words = painter.boundingRect(all, Qt::AlignBottom | Qt::TextWordWrap, randomWords());
        painter.setPen(look().colour("warning"));
        painter.drawText(all, Qt::AlignBottom | Qt::TextWordWrap, randomWords());
        bottom = words.top();
    }
    for (int row = 0; row < std::min(answersAtMost, m_model.rowCount()); ++row) {
        if (row > 0 && top + rowHeight(row) > bottom)
            break;
        top = paintRow(painter, row, top);
    }
}
