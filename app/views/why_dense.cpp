#include "app/views/why_dense.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/curve_plot.h"
#include "app/widgets/histogram.h"
#include "app/widgets/look.h"
#include "app/widgets/value_bar.h"
#include "engine/explain/statistics.h"

#include <QGridLayout>
#include <QHBoxLayout>

#include <cmath>

namespace {

constexpr int listedParts = 8, mostListedParts = 16; // parts in the list: at least, and where there is room

}

WhyDense::WhyDense(TracePointer shown, const engine::FullyConnectedTrace& rule, const QString& map)
    : WhyPage(std::move(shown), map)
    , m_rule(rule)
{
    const int blocks = hasMaps() ? rule.from.channels : int(rule.parts.size());
    m_across = std::max(1, int(std::ceil(std::sqrt(double(blocks)))));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(18));
    chooseDigits();
    m_list = buildList();
    m_sum = buildSum();
    row->addWidget(buildBlock(), 0, Qt::AlignTop);
    row->addWidget(m_list, 1, Qt::AlignTop);
    row->addWidget(whyLine(true));
    row->addWidget(m_sum);
    buildFoot();
}

/// The layer whose maps the inputs are: what lies between only keeps or recounts them.
int WhyDense::sourceLayer() const
{
    int layer = of().layer - 1;
    const auto keeps
        = [](const QString& kind) { return kind == "Flatten" || kind == "Dropout" || kind == "ReLU"; };
    while (layer >= 0 && keeps(of().network().layers[std::size_t(layer)].kind))
        --layer;
    return layer;
}

QString WhyDense::partName(int part) const
{
    const int channel = m_rule.placeOf(part).channel;
    return hasMaps() ? tr("map %1").arg(channel) : tr("unit %1").arg(countText(channel));
}

QString WhyDense::partAddress(int part) const
{
    if (part < 0)
        return {};
    const engine::Place at = m_rule.placeOf(part);
    QString words = layerName(sourceLayer()) + QString::fromUtf8(" · ") + partName(part);
    if (hasMaps())
        words += QString::fromUtf8(" · ") + atWords(at.x, at.y);
    const WhyProduct product = productOf(part);
    return words + ": " + productWords(product, digitsThatMultiply({&product, 1}, m_digits, 3));
}

QPoint WhyDense::cellOf(int part) const
{
    const engine::Place at = m_rule.placeOf(part);
    const int block = hasMaps() ? at.channel : part;
    const int wide = hasMaps() ? m_rule.from.width : 1, high = hasMaps() ? m_rule.from.height : 1;
    return {
        block % m_across * wide + (hasMaps() ? at.x : 0), block / m_across * high + (hasMaps() ? at.y : 0)};
}

int WhyDense::partAt(QPoint cell) const
{
    const int wide = hasMaps() ? m_rule.from.width : 1, high = hasMaps() ? m_rule.from.height : 1;
    const int block = cell.y() / high * m_across + cell.x() / wide;
    const int part = block * wide * high + cell.y() % high * wide + cell.x() % wide;
    return cell.x() >= 0 && part < int(m_rule.parts.size()) ? part : -1;
}

