#include "app/widgets/answer_card.h"

#include "app/models/number_text.h"
#include "app/session/spread.h"
#include "app/widgets/look.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <cmath>

AnswerCard::AnswerCard(const AnswerModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Answer"));
    connect(&model, &QAbstractItemModel::dataChanged, this, &AnswerCard::say);
    connect(&model, &QAbstractItemModel::modelReset, this, &AnswerCard::say);
}

void AnswerCard::setOther(ClassificationPointer other)
{
    m_other = std::move(other);
    say();
}

std::vector<AnswerCard::Row> AnswerCard::rows() const
{
    if (m_other && m_model.answer())
        return pairsOf(*m_model.answer(), *m_other);
    std::vector<Row> rows;
    for (int i = 0; i < std::min(shownRows, m_model.rowCount()); ++i)
        rows.push_back({m_model.index(i, AnswerModel::Label).data().toString(),
            m_model.index(i, AnswerModel::Probability).data(AnswerModel::valueRole).toDouble(), {}});
    return rows;
}

/// Of so many names, views, time; in large type only what there is room for.
QString AnswerCard::head(int room) const
{
    const ClassificationPointer& answer = m_model.answer();
    if (!answer)
        return {};
    const double ms = answer->milliseconds;
    const QString names = tr("of %1 names").arg(countText(qint64(answer->probabilities.size())));
    const QString time = tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 9.95 ? 1 : 0)), dot = " · ";
    const QFontMetrics metrics(look().font(Look::Type::Caption));
    for (const QString& words : {names + dot + tr("1 view") + dot + time, names + dot + time})
        if (metrics.horizontalAdvance(words) <= room)
            return words;
    return time;
}

/// Tells what is new to the eye and to screen readers.
void AnswerCard::say()
{
    QStringList words;
    for (const Row& row : rows())
        words += m_other ? tr("%1: A %2, B %3").arg(row.label, shareText(row.share), shareText(row.other))
                         : row.label + ' ' + shareText(row.share);
    setAccessibleDescription(words.join("; "));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    updateGeometry();
    update();
}

int AnswerCard::headHeight() const
{
    return QFontMetrics(look().font(Look::Type::Panel)).height() + look().px(10);
}

int AnswerCard::rowHeight(int row) const
{
    if (m_other)
        return QFontMetrics(look().font(Look::Type::Body)).height() + 2 * pairLine() + look().px(6);
    const bool large = look().presenter() && row == 0;
    const QFontMetrics words(look().font(large ? Look::Type::Headline : Look::Type::Body));
    return words.height() + look().px(18);
}

int AnswerCard::rowTop(int row) const
{
    return headHeight() + (row > 0 ? rowHeight(0) + (row - 1) * rowHeight(1) : 0);
}

QSize AnswerCard::sizeHint() const
{
    const int line = QFontMetrics(look().font(Look::Type::Body)).height();
    const int spread = m_other ? 2 * line + look().px(6) : line + look().px(14);
    return {look().px(200), rowTop(shownRows) + spread};
}

QSize AnswerCard::minimumSizeHint() const { return {look().px(120), sizeHint().height()}; }

void AnswerCard::paintBar(QPainter& painter, const QRectF& place, double share, const QColor& colour) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("raised"));
    painter.drawRoundedRect(place, 2, 2);
    painter.setBrush(colour);
    const double width = std::max(place.width() * share, share > 0 ? 2.0 : 0.0);
    painter.drawRoundedRect(QRectF(place.topLeft(), QSizeF(width, place.height())), 2, 2);
}

