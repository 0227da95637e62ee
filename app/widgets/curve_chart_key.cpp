#include "app/widgets/curve_chart_key.h"

#include "app/widgets/look.h"

#include <QPainter>

namespace {

constexpr int keySample = 24; ///< length of a piece of line, at font scale 1

QPen dashed(const char* colour, const QList<double>& dashes)
{
    QPen pen(look().colour(colour), 2);
    pen.setCapStyle(Qt::FlatCap);
    if (!dashes.isEmpty())
        pen.setDashPattern(dashes);
    return pen;
}

}

const char* runColour(int letter)
{
    static const char* colours[] = {"positive", "negative", "success", "textSecondary"};
    return colours[letter % 4];
}

QPen runPen(int letter)
{
    static const QList<double> dashes[] = {{}, {3, 1.5}, {1, 1.5}, {4, 1.5, 1, 1.5}}; // in widths of the line
    return dashed(runColour(letter), dashes[(letter + letter / 4) % 4]);
}

QPen validationPen(const char* colour) { return dashed(colour, {3, 1.5}); }

CurveChartKey::CurveChartKey(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void CurveChartKey::setItems(std::vector<Item> items)
{
    m_items = std::move(items);
    QStringList words;
    for (const Item& item : m_items)
        words += item.words;
    setAccessibleName(tr("Lines: %1").arg(words.join(", ")));
    updateGeometry();
    update();
}

QSize CurveChartKey::sizeHint() const
{
    const QFontMetrics metrics(look().font(Look::Type::Label));
    int wide = 0;
    for (const Item& item : m_items)
        wide += look().px(keySample + 24) + metrics.horizontalAdvance(item.words);
    return {std::max(0, wide - look().px(16)), metrics.height() + look().px(4)};
}

void CurveChartKey::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(look().font(Look::Type::Label));
    int x = 0;
    for (const Item& item : m_items) {
        painter.setPen(item.pen);
        painter.drawLine(x, height() / 2, x + look().px(keySample), height() / 2);
        x += look().px(keySample + 8);
        const int wide = painter.fontMetrics().horizontalAdvance(item.words);
        painter.setPen(look().colour("textSecondary"));
        painter.drawText(QRect(x, 0, wide + 2, height()), Qt::AlignVCenter, item.words);
        x += wide + look().px(16);
    }
}
