#include "app/views/why_dropout.h"

#include "app/models/number_text.h"
#include "app/widgets/look.h"
#include "engine/explain/statistics.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QRandomGenerator>

#include <cmath>
#include <numeric>

WhyDropout::WhyDropout(TracePointer shown, const engine::DropoutTrace& rule, const QString& map)
    : WhySimple(std::move(shown), map)
{
    if (rule.training)
        buildMask();
    buildButtons(rule.training);
}

QString WhyDropout::footWords() const
{
    const auto& rule = std::get<engine::DropoutTrace>(trace().rule);
    return rule.scaleAtTest
        ? tr("dropped %1 of the time in training, and made smaller by as much when it answers (paper, "
             "section 4.2)")
              .arg(percentText(rule.ratio))
        : tr("dropped %1 of the time in training; those that are kept grow %2-fold (paper, section 4.2)")
              .arg(percentText(rule.ratio), valueText(1 / (1 - rule.ratio), 3));
}

/// Of a layer without places all units, otherwise the unit's own map.
void WhyDropout::buildMask()
{
    const engine::HostTensor& mask = of().mask;
    const engine::Shape& shape = mask.shape;
    const bool vector = shape.height * shape.width == 1;
    const std::span<const float> own = engine::mapOf(mask, trace().place.channel);
    std::vector<float> values = vector ? mask.values : std::vector<float>(own.begin(), own.end());
    const int count = int(values.size());
    const double kept = std::accumulate(values.begin(), values.end(), 0.0);
    m_columns = vector ? int(std::ceil(std::sqrt(count))) : shape.width;
    const int rows = (count + m_columns - 1) / m_columns;
    values.resize(std::size_t(rows) * std::size_t(m_columns)); // what the last row lacks is shown as dropped
    const QPoint at = vector ? QPoint(trace().place.channel % m_columns, trace().place.channel / m_columns)
                             : QPoint(trace().place.x, trace().place.y);
    QLabel* caption = whyLabel("caption",
        tr("the mask that was drawn: bright units are kept, %1 of %2")
            .arg(countText(qint64(kept)), countText(count)));
    caption->setWordWrap(true);
    ruleColumn()->addWidget(caption);
    m_mask = new NumberGrid(tr("Mask of dropout: %1 of %2 units kept").arg(kept).arg(count));
    m_mask->setCells({m_columns, rows, std::move(values), m_map, 0, 1});
    m_mask->setRing(at);
    ruleColumn()->addWidget(m_mask);
    connect(m_mask, &NumberGrid::hovered, this, [this, vector, count](QPoint cell) {
        const int index = cell.y() * m_columns + cell.x();
        if (cell.x() < 0 || index >= count)
            return emit pointedAt({});
        const QString where = vector ? tr("unit %1").arg(countText(index)) : atWords(cell.x(), cell.y());
        emit pointedAt(QString("%1 · %2 · %3")
                           .arg(of().info().name, where,
                               m_mask->cells().values[std::size_t(index)] > 0 ? tr("kept") : tr("dropped")));
    });
    if (!vector)
        connect(m_mask, &NumberGrid::chosen, this, &WhyPage::positionAsked);
}

void WhyDropout::buildButtons(bool drawn)
{
    auto* row = new QHBoxLayout;
    auto* draw = new QPushButton(drawn ? tr("Draw again") : tr("Draw a mask, as in training"));
    draw->setProperty("primary", !drawn);
    row->addWidget(draw);
    connect(draw, &QPushButton::clicked, this,
        [this] { emit dropoutAsked(QRandomGenerator::global()->generate64()); });
    if (drawn) {
        auto* all = new QPushButton(tr("All units, as when it answers"));
        row->addWidget(all);
        connect(all, &QPushButton::clicked, this, [this] { emit dropoutAsked(std::nullopt); });
    }
    row->addStretch(1);
    ruleColumn()->addLayout(row);
}

void WhyDropout::fit(QSize room)
{
    WhySimple::fit(room);
    if (m_mask)
        m_mask->fitInto(std::max(look().px(96), std::min(room.height() - look().px(240), room.width() / 3)));
}
