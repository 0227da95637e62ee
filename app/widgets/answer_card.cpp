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

static constexpr int shownRows = 5;

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
    std::vector<Row> rows;
    for (int i = 0; i < std::min(shownRows, m_model.rowCount()); ++i) {
        const auto cell = [&](int column, int role) { return m_model.index(i, column).data(role); };
        Row row {cell(AnswerModel::Label, Qt::DisplayRole).toString(),
            cell(AnswerModel::Probability, Qt::DisplayRole).toString(), {},
            cell(AnswerModel::Probability, AnswerModel::valueRole).toDouble(), 0};
        // B may be the answer of another network: classes are the same when their names are.
        const auto same = m_other ? m_other->network->labels.indexOf(row.label) : -1;
        if (same >= 0) {
            row.other = double(m_other->probabilities[std::size_t(same)]);
            row.otherShare = percentText(row.other);
        }
        rows.push_back(row);
    }
    return rows;
}

QString AnswerCard::head() const
{
    const ClassificationPointer& answer = m_model.answer();
    if (!answer)
        return {};
    const double ms = answer->milliseconds;
    return tr("1 view · %1 ms").arg(QLocale().toString(ms, 'f', ms < 9.95 ? 1 : 0));
}

/// Tells what is new to the eye and to screen readers.
void AnswerCard::say()
{
    QStringList words;
    for (const Row& row : rows())
        words += row.label + ' ' + row.share
            + (row.otherShare.isEmpty() ? QString() : tr(" (B: %1)").arg(row.otherShare));
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
    const bool large = look().presenter() && row == 0;
    const QFontMetrics words(look().font(large ? Look::Type::Headline : Look::Type::Body));
    return words.height() + look().px(m_other ? 21 : 18);
}

int AnswerCard::rowTop(int row) const
{
    return headHeight() + (row > 0 ? rowHeight(0) + (row - 1) * rowHeight(1) : 0);
}

QSize AnswerCard::sizeHint() const
{
    const int spread = QFontMetrics(look().font(Look::Type::Body)).height() + look().px(14);
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
    int right = width();
    painter.setFont(numbers);
    const auto number = [&](const QString& text, const char* colour) {
        painter.setPen(look().colour(colour));
        painter.drawText(QRect(0, top, right, metrics.height()), Qt::AlignRight | Qt::AlignVCenter, text);
        right -= numberMetrics.horizontalAdvance(text) + look().px(8);
    };
    if (!row.otherShare.isEmpty())
        number(row.otherShare, "negative");
    number(row.share, first ? "text" : "textSecondary");
    painter.setFont(words);
    painter.setPen(look().colour(first ? "text" : "textSecondary"));
    painter.drawText(QRect(0, top, right, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(row.label, Qt::ElideMiddle, right));
    QColor bar = look().colour("positive");
    bar.setAlphaF(first ? 1.0f : 0.65f);
    const double y = top + metrics.height() + look().px(3);
    const double height = look().px(m_other ? 4 : large ? 9 : 6);
    paintBar(painter, QRectF(0, y, width(), height), row.probability, bar);
    if (m_other)
        paintBar(painter, QRectF(0, y + height + 1, width(), height), row.other, look().colour("negative"));
}

void AnswerCard::paintSpread(QPainter& painter) const
{
    const ClassificationPointer& answer = m_model.answer();
    const int classes = int(answer->probabilities.size());
    const double bits = spreadOf(answer->probabilities), most = classes > 1 ? std::log2(double(classes)) : 0;
    const QString words[] = {tr("sure"), tr("fairly sure"), tr("not sure")};
    const QString verdict = words[int(surenessOf(bits, classes))];
    const QFont strong = look().font(Look::Type::Strong), label = look().font(Look::Type::Label);
    const QFontMetrics strongMetrics(strong);
    const int top = rowTop(shownRows) + look().px(2), height = strongMetrics.height();
    painter.setFont(strong);
    painter.setPen(look().colour("text"));
    painter.drawText(QRect(0, top, width(), height), Qt::AlignRight | Qt::AlignVCenter, verdict);
    const int room = width() - strongMetrics.horizontalAdvance(verdict) - look().px(8);
    painter.setFont(label);
    painter.setPen(look().colour("textSecondary"));
    const QString measured
        = tr("Spread %1 of %2 bits").arg(QLocale().toString(bits, 'f', 2), QLocale().toString(most, 'f', 2));
    painter.drawText(QRect(0, top, room, height), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(label).elidedText(measured, Qt::ElideRight, room));
    paintBar(painter, QRectF(0, top + height + look().px(3), width(), look().px(4)),
        most > 0 ? bits / most : 0, look().colour("textTertiary"));
}

void AnswerCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect top(0, 0, width(), headHeight() - look().px(8));
    painter.setFont(look().font(Look::Type::Panel));
    painter.setPen(look().colour("text"));
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, tr("Answer"));
    painter.setFont(look().font(Look::Type::Caption));
    painter.setPen(look().colour("textTertiary"));
    painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, m_other ? tr("A, and B in orange") : head());
    if (!m_model.answer()) {
        painter.drawText(QRect(0, headHeight(), width(), height() - headHeight()),
            Qt::AlignLeft | Qt::TextWordWrap, tr("There is none before the first picture."));
        return;
    }
    int index = 0;
    for (const Row& row : rows())
        paintRow(painter, index++, row);
    paintSpread(painter);
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
        words = tr("Time on the device for one view of the picture: %1").arg(head());
    for (int row = 0; row < std::min(shownRows, m_model.rowCount()); ++row)
        if (help->pos().y() >= rowTop(row) && help->pos().y() < rowTop(row + 1))
            words = tr("%1: %2, score before softmax %3")
                        .arg(m_model.index(row, AnswerModel::Label).data().toString(),
                            m_model.index(row, AnswerModel::Probability).data().toString(),
                            m_model.index(row, AnswerModel::Score).data().toString());
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}
