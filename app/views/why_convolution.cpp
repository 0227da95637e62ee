#include "app/views/why_convolution.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/legend.h"
#include "app/widgets/look.h"
#include "app/widgets/waterfall.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace {

constexpr int rowsOfPlanes = 4; // the rest is folded into one line
constexpr int mostMore = 4; // digits of factors above the fewest

std::vector<float> asFloats(const std::vector<double>& values) { return {values.begin(), values.end()}; }

}

WhyConvolution::WhyConvolution(TracePointer shown, const engine::ConvolutionTrace& rule, const QString& map)
    : WhyPage(std::move(shown), map)
    , m_rule(rule)
{
    const std::vector<int> planes = order();
    m_folded = int(rule.planes.size() - planes.size());
    m_foldedSum = rule.sum;
    for (const int plane : planes) {
        m_rows.push_back({plane, {}});
        m_foldedSum -= rule.planes[std::size_t(plane)].sum;
    }
    for (const engine::PlaneTrace& plane : rule.planes) {
        m_ends[0] = std::max(m_ends[0], largestOf(plane.patch));
        m_ends[1] = std::max(m_ends[1], largestOf(plane.kernel));
        m_ends[2] = std::max(m_ends[2], largestOf(asFloats(plane.products)));
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(20));
    m_left = buildRows();
    m_right = buildSum();
    row->addWidget(m_left, 1);
    row->addWidget(whyLine(true));
    row->addWidget(m_right);
    buildFoot();
    const QSize size = marked();
    mark(0, {(rule.columns - size.width()) / 2 + 1, (rule.rows - size.height()) / 2 + 1});
}

bool WhyConvolution::isColour() const { return of().layer == 0 && m_rule.planes.size() == 3; }

/// The marked cells are the whole kernel.
bool WhyConvolution::isAllMarked() const { return marked() == QSize(m_rule.columns, m_rule.rows); }
QString WhyConvolution::otherMaps() const { return tr("The other %1 maps").arg(countText(m_folded)); }

QString WhyConvolution::planeName(int plane) const
{
    if (!isColour())
        return tr("map %1").arg(m_rule.planes[std::size_t(plane)].channel);
    const bool turned = of().network().recipe.order == engine::InputRecipe::Order::Bgr;
    const QStringList names {tr("red"), tr("green"), tr("blue")};
    return names[turned ? 2 - plane : plane];
}

/// Red, green, blue; otherwise the planes with the largest parts.
std::vector<int> WhyConvolution::order() const
{
    if (isColour())
        return of().network().recipe.order == engine::InputRecipe::Order::Bgr ? std::vector {2, 1, 0}
                                                                              : std::vector {0, 1, 2};
    std::vector<int> planes = m_rule.largestFirst;
    planes.resize(std::min<std::size_t>(planes.size(), rowsOfPlanes));
    return planes;
}

void WhyConvolution::buildHeads(QGridLayout& grid)
{
    QStringList ranges;
    for (const double end : m_ends)
        ranges += QString::fromUtf8("±") + numberWords(end, decimalsFor(end));
    grid.addWidget(isColour() ? whyHead(tr("Picture patch"), tr("as the network reads it, %1").arg(ranges[0]))
                              : whyHead(tr("Patch"), tr("of %1, %2").arg(inputName(), ranges[0])),
        0, 1, 1, 2);
    grid.addWidget(whyHead(tr("Kernel of unit %1").arg(trace().place.channel), ranges[1]), 0, 3, 1, 2);
    grid.addWidget(whyHead(tr("Products"), ranges[2]), 0, 5, 1, 2);
}

