#include "app/views/why_lrn.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/curve_plot.h"
#include "app/widgets/look.h"
#include "app/widgets/value_bar.h"

#include <QGridLayout>
#include <QHBoxLayout>

#include <cmath>

WhyLrn::WhyLrn(TracePointer shown, const engine::LrnTrace& rule, const QString& map)
    : WhyPage(std::move(shown), map)
    , m_rule(rule)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look().px(16));
    grid->setVerticalSpacing(look().px(4));
    chooseDigits();
    buildRows(*grid);
    buildFoot();
}

void WhyLrn::chooseDigits()
{
    std::vector<WhyProduct> squares;
    double most = 0;
    for (const engine::LrnNeighbour& neighbour : m_rule.neighbours) {
        const double value = double(neighbour.value);
        squares.push_back({value, value, neighbour.square});
        most = std::max(most, neighbour.square);
    }
    m_squareDigits = most > 0 ? std::clamp(5 - int(std::floor(std::log10(most))), 2, 4) : 4;
    const int least = digitsThatMultiply(squares, {4, 4, m_squareDigits}, 4).first;
    const WhyProduct result {
        double(m_rule.neighbours[std::size_t(m_rule.self)].value), m_rule.factor, m_rule.total};
    m_digits = digitsThatMultiply({&result, 1}, {least, 6, 4}, 3);
    const WhyProduct scaled {m_rule.sumOfSquares, m_rule.alpha, m_rule.scaled};
    m_sumDigits = digitsThatMultiply({&scaled, 1}, {m_squareDigits, 10, m_digits.second}, 3).first;
}

void WhyLrn::buildRows(QGridLayout& grid)
{
    const int count = int(m_rule.neighbours.size());
    const engine::Place& at = trace().place;
    grid.addWidget(whyHead(tr("Inputs: %1 neighbours").arg(count),
                       tr("%1, at %2; each map in its own range").arg(inputName(), atWords(at.x, at.y))),
        0, 0, 1, 2);
    grid.addWidget(whyHead(tr("Squared"), tr("a², sum of %1").arg(count)), 0, 2);
    grid.addWidget(whyLine(true), 0, 3, count + 1, 1);
    grid.addWidget(buildRule(), 0, 4, count + 1, 1, Qt::AlignTop);
    grid.addWidget(whyLine(true), 0, 5, count + 1, 1);
    grid.addWidget(whyHead(tr("Result"), tr("%1, same scale").arg(of().info().name)), 0, 6);
    double most = 0, mostSquare = 0;
    for (const engine::LrnNeighbour& neighbour : m_rule.neighbours) {
        most = std::max({most, std::abs(double(neighbour.value)), std::abs(double(neighbour.result))});
        mostSquare = std::max(mostSquare, neighbour.square);
    }
    const auto share = [](double value, double end) { return end > 0 ? std::abs(value) / end : 0; };
    for (int i = 0; i < count; ++i) {
        const engine::LrnNeighbour& neighbour = m_rule.neighbours[std::size_t(i)];
        const bool self = i == m_rule.self;
        auto* tile = new NumberGrid(tr("Map of unit %1").arg(neighbour.channel));
        tile->setCells(mapCells(of().input(), neighbour.channel));
        tile->setRing(QPoint(at.x, at.y));
        connect(tile, &NumberGrid::chosen, this, &WhyPage::positionAsked);
        connect(tile, &NumberGrid::hovered, this, [this, channel = neighbour.channel](QPoint cell) {
            if (cell.x() < 0)
                return emit pointedAt({});
            emit pointedAt(QString("%1 · %2 · %3 = %4")
                               .arg(inputName(), tr("unit %1").arg(channel), atWords(cell.x(), cell.y()),
                                   numberWords(double(of().input().at(0, channel, cell.y(), cell.x())))));
        });
        m_tiles.push_back(tile);
        const QString name = tr("unit %1").arg(neighbour.channel);
        const auto bar = [&](double value, int digits, const char* colour) {
            auto* made = new ValueBar(name, numberWords(value, digits), share(value, most), colour, self);
            made->setToolTip(valueText(value, 9));
            return made;
        };
        grid.addWidget(tile, i + 1, 0, Qt::AlignCenter);
        grid.addWidget(
            bar(double(neighbour.value), m_digits.first, neighbour.value < 0 ? "negative" : "positive"),
            i + 1, 1, Qt::AlignVCenter);
        auto* square = new ValueBar({}, numberWords(neighbour.square, m_squareDigits),
            share(neighbour.square, mostSquare), "positive", self);
        square->setToolTip(valueText(neighbour.square, 9));
        grid.addWidget(square, i + 1, 2, Qt::AlignVCenter);
        grid.addWidget(
            bar(double(neighbour.result), 4, self ? "accent" : "positive"), i + 1, 6, Qt::AlignVCenter);
    }
    grid.setColumnStretch(1, 5);
    grid.setColumnStretch(2, 3);
    grid.setColumnStretch(4, 6);
    grid.setColumnStretch(6, 5);
    grid.setRowStretch(count + 1, 1);
}