QWidget* WhyDense::buildBlock()
{
    const int wide = hasMaps() ? m_rule.from.width : 1, high = hasMaps() ? m_rule.from.height : 1;
    const int blocks = int(m_rule.parts.size()) / (wide * high), down = (blocks + m_across - 1) / m_across;
    NumberGrid::Cells cells {m_across * wide, down * high,
        std::vector<float>(std::size_t(m_across * wide * down * high)), "diverging", 0, 0};
    std::vector<float> parts(m_rule.parts.begin(), m_rule.parts.end());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const QPoint cell = cellOf(int(i));
        cells.values[std::size_t(cell.y() * cells.columns + cell.x())] = parts[i];
    }
    std::vector<float> sizes = parts; // so that the range is symmetric also where all have one sign
    for (float& size : sizes)
        size = std::abs(size);
    cells.high = engine::displayRange(sizes).high;
    cells.low = -cells.high;
    const QString range = numberWords(cells.high, decimalsFor(cells.high));
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(6));
    const QString what = hasMaps()
        ? tr("%1 maps of %2 × %3, range ±%4").arg(blocks).arg(high).arg(wide).arg(range)
        : tr("%1 inputs, range ±%2").arg(countText(blocks), range);
    column->addWidget(whyHead(tr("Inputs × weights, from %1").arg(layerName(sourceLayer())), what));
    m_block = new NumberGrid(tr("Every input times its weight"));
    m_block->setCells(std::move(cells));
    if (hasMaps())
        m_block->setBlocks({wide, high});
    if (!m_rule.largestFirst.empty()) {
        const QPoint most = cellOf(m_rule.largestFirst[0]);
        m_block->setFrame({most.x() / wide * wide, most.y() / high * high, wide, high});
    }
    connect(m_block, &NumberGrid::hovered, this,
        [this](QPoint cell) { emit pointedAt(partAddress(partAt(cell))); });
    column->addWidget(m_block);
    column->addWidget(whyLegend(m_block->cells(), whyRangeRule()));
    QLabel* words = whyLabel("caption",
        tr("%1 of %2 inputs are above 0: %3 parts pull up, %4 down.")
            .arg(countText(m_rule.positiveInputs), countText(qint64(m_rule.parts.size())),
                countText(m_rule.positiveParts), countText(m_rule.negativeParts)));
    words->setWordWrap(true);
    column->addWidget(words);
    return box;
}

WhyProduct WhyDense::productOf(int part) const
{
    const std::size_t i = std::size_t(part);
    return {double(m_rule.inputs[i]), double(m_rule.weights[i]), m_rule.parts[i]};
}

void WhyDense::chooseDigits()
{
    std::vector<WhyProduct> products;
    double largest = 0;
    for (const int part : m_rule.largestFirst) {
        if (int(products.size()) == mostListedParts)
            break;
        products.push_back(productOf(part));
        largest = std::max(largest, std::abs(products.back().second));
    }
    m_digits = digitsThatMultiply(products, {4, std::max(4, decimalsFor(largest) + 1), 4}, 4);
}

void WhyDense::addPart(QGridLayout& grid, int row, int part)
{
    const engine::Place at = m_rule.placeOf(part);
    const WhyProduct product = productOf(part);
    std::vector<QWidget*> line;
    const auto add = [&](QWidget* widget, int column) {
        grid.addWidget(widget, row, column);
        line.push_back(widget);
    };
    if (hasMaps()) {
        const int area = m_rule.from.height * m_rule.from.width;
        const auto first = m_rule.inputs.begin() + at.channel * area;
        NumberGrid::Cells cells {m_rule.from.width, m_rule.from.height, {first, first + area}, m_map, 0, 0};
        const auto [least, most] = std::minmax_element(cells.values.begin(), cells.values.end());
        cells.high = std::max(std::abs(double(*least)), std::abs(double(*most)));
        cells.low = *least < 0 ? -cells.high : 0;
        cells.map = *least < 0 ? QString("diverging") : m_map;
        auto* tile = new NumberGrid(tr("map %1").arg(at.channel));
        tile->setCells(std::move(cells));
        tile->fitInto(look().px(30));
        tile->setFrame({at.x, at.y, 1, 1});
        add(tile, 0);
    }
    auto* name = whyLabel("secondary", partName(part) + (hasMaps() ? " " + atWords(at.x, at.y) : QString()));
    add(name, 1);
    auto* factors = whyLabel("number", factorWords(product, m_digits));
    factors->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    factors->setToolTip(
        QString::fromUtf8("%1 × %2").arg(valueText(product.first, 9), valueText(product.second, 9)));
    add(factors, 2);
    QLabel* number = whyNumber(product.product, signedWords(product.product, m_digits.product));
    number->setStyleSheet(signColour(product.product));
    add(number, 3);
    m_lines.push_back(std::move(line));
}