void WhyConvolution::buildRow(QGridLayout& grid, int at, Row& row)
{
    const engine::PlaneTrace& plane = m_rule.planes[std::size_t(row.plane)];
    QString name = planeName(row.plane);
    name[0] = name[0].toUpper();
    grid.addWidget(whyLabel("secondary", name), at, 0);
    const std::array<std::vector<float>, 3> values {plane.patch, plane.kernel, asFloats(plane.products)};
    const QStringList names {tr("patch, %1"), tr("kernel, %1"), tr("products, %1")};
    for (int i = 0; i < 3; ++i) {
        auto* cells = new NumberGrid(names[i].arg(planeName(row.plane)));
        const double end = m_ends[std::size_t(i)];
        cells->setCells({m_rule.columns, m_rule.rows, values[std::size_t(i)], "diverging", -end, end});
        if (i != 1) {
            std::vector<NumberGrid::Tone> tones;
            for (const std::uint8_t outside : m_rule.padding)
                tones.push_back(outside ? NumberGrid::Tone::Hatched : NumberGrid::Tone::Plain);
            cells->setTones(std::move(tones));
        }
        if (i == 2)
            cells->setMovable();
        row.grids[std::size_t(i)] = cells;
        grid.addWidget(cells, at, 1 + 2 * i);
        if (i < 2)
            grid.addWidget(
                whyLabel("secondary", i == 0 ? QString::fromUtf8("×") : "="), at, 2 + 2 * i, Qt::AlignCenter);
        const int index = at - 1;
        connect(cells, &NumberGrid::hovered, this, [this, index](QPoint cell) {
            if (cell.x() < 0)
                return emit pointedAt({});
            mark(index, cell);
        });
        connect(cells, &NumberGrid::moved, this, &WhyConvolution::move);
    }
    auto* sum = new QWidget;
    auto* column = new QVBoxLayout(sum);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(whyLabel("caption", tr("sum of %1").arg(plane.products.size())));
    column->addWidget(planeSum(plane.sum));
    grid.addWidget(sum, at, 6, Qt::AlignVCenter);
}

QLabel* WhyConvolution::planeSum(double sum) const
{
    QLabel* number = whyNumber(sum, signedWords(sum));
    number->setStyleSheet(QString("font-size: %1px; ").arg(look().px(16)) + signColour(sum));
    number->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return number;
}

QWidget* WhyConvolution::buildRows()
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look().px(12));
    grid->setVerticalSpacing(look().px(4));
    buildHeads(*grid);
    int at = 1;
    for (Row& row : m_rows)
        buildRow(*grid, at++, row);
    if (m_folded > 0) {
        grid->addWidget(whyLabel("secondary", otherMaps()), at, 0, 1, 6);
        grid->addWidget(planeSum(m_foldedSum), at++, 6);
    }
    auto* legend = new Legend;
    legend->setMap("diverging");
    legend->setEnds(tr("negative"), tr("positive"));
    const bool padded
        = std::any_of(m_rule.padding.begin(), m_rule.padding.end(), [](std::uint8_t cell) { return cell; });
    legend->setRemark(
        padded ? tr("hatched: beyond the border, counts as 0") : tr("each column in its own range"));
    grid->addWidget(legend, at, 1, 1, 6);
    grid->setRowStretch(at + 1, 1);
    grid->setColumnStretch(6, 1);
    return box;
}

QWidget* WhyConvolution::buildSum()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(8));
    const std::size_t products = m_rule.planes.size() * m_rule.padding.size();
    column->addWidget(whyHead(tr("Adding up"), tr("%1 products + 1 bias").arg(countText(qint64(products)))));
    std::vector<Waterfall::Part> parts;
    for (const Row& row : m_rows) {
        const double sum = m_rule.planes[std::size_t(row.plane)].sum;
        QString name = planeName(row.plane);
        name[0] = name[0].toUpper();
        parts.push_back({name, sum, signedWords(sum)});
    }
    if (m_folded > 0)
        parts.push_back({otherMaps(), m_foldedSum, signedWords(m_foldedSum)});
    parts.push_back({tr("Bias"), m_rule.bias, signedWords(m_rule.bias)});
    auto* waterfall = new Waterfall;
    waterfall->setParts(std::move(parts), {tr("Sum"), m_rule.total, numberWords(m_rule.total)});
    column->addWidget(waterfall);
    column->addWidget(whyLine());
    column->addWidget(makeRelu(m_rule.total, m_rule.afterRelu, tr("sum")));
    column->addStretch(1);
    return box;
}