/// The constants, then the divisor line by line, then the result.
QWidget* WhyLrn::buildRule()
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look().px(12));
    grid->setVerticalSpacing(look().px(6));
    grid->setColumnStretch(0, 1);
    int row = 0;
    grid->addWidget(
        whyHead(tr("Rule: divide by the neighbourhood"), tr("b = a / (k + α Σ a²)^β")), row++, 0, 1, 2);
    const auto line = [&](const QString& name, double value, const QString& text, bool strong) {
        grid->addWidget(whyLabel(strong ? "strong" : "secondary", name), row, 0);
        grid->addWidget(whyNumber(value, text), row++, 1);
    };
    line(tr("k, the start value"), m_rule.bias, valueText(m_rule.bias, 4), false);
    line(tr("n, neighbours at most"), m_rule.size, QString::number(m_rule.size), false);
    line(tr("α, weight of the squares"), m_rule.alpha, valueText(m_rule.alpha, 4), false);
    line(tr("β, the power"), m_rule.beta, valueText(m_rule.beta, 4), false);
    QLabel* paper = whyLabel("caption", paperWords());
    paper->setWordWrap(true);
    grid->addWidget(paper, row++, 0, 1, 2);
    grid->addWidget(whyLine(), row++, 0, 1, 2);
    line(tr("Σ a² of the %1").arg(m_rule.neighbours.size()), m_rule.sumOfSquares,
        numberWords(m_rule.sumOfSquares, m_sumDigits), false);
    const int digits = m_digits.second;
    line(tr("× α"), m_rule.scaled, numberWords(m_rule.scaled, digits), false);
    line(tr("+ k"), m_rule.base, numberWords(m_rule.base, digits), false);
    line(tr("to the power β: the divisor"), m_rule.divisor, numberWords(m_rule.divisor, digits), true);
    line(tr("factor, 1 / divisor"), m_rule.factor, shareText(m_rule.factor, digits), true);
    grid->addWidget(whyLine(), row++, 0, 1, 2);
    const double value = double(m_rule.neighbours[std::size_t(m_rule.self)].value);
    grid->addWidget(makeResult(factorWords({value, m_rule.factor, m_rule.total}, m_digits), m_rule.total,
                        numberWords(m_rule.total)),
        row, 0, 1, 2);
    return box;
}

/// Where the constants are from.
QString WhyLrn::paperWords() const
{
    const auto is = [](double value, double paper) { return std::abs(value - paper) < 1e-6 * paper; };
    const bool paper
        = is(m_rule.bias, 2) && m_rule.size == 5 && is(m_rule.alpha, 1e-4) && is(m_rule.beta, 0.75);
    return paper ? tr("These are the paper's values (section 3.3).")
                 : tr("The paper takes 2, 5, 0.0001 and 0.75 (section 3.3).");
}