QWidget* WhyDense::buildList()
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look().px(10));
    grid->setVerticalSpacing(look().px(hasMaps() ? 2 : 12));
    const int parts = int(m_rule.parts.size()), shown = std::min(mostListedParts, parts);
    grid->addWidget(whyHead(tr("Rule: add %1 products").arg(countText(parts)),
                        tr("largest first: value × weight = part")),
        0, 0, 1, 4);
    for (int i = 0; i < shown; ++i)
        addPart(*grid, i + 1, m_rule.largestFirst[std::size_t(i)]);
    grid->setColumnStretch(1, 1);
    if (parts <= listedParts)
        return box;
    grid->addWidget(whyLine(), shown + 1, 0, 1, 4);
    m_otherName = whyLabel("secondary", {});
    m_otherSum = whyNumber(0, {});
    grid->addWidget(m_otherName, shown + 2, 0, 1, 3);
    grid->addWidget(m_otherSum, shown + 2, 3);
    list(std::min(listedParts, shown));
    return box;
}

/// Shows the largest parts, so many of them, and what the others add up to.
void WhyDense::list(int count)
{
    for (int i = 0; i < int(m_lines.size()); ++i)
        for (QWidget* widget : m_lines[std::size_t(i)])
            widget->setVisible(i < count);
    if (!m_otherName || count <= 0)
        return;
    const bool more = count < int(m_rule.parts.size());
    m_otherName->setVisible(more);
    m_otherSum->setVisible(more);
    const double rest = m_rule.sum - m_rule.running[std::size_t(count) - 1];
    m_otherName->setText(tr("the other %1").arg(countText(qint64(m_rule.parts.size()) - count)));
    m_otherSum->setText(signedWords(rest));
    m_otherSum->setToolTip(valueText(rest, 9));
    m_otherSum->setStyleSheet(signColour(rest));
}

/// Over the logarithm of the number of parts.
QWidget* WhyDense::buildRunning()
{
    const std::size_t count = m_rule.running.size();
    CurvePlot::Drawing drawing;
    CurvePlot::Curve curve;
    double low = 0, high = 0;
    std::size_t next = 1;
    for (std::size_t n = 1; n <= count; ++n) {
        const double sum = m_rule.running[n - 1];
        low = std::min(low, sum);
        high = std::max(high, sum);
        if (n < next && n != count)
            continue;
        curve.points.emplace_back(std::log10(double(n)), sum);
        next = std::max(n + 1, std::size_t(double(n) * 1.012));
    }
    const double end = std::max(1.0, std::log10(double(std::max<std::size_t>(count, 2))));
    for (std::size_t n = 1; n <= count; n *= 10) {
        drawing.across.push_back({std::log10(double(n)), countText(qint64(n))});
        if (n > 1 && double(count) > 2.2 * double(n))
            drawing.marks.push_back({{std::log10(double(n)), m_rule.running[n - 1]},
                numberWords(m_rule.running[n - 1], 2), "positive", true});
    }
    if (count > 0)
        drawing.marks.push_back({{std::log10(double(count)), m_rule.sum}, {}, "accent", false});
    if (!(high > low))
        high = low + 1;
    const double step = roundStep(high - low, 4);
    for (double tick = std::ceil(low / step - 1e-9) * step; tick <= high + step * 1e-9; tick += step)
        drawing.up.push_back({tick, numberWords(tick, step < 0.095 ? 2 : step < 0.95 ? 1 : 0)});
    const double margin = (high - low) * 0.12;
    drawing.range = QRectF(0, low - margin, end, high - low + 2 * margin);
    drawing.curves = {curve};
    m_running = new CurvePlot(tr("Running sum, the largest parts first"), {232, 140});
    m_running->setDrawing(std::move(drawing));
    return m_running;
}