void WhyConvolution::buildFoot()
{
    auto* row = new QHBoxLayout(foot());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(12));
    for (std::size_t i = 0; i < 3; ++i) {
        auto* column = new QVBoxLayout;
        column->setSpacing(look().px(2));
        m_words[i] = whyLabel("caption", {});
        m_lens[i] = new NumberGrid({});
        column->addWidget(m_words[i]);
        column->addWidget(m_lens[i]);
        row->addLayout(column);
        if (i < 2)
            row->addWidget(whyLabel("secondary", i == 0 ? QString::fromUtf8("×") : "="));
    }
    row->addStretch(1);
}

QSize WhyConvolution::marked() const { return {std::min(3, m_rule.columns), std::min(3, m_rule.rows)}; }
QString WhyConvolution::footTitle() const
{
    if (!isAllMarked())
        return tr("The marked %1 × %2").arg(marked().height()).arg(marked().width());
    QString name = planeName(m_rows[std::size_t(m_row)].plane);
    name[0] = name[0].toUpper();
    return tr("%1 in numbers").arg(name);
}

WhyProduct WhyConvolution::productOf(int row, QPoint cell) const
{
    const engine::PlaneTrace& plane = m_rule.planes[std::size_t(m_rows[std::size_t(row)].plane)];
    const std::size_t i = std::size_t(cell.y() * m_rule.columns + cell.x());
    return {double(plane.patch[i]), double(plane.kernel[i]), plane.products[i]};
}

/// One more each than what shows the largest values with three that count.
WhyDigits WhyConvolution::leastDigits() const
{
    return {decimalsFor(m_ends[0]) + 1, decimalsFor(m_ends[1]) + 1, decimalsFor(m_ends[2]) + 1};
}

/// So large that two more digits than the fewest fit, and those that are needed.
void WhyConvolution::sizeLens(const WhyDigits& digits)
{
    QFont font = look().font(Look::Type::NumberSmall);
    font.setPixelSize(std::max(font.pixelSize(), look().px(m_lensType)));
    const QFontMetrics metrics(font);
    const WhyDigits least = leastDigits();
    const std::array needed {digits.first, digits.second, digits.product};
    const std::array usual {least.first + 2, least.second + 2, least.product};
    for (std::size_t i = 0; i < 3; ++i) {
        m_lens[i]->setDecimals(needed[i]);
        m_lens[i]->setLargestNumbers(m_lensType);
        const QString widest = numberWords(-m_ends[i], std::max(needed[i], usual[i]));
        m_lens[i]->setCellSize(QSize(metrics.horizontalAdvance(widest) + look().px(10),
            metrics.height() + look().px(m_lensType > 12 ? 6 : 3)));
    }
}

/// Marks the cells around one cell, and says its product.
void WhyConvolution::mark(int row, QPoint cell)
{
    const QSize size = marked();
    m_row = row;
    m_corner = {std::clamp(cell.x() - size.width() / 2, 0, m_rule.columns - size.width()),
        std::clamp(cell.y() - size.height() / 2, 0, m_rule.rows - size.height())};
    for (int i = 0; i < int(m_rows.size()); ++i)
        for (NumberGrid* grid : m_rows[std::size_t(i)].grids)
            grid->setFrame(isAllMarked() && i != row ? QRect() : QRect(m_corner, size));
    fillFoot();
    emit footTitleChanged(footTitle());
    const WhyProduct product = productOf(row, cell);
    emit pointedAt(
        QString("%1 %2: %3")
            .arg(planeName(m_rows[std::size_t(row)].plane), atWords(cell.x(), cell.y()),
                productWords(product, digitsThatMultiply({&product, 1}, leastDigits(), mostMore))));
}

