#include "app/views/camera_answer_list.h"

#include "app/models/number_text.h"
#include "app/widgets/icon.h"
#include "app/widgets/look.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

CameraAnswerList::CameraAnswerList(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Live answer"));
}

void CameraAnswerList::setAnswer(Shown shown)
{
    m_shown = std::move(shown);
    QStringList words;
    if (!m_shown.notSure.isEmpty())
        words += tr("not sure: %1").arg(m_shown.notSure);
    for (const Row& row : m_shown.rows)
        words += row.name + ' ' + percentText(row.share);
    setAccessibleDescription(words.join("; "));
    update();
}

/// Before a class on a small projector the picture needs the room.
int CameraAnswerList::mostRows() const
{
    return look().presenter() && window()->height() < look().px(520) ? 3 : 5;
}

int CameraAnswerList::firstHeight() const
{
    const QFontMetrics view(look().font(Look::Type::View)), label(look().font(Look::Type::Label));
    return view.height() + 2 * label.height() + look().px(14);
}

int CameraAnswerList::rowHeight() const
{
    return QFontMetrics(look().font(Look::Type::Body)).height() + look().px(8);
}

QSize CameraAnswerList::sizeHint() const
{
    return {look().px(400),
        firstHeight() + mostRows() * rowHeight() + QFontMetrics(look().font(Look::Type::Label)).height()
            + look().px(8)};
}

QSize CameraAnswerList::minimumSizeHint() const { return {look().px(200), sizeHint().height()}; }

int CameraAnswerList::nameWidth() const { return std::min(look().px(144), width() * 2 / 5); }

void CameraAnswerList::paintBar(QPainter& painter, const QRectF& place, double share, bool strong) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("raised"));
    painter.drawRoundedRect(place, 2, 2);
    QColor colour = look().colour("positive");
    colour.setAlphaF(strong ? 1.0f : 0.65f);
    painter.setBrush(colour);
    const double width = std::max(place.width() * share, share > 0 ? 2.0 : 0.0);
    painter.drawRoundedRect(QRectF(place.topLeft(), QSizeF(width, place.height())), 2, 2);
    if (m_shown.tick <= 0)
        return;
    const double x = place.left() + place.width() * m_shown.tick;
    painter.setPen(QPen(look().colour("textSecondary"), 2));
    painter.drawLine(QPointF(x, place.top() - look().px(4)), QPointF(x, place.bottom() + look().px(4)));
}

QFont CameraAnswerList::largeNumbers() const
{
    QFont numbers = look().font(Look::Type::Number);
    numbers.setPixelSize(QFontInfo(look().font(Look::Type::View)).pixelSize() - look().px(1));
    return numbers;
}

/// Of all rows, so that their bars can be compared.
int CameraAnswerList::numberWidth() const
{
    return QFontMetrics(largeNumbers()).horizontalAdvance(widestPercentText());
}

void CameraAnswerList::paintFirst(QPainter& painter, const Row& row) const
{
    const QFont words = look().font(Look::Type::View);
    const QFont numbers = largeNumbers();
    const QFontMetrics metrics(words);
    const int height = metrics.height();
    const QString share = percentText(row.share);
    const int number = numberWidth(), gap = look().px(14);
    // A long name takes a line of its own above its bar.
    const bool own = metrics.horizontalAdvance(row.name) > nameWidth();
    const int top = own ? 0 : (firstHeight() - height) / 2 - look().px(4);
    const int room = own ? width() - number - gap : nameWidth();
    painter.setFont(words);
    painter.setPen(look().colour("text"));
    painter.drawText(QRect(0, top, room, height), Qt::AlignVCenter | Qt::AlignLeft,
        metrics.elidedText(row.name, Qt::ElideMiddle, room));
    painter.setFont(numbers);
    painter.drawText(QRect(width() - number, top, number, height), Qt::AlignVCenter | Qt::AlignRight, share);
    const double thick = look().px(12);
    if (own)
        paintBar(painter, QRectF(0, top + height + look().px(6), width(), thick), row.share, true);
    else
        paintBar(painter,
            QRectF(nameWidth(), top + (height - thick) / 2, width() - nameWidth() - number - gap, thick),
            row.share, true);
}

