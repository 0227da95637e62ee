#include "app/views/why_simple.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/look.h"
#include "engine/explain/statistics.h"

#include <QHBoxLayout>

WhySimple::WhySimple(TracePointer shown, const QString& map)
    : WhyPage(std::move(shown), map)
{
    const Step made = step();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(24));
    row->addWidget(buildSide(tr("Input"), of().input(), made.from, inputName()), 0, Qt::AlignTop);
    auto* rule = new QWidget;
    auto* column = new QVBoxLayout(rule);
    m_rule = column;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(10));
    column->addWidget(whyHead(made.rule, tr("%1 in").arg(numberWords(made.input))));
    QLabel* sentence = whyLabel("secondary", made.sentence);
    sentence->setWordWrap(true);
    sentence->setMinimumWidth(look().px(200));
    column->addWidget(sentence);
    if (std::holds_alternative<engine::ReluTrace>(trace().rule))
        column->addWidget(makeRelu(made.input, made.total, tr("value")));
    else
        column->addWidget(
            makeResult(QString::fromUtf8("%1 → %2").arg(numberWords(made.input), numberWords(made.total)),
                made.total, numberWords(made.total)));
    row->addWidget(rule, 1, Qt::AlignTop);
    row->addWidget(buildSide(tr("Result"), of().output(), trace().place, of().info().name), 0, Qt::AlignTop);
    buildFoot(made);
}

WhySimple::Step WhySimple::dropoutStep(const engine::DropoutTrace& rule) const
{
    Step made {double(rule.input), rule.total, trace().place, {}, {}};
    if (of().info().kind != "Dropout") {
        made.rule = tr("Rule: switched off");
        made.sentence = tr("%1 is switched off: the value passes through unchanged.").arg(of().info().name);
    } else if (rule.training) {
        made.rule = tr("Rule: × %1").arg(valueText(rule.factor, 4));
        made.sentence = rule.kept ? tr("Drawn this time: kept.") : tr("Drawn this time: dropped.");
    } else {
        made.rule
            = rule.factor == 1 ? tr("Rule: nothing to do") : tr("Rule: × %1").arg(valueText(rule.factor, 4));
        made.sentence = rule.scaleAtTest ? tr("In training this unit was dropped %1 of the time; now every "
                                              "unit answers, and its value is scaled to match.")
                                               .arg(percentText(rule.ratio))
                                         : tr("In training this unit is dropped %1 of the time. While the "
                                              "network answers, all units work: no mask is drawn.")
                                               .arg(percentText(rule.ratio));
    }
    return made;
}

WhySimple::Step WhySimple::step() const
{
    const engine::TraceRule& rule = trace().rule;
    if (const auto* relu = std::get_if<engine::ReluTrace>(&rule))
        return {double(relu->input), relu->total, trace().place, tr("Rule: max(0, value)"),
            relu->input > 0 ? tr("Above zero: the value passes unchanged.")
                            : tr("Not above zero: what comes out is 0.")};
    if (const auto* flatten = std::get_if<engine::FlattenTrace>(&rule))
        return {flatten->total, flatten->total, flatten->from, tr("Rule: count on"),
            tr("The same value under another number: map %1 at %2 of %3 becomes unit %4.")
                .arg(flatten->from.channel)
                .arg(atWords(flatten->from.x, flatten->from.y), shapeText(flatten->shape, false))
                .arg(countText(trace().place.channel))};
    return dropoutStep(std::get<engine::DropoutTrace>(rule));
}

/// The unit's map with the position ringed, or for a vector just its value.
QWidget* WhySimple::buildSide(
    const QString& title, const engine::HostTensor& maps, const engine::Place& at, const QString& layer)
{
    const engine::Shape& shape = maps.shape;
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(6));
    column->addWidget(whyHead(title, tr("%1, unit %2").arg(layer, countText(at.channel))));
    if (shape.height * shape.width == 1) {
        const double value = double(maps.at(0, at.channel, 0, 0));
        QLabel* number = whyNumber(value, numberWords(value));
        number->setAlignment(Qt::AlignLeft);
        column->addWidget(number);
        return box;
    }
    auto* map = new NumberGrid(tr("Map of the unit; a click chooses another position"));
    map->setCells(mapCells(maps, at.channel));
    map->setRing(QPoint(at.x, at.y));
    map->setDecimals(2);
    m_maps.push_back(map);
    column->addWidget(map);
    column->addWidget(whyLegend(map->cells(), whyRangeRule()));
    if (shape == of().output().shape)
        connect(map, &NumberGrid::chosen, this, &WhyPage::positionAsked);
    connect(map, &NumberGrid::hovered, this, [this, &maps, channel = at.channel, layer](QPoint cell) {
        if (cell.x() < 0)
            return emit pointedAt({});
        emit pointedAt(QString("%1 · %2 · %3 = %4")
                           .arg(layer, tr("unit %1").arg(channel), atWords(cell.x(), cell.y()),
                               numberWords(double(maps.at(0, channel, cell.y(), cell.x())))));
    });
    return box;
}

void WhySimple::buildFoot(const Step& step)
{
    auto* row = new QHBoxLayout(foot());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(32));
    const auto fact
        = [row](const QString& name, const QString& value) { row->addWidget(whyFact(name, value)); };
    fact(tr("in"), numberWords(step.input));
    fact(tr("out"), numberWords(step.total));
    fact(tr("zeros in the layer, before → after"),
        percentText(engine::statistics(of().input().values).zeroShare) + QString::fromUtf8(" → ")
            + percentText(engine::statistics(of().output().values).zeroShare));
    fact(tr("learned numbers"), "0");
    row->addStretch(1);
}

void WhySimple::fit(QSize room)
{
    for (NumberGrid* map : m_maps)
        map->fitInto(std::max(look().px(96), std::min(room.height() - look().px(96), room.width() / 3)));
}

QString WhySimple::csv() const
{
    const Step made = step();
    return "in,out\n" + csvNumber(made.input) + "," + csvNumber(made.total) + "\n";
}