/// By a cell; beyond the upper and the lower edge to the neighbouring row of grids.
void WhyConvolution::move(QPoint step)
{
    const QSize size = marked();
    QPoint corner = m_corner + step;
    int row = m_row;
    const int lowest = m_rule.rows - size.height();
    if (corner.y() < 0 && row > 0) {
        corner.setY(lowest);
        --row;
    } else if (corner.y() > lowest && row + 1 < int(m_rows.size())) {
        corner.setY(0);
        ++row;
    }
    corner = {std::clamp(corner.x(), 0, m_rule.columns - size.width()), std::clamp(corner.y(), 0, lowest)};
    mark(row, corner + QPoint(size.width() / 2, size.height() / 2));
    m_rows[std::size_t(row)].grids[2]->setFocus();
}

void WhyConvolution::fillFoot()
{
    const Row& row = m_rows[std::size_t(m_row)];
    const QString name = planeName(row.plane);
    const QStringList names {tr("patch, %1"), tr("kernel, %1"), tr("products, %1")};
    const QSize size = marked();
    std::vector<WhyProduct> products;
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            products.push_back(productOf(m_row, m_corner + QPoint(x, y)));
    const WhyDigits digits = digitsThatMultiply(products, leastDigits(), mostMore);
    const std::array decimals {digits.first, digits.second, digits.product};
    for (std::size_t i = 0; i < 3; ++i) {
        const NumberGrid::Cells& all = row.grids[i]->cells();
        NumberGrid::Cells part {size.width(), size.height(), {}, "diverging", all.low, all.high};
        QStringList words;
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x) {
                part.values.push_back(
                    all.values[std::size_t((m_corner.y() + y) * m_rule.columns + m_corner.x() + x)]);
                words += numberWords(double(part.values.back()), decimals[i]);
            }
        m_words[i]->setText(names[int(i)].arg(name));
        m_lens[i]->setAccessibleName(names[int(i)].arg(name));
        m_lens[i]->setAccessibleDescription(words.join(", "));
        m_lens[i]->setCells(std::move(part));
    }
    sizeLens(digits);
}

/// Cells as large as the room allows; what is left of the width goes between the columns.
void WhyConvolution::fit(QSize room)
{
    m_right->setFixedWidth(std::max(sumWidth(room.width()), m_right->minimumSizeHint().width()));
    m_lensType = std::clamp(int(room.width() / (95 * look().scale())), 12, 14);
    fillFoot();
    auto* columns = static_cast<QGridLayout*>(m_left->layout());
    columns->setHorizontalSpacing(look().px(12));
    const QSize cell = m_rows.front().grids[0]->cellSize().toSize();
    const int down = m_rule.rows * int(m_rows.size()), across = 3 * m_rule.columns;
    const QSize all = m_left->layout()->minimumSize();
    const int high = (room.height() - (all.height() - down * cell.height())) / down;
    const int other = all.width() - across * cell.width();
    const int wide = (room.width() - m_right->width() - look().px(44) - other) / across;
    const int least = std::max(look().px(4), look().px(60) / std::max(m_rule.rows, m_rule.columns));
    const int side = std::clamp(std::min(high, wide), least, look().px(64));
    for (const Row& row : m_rows)
        for (NumberGrid* grid : row.grids)
            grid->setCellSize(QSize(side, side));
    columns->setHorizontalSpacing(look().px(12) + std::clamp((wide - side) * across / 8, 0, look().px(28)));
}

QString WhyConvolution::csv() const
{
    QString table = "plane,row,column,input,weight,product\n";
    for (std::size_t p = 0; p < m_rule.planes.size(); ++p) {
        const engine::PlaneTrace& plane = m_rule.planes[p];
        for (std::size_t i = 0; i < plane.products.size(); ++i)
            table += QString("%1,%2,%3,%4,%5,%6\n")
                         .arg(plane.channel)
                         .arg(int(i) / m_rule.columns)
                         .arg(int(i) % m_rule.columns)
                         .arg(csvNumber(double(plane.patch[i])), csvNumber(double(plane.kernel[i])),
                             csvNumber(plane.products[i]));
    }
    return table + "bias,,,,," + csvNumber(m_rule.bias) + "\nsum,,,,," + csvNumber(m_rule.total) + "\n";
}