void CameraAnswerList::paintNotSure(QPainter& painter) const
{
    const QRectF box(0, 0, width(), firstHeight() - look().px(6));
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("warningFill"));
    painter.drawRoundedRect(box, 6, 6);
    painter.fillRect(QRectF(0, 0, 4, box.height()), look().colour("warning"));
    const int mark = look().px(20), left = look().px(48);
    ::icon("help", "warning")
        .paint(&painter, QRect(look().px(16), int(box.center().y()) - mark / 2, mark, mark));
    const QFontMetrics view(look().font(Look::Type::View));
    painter.setFont(look().font(Look::Type::View));
    painter.setPen(look().colour("text"));
    const QFontMetrics label(look().font(Look::Type::Label));
    const double room = width() - left - look().px(8);
    const double words
        = label.boundingRect(QRect(0, 0, int(room), 1000), Qt::TextWordWrap, m_shown.notSure).height();
    const double top = std::max(0.0, (box.height() - view.height() - words) / 2);
    painter.drawText(QRectF(left, top, room, view.height()), Qt::AlignLeft, tr("Not sure"));
    painter.setFont(look().font(Look::Type::Label));
    painter.setPen(look().colour("textSecondary"));
    painter.drawText(QRectF(left, top + view.height(), room, box.height()),
        Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_shown.notSure);
}

void CameraAnswerList::paintRow(QPainter& painter, int top, const Row& row, bool strong) const
{
    const QFont words = look().font(strong ? Look::Type::Strong : Look::Type::Body);
    const int height = rowHeight(), number = numberWidth(), gap = look().px(14);
    painter.setFont(words);
    painter.setPen(look().colour(strong ? "text" : "textSecondary"));
    painter.drawText(QRect(0, top, nameWidth() - look().px(8), height), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(words).elidedText(row.name, Qt::ElideMiddle, nameWidth() - look().px(8)));
    painter.setFont(look().font(Look::Type::Number));
    painter.drawText(QRect(width() - number, top, number, height), Qt::AlignVCenter | Qt::AlignRight,
        percentText(row.share));
    const double thick = look().px(strong ? 8 : 6);
    paintBar(painter,
        QRectF(nameWidth(), top + (height - thick) / 2, width() - nameWidth() - number - gap, thick),
        row.share, strong);
}

void CameraAnswerList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_shown.rows.empty()) {
        painter.setFont(look().font(Look::Type::Body));
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(
            rect(), Qt::AlignLeft | Qt::TextWordWrap, tr("There is no answer without a picture."));
        return;
    }
    const bool sure = m_shown.notSure.isEmpty();
    if (sure)
        paintFirst(painter, m_shown.rows.front());
    else
        paintNotSure(painter);
    int top = firstHeight();
    const std::size_t shown = std::min(m_shown.rows.size(), std::size_t(mostRows()));
    for (std::size_t i = sure ? 1 : 0; i < shown; ++i, top += rowHeight())
        paintRow(painter, top, m_shown.rows[i], i == 0);
    const QFont strong = look().font(Look::Type::Strong);
    const int height = QFontMetrics(strong).height();
    const QRect foot(0, this->height() - height, width(), height);
    painter.setFont(strong);
    painter.setPen(look().colour("text"));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, m_shown.verdict);
    painter.setFont(look().font(Look::Type::Label));
    painter.setPen(look().colour("textSecondary"));
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, m_shown.spread);
}

bool CameraAnswerList::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || m_shown.rows.empty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList words;
    for (const Row& row : m_shown.rows)
        words += row.name + "  " + percentText(row.share);
    if (help->pos().y() > height() - rowHeight())
        words = QStringList(tr("Spread: the entropy of the answer. 0 bits when one class has everything."));
    QToolTip::showText(help->globalPos(), words.join('\n'), this);
    return true;
}