void AnswerCard::paintRow(QPainter& painter, int index, const Row& row) const
{
    const bool first = index == 0;
    const bool large = first && look().presenter();
    const QFont words = look().font(large ? Look::Type::Headline
            : first                       ? Look::Type::Strong
                                          : Look::Type::Body);
    const QFont numbers = look().font(large ? Look::Type::NumberLarge : Look::Type::Number);
    const int top = rowTop(index);
    const QFontMetrics metrics(words), numberMetrics(numbers);
    const QString share = shareText(row.share);
    painter.setFont(numbers);
    painter.setPen(look().colour(first ? "text" : "textSecondary"));
    painter.drawText(QRect(0, top, width(), metrics.height()), Qt::AlignRight | Qt::AlignVCenter, share);
    const int right = width() - numberMetrics.horizontalAdvance(share) - look().px(8);
    painter.setFont(words);
    painter.drawText(QRect(0, top, right, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(row.label, Qt::ElideMiddle, right));
    QColor bar = look().colour("positive");
    bar.setAlphaF(first ? 1.0f : 0.65f);
    const double y = top + metrics.height() + look().px(3);
    paintBar(painter, QRectF(0, y, width(), look().px(large ? 9 : 6)), row.share.value_or(0), bar);
}

QString AnswerCard::shareText(std::optional<double> share)
{
    return share ? percentText(*share) : QString(QChar(0x2013));
}

QString AnswerCard::spreadWords(const Classification& of) const
{
    const double bits = spreadOf(of.probabilities), most = std::log2(double(of.probabilities.size()));
    if (of.network->weights.isEmpty())
        return tr("Random weights:");
    return tr("Spread %1 of %2 bits").arg(QLocale().toString(bits, 'f', 2), QLocale().toString(most, 'f', 2));
}

QString AnswerCard::verdictWords(const Classification& of) const
{
    if (of.network->weights.isEmpty())
        return tr("means nothing"); // drawn weights have learned nothing
    const QString words[] = {tr("sure"), tr("fairly sure"), tr("not sure")};
    return words[int(surenessOf(spreadOf(of.probabilities), int(of.probabilities.size())))];
}

void AnswerCard::paintSpread(QPainter& painter) const
{
    const ClassificationPointer& answer = m_model.answer();
    const double bits = spreadOf(answer->probabilities),
                 most = std::max(1e-9, std::log2(double(answer->probabilities.size())));
    const QString verdict = verdictWords(*answer), measured = spreadWords(*answer);
    const QFont strong = look().font(Look::Type::Strong), label = look().font(Look::Type::Label);
    const QFontMetrics strongMetrics(strong);
    const int top = rowTop(shownRows) + look().px(2), height = strongMetrics.height();
    painter.setFont(strong);
    painter.setPen(look().colour("text"));
    painter.drawText(QRect(0, top, width(), height), Qt::AlignRight | Qt::AlignVCenter, verdict);
    const int room = width() - strongMetrics.horizontalAdvance(verdict) - look().px(8);
    painter.setFont(label);
    painter.setPen(look().colour("textSecondary"));
    painter.drawText(QRect(0, top, room, height), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(label).elidedText(measured, Qt::ElideRight, room));
    paintBar(painter, QRectF(0, top + height + look().px(3), width(), look().px(4)), bits / most,
        look().colour("textTertiary"));
}

void AnswerCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect top(0, 0, width(), headHeight() - look().px(8));
    painter.setFont(look().font(Look::Type::Panel));
    painter.setPen(look().colour("text"));
    const QString title = m_other ? tr("Answers") : tr("Answer");
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, title);
    const int room = width() - painter.fontMetrics().horizontalAdvance(title) - look().px(8);
    painter.setFont(look().font(Look::Type::Caption));
    painter.setPen(look().colour("textTertiary"));
    painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, m_other ? tr("1 view each") : head(room));
    if (!m_model.answer()) {
        painter.drawText(QRect(0, headHeight(), width(), height() - headHeight()),
            Qt::AlignLeft | Qt::TextWordWrap, tr("There is none before the first picture."));
        return;
    }
    int index = 0;
    for (const Row& row : rows()) {
        m_other ? paintPair(painter, index, row) : paintRow(painter, index, row);
        ++index;
    }
    m_other ? paintSpreads(painter) : paintSpread(painter);
}

/// The whole name and the score of the row under the mouse.
bool AnswerCard::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_model.answer())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString words = tr(
        "Spread: the entropy of the answer. 0 bits when one class has everything; sure up to 15 % of what "
        "is possible, fairly sure up to 40 %.");
    if (help->pos().y() < rowTop(0))
        words = tr(
            "The network knows %1 names, and every picture gets one of them, fitting or not. The time is "
            "that on the device for one view of the picture.")
                    .arg(countText(qint64(m_model.answer()->probabilities.size())));
    const std::vector<Row> all = rows();
    for (int row = 0; m_other && row < int(all.size()); ++row)
        if (help->pos().y() >= rowTop(row) && help->pos().y() < rowTop(row + 1))
            words = tr("%1: A %2, B %3")
                        .arg(all[std::size_t(row)].label, shareText(all[std::size_t(row)].share),
                            shareText(all[std::size_t(row)].other));
    for (int row = 0; !m_other && row < int(all.size()); ++row)
        if (help->pos().y() >= rowTop(row) && help->pos().y() < rowTop(row + 1))
            words = tr("%1: %2, score before softmax %3")
                        .arg(m_model.index(row, AnswerModel::Label).data().toString(),
                            m_model.index(row, AnswerModel::Probability).data().toString(),
                            m_model.index(row, AnswerModel::Score).data().toString());
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}