QWidget* WhyLrn::buildCurve()
{
    const double value = double(m_rule.neighbours[std::size_t(m_rule.self)].value);
    const double reach = std::max(1e-3, 2.5 * std::abs(value)), top = m_rule.factorAt(0);
    CurvePlot::Drawing drawing;
    CurvePlot::Curve curve;
    for (int i = 0; i <= 80; ++i)
        curve.points.emplace_back(reach * i / 80, m_rule.factorAt(reach * i / 80));
    drawing.range = QRectF(0, 0, reach, top);
    drawing.curves = {curve};
    drawing.across = {{0, "0"}, {reach, numberWords(reach, 1)}};
    drawing.up = {{0, "0"}, {top, numberWords(top, 2)}};
    drawing.marks = {{{std::abs(value), m_rule.factor}, {}, "accent", true}};
    drawing.acrossName = tr("value a");
    drawing.upName = tr("factor");
    auto* plot = new CurvePlot(tr("Factor against the unit's own value"), {190, 84});
    plot->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    plot->setDrawing(std::move(drawing));
    return plot;
}

void WhyLrn::addMap(QHBoxLayout& row, const QString& name, NumberGrid::Cells cells)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    auto* map = new NumberGrid(name);
    map->setCells(std::move(cells));
    map->fitInto(look().px(76));
    column->addWidget(whyLabel("caption", name));
    column->addWidget(map);
    row.addLayout(column);
    m_maps.push_back(map);
}

/// Before and after in the same colours, so that what is turned down looks darker.
void WhyLrn::buildFoot()
{
    auto* row = new QHBoxLayout(foot());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(12));
    row->addWidget(buildCurve());
    const engine::Shape& shape = of().output().shape;
    const NumberGrid::Cells before = mapCells(of().input(), trace().place.channel);
    NumberGrid::Cells after = mapCells(of().output(), trace().place.channel);
    after.map = before.map;
    after.low = before.low;
    after.high = before.high;
    const NumberGrid::Cells factors {shape.width, shape.height, of().factors, m_map,
        double(*std::min_element(of().factors.begin(), of().factors.end())),
        std::pow(m_rule.bias, -m_rule.beta)}; // up to that of a silent neighbourhood
    const auto legend = [row](const NumberGrid::Cells& cells, const QString& words, int wide) {
        QWidget* made = whyLegend(cells, words);
        made->setFixedWidth(look().px(wide));
        row->addWidget(made, 0, Qt::AlignVCenter);
    };
    addMap(*row, tr("before"), before);
    addMap(*row, tr("after"), after);
    legend(before, tr("both on one scale, %1").arg(whyRangeRule()), 190);
    addMap(*row, tr("factor"), factors);
    legend(factors, tr("dark: turned down most"), 150);
    row->addStretch(1);
}

QString WhyLrn::footWords() const
{
    const auto [least, most] = std::minmax_element(of().factors.begin(), of().factors.end());
    return tr(
        "Factor %1 to %2 over this map. Neighbours have neighbours of their own, so their factors differ.")
        .arg(numberWords(double(*least), 2), numberWords(double(*most), 2));
}

void WhyLrn::fit(QSize room)
{
    const int rows = std::max(1, int(m_tiles.size()));
    const int side = (room.height() - look().px(44)) / rows - look().px(4);
    for (NumberGrid* map : m_maps) // by the width, which the height of the foot leaves alone
        map->fitInto(std::clamp(room.width() / 12, look().px(76), look().px(112)));
    for (NumberGrid* tile : m_tiles)
        tile->fitInto(std::clamp(side, look().px(36), look().px(128)));
}

QString WhyLrn::csv() const
{
    QString table = "unit,value,square,result\n";
    for (const engine::LrnNeighbour& neighbour : m_rule.neighbours)
        table += QString("%1,%2,%3,%4\n")
                     .arg(neighbour.channel)
                     .arg(csvNumber(double(neighbour.value)), csvNumber(neighbour.square),
                         csvNumber(double(neighbour.result)));
    return table + "divisor,,," + csvNumber(m_rule.divisor) + "\nresult,,," + csvNumber(m_rule.total) + "\n";
}
