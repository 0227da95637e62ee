#include "app/widgets/compared_table.h"

#include "app/models/compared_words.h"
#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/look.h"

#include <QPainter>

#include <cmath>

/// Of the numbers as they are written, so that the row can be recomputed.
static double writtenDifference(double a, double b)
{
    const auto written = [](double value) { return std::round(value * 1e4) / 1e4; };
    return written(a) - written(b);
}

static QString comparedValue(const ComparedTable::Row& row, double value)
{
    return row.isShare ? shareText(value) : numberWords(value);
}

ComparedTable::ComparedTable(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("A beside B"));
}

void ComparedTable::setRows(std::vector<Row> rows)
{
    m_rows = std::move(rows);
    QStringList words;
    for (const Row& row : m_rows)
        words += row.name + ": " + (row.isShare ? sharePairWords : pairWords)(row.a, row.b);
    setAccessibleDescription(words.join("; "));
    updateGeometry();
    update();
}

int ComparedTable::rowHeight() const
{
    return QFontMetrics(look().font(Look::Type::Body)).height() + look().px(3);
}

/// Of the widest number, with a gap before it.
int ComparedTable::columnWidth() const
{
    const QFontMetrics metrics(look().font(Look::Type::Number));
    int widest = metrics.horizontalAdvance("A − B");
    for (const Row& row : m_rows)
        for (const QString& words :
            {comparedValue(row, row.a), comparedValue(row, row.b), withSign(writtenDifference(row.a, row.b))})
            widest = std::max(widest, metrics.horizontalAdvance(words));
    return widest + look().px(14);
}

QSize ComparedTable::sizeHint() const
{
    const QFontMetrics metrics(look().font(Look::Type::Body));
    int names = 0;
    for (const Row& row : m_rows)
        names = std::max(names, metrics.horizontalAdvance(row.name));
    return {names + 3 * columnWidth(), (int(m_rows.size()) + 1) * rowHeight()};
}

QSize ComparedTable::minimumSizeHint() const { return sizeHint(); }

void ComparedTable::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int high = rowHeight(), wide = columnWidth();
    int top = 0;
    const auto number = [&](int column, const QString& words, const char* colour) {
        painter.setPen(look().colour(colour));
        painter.drawText(
            QRect(width() - (3 - column) * wide, top, wide, high), Qt::AlignRight | Qt::AlignVCenter, words);
    };
    painter.setFont(look().font(Look::Type::Strong));
    number(0, "A", "positive");
    number(1, "B", "negative");
    number(2, tr("A − B"), "text");
    for (const Row& row : m_rows) {
        top += high;
        painter.setFont(look().font(Look::Type::Body));
        painter.setPen(look().colour("textSecondary"));
        painter.drawText(QRect(0, top, width() - 3 * wide, high), Qt::AlignLeft | Qt::AlignVCenter, row.name);
        painter.setFont(look().font(Look::Type::Number));
        number(0, comparedValue(row, row.a), "text");
        number(1, comparedValue(row, row.b), "text");
        const double difference = writtenDifference(row.a, row.b);
        number(2, withSign(difference), difference < 0 ? "negative" : difference > 0 ? "positive" : "text");
    }
}