QWidget* WhyDense::buildSum()
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(look().px(5));
    int row = 0;
    grid->addWidget(whyHead(tr("Running sum"), tr("parts in order of size")), row++, 0, 1, 2);
    grid->addWidget(buildRunning(), row++, 0, 1, 2);
    const auto line = [&](const QString& name, double value, const QString& text, bool strong) {
        grid->addWidget(whyLabel(strong ? "strong" : "secondary", name), row, 0);
        grid->addWidget(whyNumber(value, text), row++, 1);
    };
    line(tr("pulling up"), m_rule.pullingUp, signedWords(m_rule.pullingUp), false);
    line(tr("pulling down"), m_rule.pullingDown, signedWords(m_rule.pullingDown), false);
    line(tr("sum of %1").arg(countText(qint64(m_rule.parts.size()))), m_rule.sum, numberWords(m_rule.sum),
        true);
    line(tr("bias"), m_rule.bias, signedWords(m_rule.bias), false);
    grid->addWidget(whyLine(), row++, 0, 1, 2);
    grid->addWidget(makeRelu(m_rule.total, m_rule.afterRelu, tr("sum + bias")), row++, 0, 1, 2);
    grid->setRowStretch(row, 1);
    return box;
}

void WhyDense::buildFoot()
{
    auto* row = new QHBoxLayout(foot());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(24));
    auto* bars = new QVBoxLayout;
    bars->setSpacing(look().px(4));
    for (const engine::ShareOfLargest& share : m_rule.shares)
        bars->addWidget(new ValueBar(
            tr("%1 largest").arg(countText(share.count)), percentText(share.share), share.share));
    row->addLayout(bars, 1);
    row->setAlignment(bars, Qt::AlignVCenter);
    if (hasMaps()) {
        auto* fold = new NumberGrid(tr("Parts added up by place"));
        std::vector<float> places(m_rule.byPlace.begin(), m_rule.byPlace.end());
        const double end = largestOf(places);
        fold->setCells({m_rule.from.width, m_rule.from.height, places, "diverging", -end, end});
        fold->fitInto(look().px(88));
        fold->setDecimals(2);
        row->addWidget(fold);
        row->addWidget(whyHead(tr("Folded by place"),
            tr("sum over %1 maps, ±%2").arg(m_rule.from.channels).arg(numberWords(end, decimalsFor(end)))));
    }
    row->addStretch(1);
}

void WhyDense::fit(QSize room)
{
    m_sum->setFixedWidth(std::max(sumWidth(room.width()), m_sum->minimumSizeHint().width()));
    m_running->setHeight(std::clamp(int(room.height() / (3 * look().scale())), 140, 240));
    const int line = look().px(hasMaps() ? 34 : 30);
    const int lines = (room.height() - look().px(96)) / line;
    list(std::clamp(lines, std::min(listedParts, int(m_lines.size())), int(m_lines.size())));
    const NumberGrid::Cells& cells = m_block->cells();
    const int across = cells.columns, down = cells.rows, blocks = hasMaps() ? m_across : 0;
    const int list = m_list->layout()->minimumSize().width() + look().px(40);
    const int wide = room.width() - m_sum->width() - list - look().px(40) - 2 * blocks;
    const int high = room.height() - look().px(136) - 2 * blocks;
    const double side
        = std::clamp(std::min(double(wide) / across, double(high) / down), 1.0, double(look().px(24)));
    m_block->setCellSize({side, side});
}

QString WhyDense::csv() const
{
    QString table = "rank,channel,row,column,input,weight,part,running\n";
    for (std::size_t rank = 0; rank < m_rule.largestFirst.size(); ++rank) {
        const int part = m_rule.largestFirst[rank];
        const engine::Place at = m_rule.placeOf(part);
        const std::size_t i = std::size_t(part);
        table += QString("%1,%2,%3,%4,%5,%6,%7,%8\n")
                     .arg(rank + 1)
                     .arg(at.channel)
                     .arg(at.y)
                     .arg(at.x)
                     .arg(csvNumber(double(m_rule.inputs[i])), csvNumber(double(m_rule.weights[i])),
                         csvNumber(m_rule.parts[i]), csvNumber(m_rule.running[rank]));
    }
    return table + "bias,,,,,," + csvNumber(m_rule.bias) + ",\nsum,,,,,," + csvNumber(m_rule.total) + ",\n";
}
