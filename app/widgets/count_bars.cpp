#include "app/widgets/count_bars.h"

#include "app/widgets/look.h"

#include <QPainter>

#include <algorithm>

static constexpr std::size_t mostRows = 12;

CountBars::CountBars(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CountBars::setRows(std::vector<Row> rows, const QString& others)
{
    if (rows.size() > mostRows) {
        Row rest;
        rest.many = true;
        for (std::size_t i = mostRows - 1; i < rows.size(); ++i)
            rest.count += rows[i].count;
        rest.name = others.arg(rows.size() - mostRows + 1);
        rows.resize(mostRows - 1);
        rows.push_back(rest);
    }
    m_rows = std::move(rows);
    QStringList words;
    for (const Row& row : m_rows)
        words += row.name + ' ' + QString::number(row.count);
    setAccessibleDescription(words.join(", "));
    updateGeometry();
    update();
}

QSize CountBars::sizeHint() const
{
    const int row = QFontMetrics(look().font(Look::Type::Body)).height() + look().px(8);
    return {look().px(160), row * int(std::max<std::size_t>(m_rows.size(), 1))};
}

void CountBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont body = look().font(Look::Type::Body), number = look().font(Look::Type::Number);
    const QFontMetrics words(body), digits(number);
    const int height = words.height() + look().px(8);
    int most = 1, widest = 0;
    for (const Row& row : m_rows) {
        most = std::max(most, row.many ? 1 : row.count);
        widest = std::max(widest, digits.horizontalAdvance(QString::number(row.count)));
    }
    const int bars = width() / 3, left = width() - widest - look().px(8) - bars;
    int y = 0;
    for (const Row& row : m_rows) {
        painter.setFont(body);
        painter.setPen(look().colour("textSecondary"));
        const int room = left - look().px(8);
        painter.drawText(QRect(0, y, room, height), Qt::AlignLeft | Qt::AlignVCenter,
            words.elidedText(row.name, Qt::ElideMiddle, room));
        painter.setFont(number);
        painter.setPen(look().colour("text"));
        painter.drawText(
            QRect(0, y, width(), height), Qt::AlignRight | Qt::AlignVCenter, QString::number(row.count));
        y += height;
        if (row.many) // its length would mean nothing beside those of single names
            continue;
        const QRectF place(left, y - height / 2.0 - 3, bars, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look().colour("raised"));
        painter.drawRoundedRect(place, 2, 2);
        painter.setBrush(look().colour("positive"));
        painter.drawRoundedRect(
            QRectF(place.topLeft(), QSizeF(std::max(2.0, place.width() * row.count / most), 6)), 2, 2);
    }
}
