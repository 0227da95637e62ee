#include "app/views/drop_overlay.h"

#include "app/widgets/icon.h"
#include "app/widgets/look.h"

#include <QAccessible>
#include <QFileInfo>
#include <QPainter>

#include <algorithm>

DropOverlay::DropOverlay(QWidget* window)
    : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropOverlay::showOffer(const DropOffer& offer)
{
    m_offer = offer;
    setGeometry(parentWidget()->rect());
    setAccessibleName(offer.headline() + ". " + offer.explanation());
    raise();
    show();
    update();
}

/// At most eight names; the rest is a number.
std::vector<DropOverlay::Chip> DropOverlay::chips() const
{
    constexpr std::size_t most = 8;
    std::vector<Chip> chips;
    for (const QString& path : {m_offer.folder, m_offer.state, m_offer.weights})
        if (!path.isEmpty())
            chips.push_back({QFileInfo(path).fileName(), true, {}});
    for (const DropOffer::Refused& refused : m_offer.refused)
        chips.push_back({refused.name + ' ' + refused.reason, false, {}});
    for (const PictureSource& picture : m_offer.pictures)
        chips.push_back({picture.name, true, {}});
    std::stable_partition(chips.begin(), chips.end(), [](const Chip& chip) { return chip.usable; });
    if (chips.size() > most) {
        // What cannot be opened must stay in sight.
        std::stable_partition(chips.begin(), chips.end(), [](const Chip& chip) { return !chip.usable; });
        const auto more = chips.size() - most + 1;
        chips.resize(most - 1);
        chips.push_back({tr("%1 more").arg(more), true, {}});
    }
    return chips;
}

/// In centred rows; returns the height that they take.
int DropOverlay::placeChips(std::vector<Chip>& chips, int left, int top, int width) const
{
    const QFontMetrics metrics(look().font(Look::Type::Label));
    const int height = metrics.height() + look().px(8), gap = look().px(8), extra = look().px(40);
    int y = top;
    for (std::size_t from = 0; from < chips.size();) {
        std::size_t to = from;
        int used = -gap;
        for (; to < chips.size(); ++to) {
            const int wide = std::min(metrics.horizontalAdvance(chips[to].words) + extra, width);
            if (to > from && used + gap + wide > width)
                break;
            chips[to].place = QRect(0, y, wide, height);
            used += gap + wide;
        }
        int x = left + (width - used) / 2;
        for (; from < to; ++from) {
            chips[from].place.moveLeft(x);
            x += chips[from].place.width() + gap;
        }
        y += height + gap;
    }
    return y - top;
}

void DropOverlay::paintChip(QPainter& painter, const Chip& chip) const
{
    const QFontMetrics metrics(look().font(Look::Type::Label));
    const int mark = look().px(14), edge = look().px(8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour(chip.usable ? "raised" : "warningFill"));
    painter.drawRoundedRect(chip.place, 4, 4);
    icon(chip.usable ? "success" : "warning", chip.usable ? "text" : "warning")
        .paint(&painter, QRect(chip.place.left() + edge, chip.place.center().y() - mark / 2, mark, mark));
    const QRect words = chip.place.adjusted(edge + mark + look().px(6), 0, -edge, 0);
    painter.setFont(look().font(Look::Type::Label));
    painter.setPen(look().colour(chip.usable ? "text" : "warning"));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(chip.words, Qt::ElideRight, words.width() + 1));
}

void DropOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor dim = look().colour("window");
    dim.setAlphaF(0.78f);
    painter.fillRect(rect(), dim);
    painter.setPen(QPen(look().colour("accent"), 3, Qt::CustomDashLine, Qt::FlatCap));
    QPen dashes = painter.pen();
    dashes.setDashPattern({5, 3});
    painter.setPen(dashes);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(10, 10, -10, -10), 8, 8);

    const QFont large = look().font(Look::Type::Answer), body = look().font(Look::Type::Body);
    const int width = std::min(this->width() - look().px(48), look().px(640)), inner = width - look().px(48);
    const int mark = look().px(52), pad = look().px(32);
    const QRect measure(0, 0, inner, 10000);
    const int headline = QFontMetrics(large)
                             .boundingRect(measure, Qt::TextWordWrap | Qt::AlignHCenter, m_offer.headline())
                             .height();
    const int sentence
        = QFontMetrics(body)
              .boundingRect(measure, Qt::TextWordWrap | Qt::AlignHCenter, m_offer.explanation())
              .height();
    std::vector<Chip> all = chips();
    const int left = (this->width() - inner) / 2;
    const int list = placeChips(all, left, 0, inner);
    const int height = pad + mark + look().px(16) + headline + look().px(8) + sentence + look().px(20) + list
        + look().px(16);
    const QRect card((this->width() - width) / 2, (this->height() - height) / 2, width, height);
    painter.setPen(QPen(look().colour("controlLine"), 1));
    painter.setBrush(look().colour("panel"));
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    int y = card.top() + pad;
    const bool usable = m_offer.isUsable();
    icon(usable ? "save" : "error", usable ? "accent" : "error")
        .paint(&painter, QRect(card.center().x() - mark / 2, y, mark, mark));
    y += mark + look().px(16);
    painter.setFont(large);
    painter.setPen(look().colour("text"));
    painter.drawText(
        QRect(left, y, inner, headline), Qt::TextWordWrap | Qt::AlignHCenter, m_offer.headline());
    y += headline + look().px(8);
    painter.setFont(body);
    painter.setPen(look().colour("textSecondary"));
    painter.drawText(
        QRect(left, y, inner, sentence), Qt::TextWordWrap | Qt::AlignHCenter, m_offer.explanation());
    y += sentence + look().px(20);
    for (Chip& chip : all) {
        chip.place.translate(0, y);
        paintChip(painter, chip);
    }
}
