#include "app/views/why_pool.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"
#include "app/widgets/look.h"
#include "app/widgets/sorted_bars.h"
#include "engine/explain/statistics.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace {

QString number(double value) { return numberWords(value, value != 0 && std::abs(value) < 0.01 ? 5 : 3); }

}

WhyPool::WhyPool(TracePointer shown, const engine::MaxPoolTrace& rule, const QString& map)
    : WhyPage(std::move(shown), map)
    , m_window(rule.window)
    , m_largest(&rule)
{
    build();
}

WhyPool::WhyPool(TracePointer shown, const engine::AveragePoolTrace& rule, const QString& map)
    : WhyPage(std::move(shown), map)
    , m_window(rule.window)
    , m_mean(&rule)
{
    build();
}

double WhyPool::total() const { return m_largest ? m_largest->total : m_mean->total; }

void WhyPool::build()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(look().px(16));
    grid->setVerticalSpacing(look().px(12));
    grid->addWidget(buildInput(), 0, 0, Qt::AlignTop | Qt::AlignLeft);
    grid->addWidget(whyLabel("secondary", QString::fromUtf8("→")), 0, 1, Qt::AlignCenter);
    grid->addWidget(buildRule(), 0, 2, Qt::AlignTop | Qt::AlignLeft);
    grid->addWidget(whyLabel("secondary", QString::fromUtf8("→")), 0, 3, Qt::AlignCenter);
    grid->addWidget(buildResult(), 0, 4, Qt::AlignTop | Qt::AlignLeft);
    grid->setColumnStretch(5, 1);
    const std::vector<int>& order = m_window.largestFirst;
    QString words;
    if (m_mean)
        words = tr("All of them count: their sum is divided by %1.").arg(m_mean->divisor);
    else if (order.size() > 1)
        words = tr("Only the first counts. The second is %1 behind and leaves no trace.")
                    .arg(number(double(m_window.values[std::size_t(order[0])])
                        - double(m_window.values[std::size_t(order[1])])));
    auto* text = new QWidget;
    auto* column = new QVBoxLayout(text);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(whyLabel("strong", tr("The %1, sorted").arg(order.size())));
    QLabel* sentence = whyLabel("secondary", words);
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    grid->addWidget(text, 1, 0, Qt::AlignTop);
    std::vector<SortedBars::Bar> bars;
    for (const int cell : order)
        bars.push_back(
            {double(m_window.values[std::size_t(cell)]), number(double(m_window.values[std::size_t(cell)]))});
    auto* sorted = new SortedBars(tr("Values of the window in order of size"));
    sorted->setBars(std::move(bars), m_largest ? 1 : 0, tr("kept"), tr("forgotten"));
    m_bars = sorted;
    grid->addWidget(m_bars, 1, 2, 1, 4);
    grid->setRowStretch(2, 1);
    buildFoot();
}

QWidget* WhyPool::buildInput()
{
    const engine::Shape& shape = of().input().shape;
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(6));
    column->addWidget(whyHead(tr("Inputs"),
        tr("%1, unit %2, %3 × %4")
            .arg(inputName())
            .arg(trace().place.channel)
            .arg(shape.height)
            .arg(shape.width)));
    m_input = new NumberGrid(tr("The map below"));
    m_input->setCells(mapCells(of().input(), trace().place.channel));
    const QRect window(m_window.left, m_window.top, (m_window.columns - 1) * m_window.dilation.width + 1,
        (m_window.rows - 1) * m_window.dilation.height + 1);
    m_input->setFrame(window & QRect(0, 0, shape.width, shape.height));
    column->addWidget(m_input);
    column->addWidget(whyLegend(m_input->cells(), tr("both maps: %1").arg(whyRangeRule())));
    connect(m_input, &NumberGrid::hovered, this, [this](QPoint cell) { emit pointedAt(valueWords(cell)); });
    return box;
}

QString WhyPool::valueWords(QPoint cell) const
{
    const engine::HostTensor& input = of().input();
    if (!engine::isInside(input.shape, cell.y(), cell.x()))
        return {};
    QString words
        = QString("%1 · %2 · %3 = %4")
              .arg(inputName(), tr("unit %1").arg(trace().place.channel), atWords(cell.x(), cell.y()),
                  numberWords(double(input.at(0, trace().place.channel, cell.y(), cell.x()))));
    if (m_largest && cell == QPoint(m_largest->from.x, m_largest->from.y))
        words += QString::fromUtf8(" · ") + tr("the winner");
    return words;
}

QString WhyPool::ruleWords() const
{
    const std::vector<LayerInfo>& layers = of().network().layers;
    const int jump = of().info().fieldRows.jump;
    const int below = of().layer > 0 ? layers[std::size_t(of().layer) - 1].fieldRows.jump : 1;
    const QString size = QString::fromUtf8("%1 × %2").arg(m_window.rows).arg(m_window.columns);
    const QString rule
        = m_largest ? tr("Rule: keep the largest of %1").arg(size) : tr("Rule: the mean of %1").arg(size);
    return below > 0 && jump > 0 ? tr("%1, step %2").arg(rule).arg(jump / below) : rule;
}

/// The window with two cells around it, in the map's colours.
QWidget* WhyPool::buildRule()
{
    const engine::HostTensor& input = of().input();
    const int wide = (m_window.columns - 1) * m_window.dilation.width + 1,
              high = (m_window.rows - 1) * m_window.dilation.height + 1;
    m_shown = QRect(m_window.left - 2, m_window.top - 2, wide + 4, high + 4)
        & QRect(0, 0, input.shape.width, input.shape.height);
    NumberGrid::Cells cells = m_input->cells();
    cells.columns = m_shown.width();
    cells.rows = m_shown.height();
    cells.values.clear();
    std::vector<NumberGrid::Tone> tones;
    const QRect window = QRect(m_window.left, m_window.top, wide, high) & m_shown;
    for (int y = m_shown.top(); y <= m_shown.bottom(); ++y)
        for (int x = m_shown.left(); x <= m_shown.right(); ++x) {
            cells.values.push_back(input.at(0, trace().place.channel, y, x));
            const QPoint at(x - m_window.left, y - m_window.top);
            const bool grid = at.x() % m_window.dilation.width == 0 && at.y() % m_window.dilation.height == 0;
            if (!window.contains(x, y) || !grid) {
                tones.push_back(NumberGrid::Tone::Dimmed);
                continue;
            }
            const int cell
                = at.y() / m_window.dilation.height * m_window.columns + at.x() / m_window.dilation.width;
            tones.push_back(m_window.windows[std::size_t(cell)] > 1 ? NumberGrid::Tone::Hatched
                                                                    : NumberGrid::Tone::Plain);
        }
    m_cut = new NumberGrid(tr("The window and what lies around it"));
    m_cut->setCells(std::move(cells));
    m_cut->setTones(std::move(tones));
    m_cut->setDecimals(3);
    m_cut->setFrame(window.translated(-m_shown.topLeft()));
    if (m_largest)
        m_cut->setRing(QPoint(m_largest->from.x, m_largest->from.y) - m_shown.topLeft());
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(6));
    column->addWidget(whyHead(ruleWords(),
        tr("cut x %1–%2, y %3–%4 of the map")
            .arg(m_shown.left())
            .arg(m_shown.right())
            .arg(m_shown.top())
            .arg(m_shown.bottom())));
    column->addWidget(m_cut);
    connect(m_cut, &NumberGrid::hovered, this, [this](QPoint cell) {
        emit pointedAt(cell.x() < 0 ? QString() : valueWords(cell + m_shown.topLeft()));
    });
    return box;
}

QWidget* WhyPool::buildResult()
{
    const engine::Shape& shape = of().output().shape;
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look().px(6));
    column->addWidget(whyHead(tr("Result"),
        tr("%1, unit %2, %3 × %4")
            .arg(of().info().name)
            .arg(trace().place.channel)
            .arg(shape.height)
            .arg(shape.width)));
    m_output = new NumberGrid(tr("The layer's map; a click chooses another position"));
    NumberGrid::Cells cells = mapCells(of().output(), trace().place.channel);
    cells.map = m_input->cells().map;
    cells.low = m_input->cells().low;
    cells.high = m_input->cells().high;
    m_output->setCells(std::move(cells));
    m_output->setFrame({trace().place.x, trace().place.y, 1, 1});
    m_output->setMovable();
    connect(m_output, &NumberGrid::chosen, this, &WhyPage::positionAsked);
    connect(m_output, &NumberGrid::moved, this, [this](QPoint step) {
        const QPoint to = QPoint(trace().place.x, trace().place.y) + step;
        if (engine::isInside(of().output().shape, to.y(), to.x()))
            emit positionAsked(to);
    });
    connect(m_output, &NumberGrid::hovered, this, [this](QPoint cell) {
        emit pointedAt(
            cell.x() < 0 ? QString() : addressWords(*of().answer, of().layer, trace().place.channel, cell));
    });
    column->addWidget(m_output);
    column->addWidget(makeResult(m_largest ? tr("largest of %1, from (%2, %3)")
                                                 .arg(m_window.largestFirst.size())
                                                 .arg(m_largest->from.x)
                                                 .arg(m_largest->from.y)
                                           : tr("%1 / %2").arg(numberWords(m_mean->sum)).arg(m_mean->divisor),
        total(), numberWords(total())));
    return box;
}

void WhyPool::buildFoot()
{
    auto* row = new QHBoxLayout(foot());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look().px(24));
    auto* counts = new NumberGrid(tr("To how many windows each cell of the window belongs"));
    std::vector<float> windows(m_window.windows.begin(), m_window.windows.end());
    counts->setCells({m_window.columns, m_window.rows, windows, "diverging", -16, 16});
    counts->setDecimals(0);
    counts->setCellSize(QSize(look().px(32), look().px(20)));
    if (m_largest)
        counts->setFrame({m_largest->winner % m_window.columns, m_largest->winner / m_window.columns, 1, 1});
    row->addWidget(counts);
    const auto fact
        = [row](const QString& name, const QString& value) { row->addWidget(whyFact(name, value)); };
    const int unit = trace().place.channel;
    const auto zeros = [unit](const engine::HostTensor& maps) {
        return engine::statistics(engine::mapOf(maps, unit)).zeroShare;
    };
    if (m_largest)
        fact(tr("of this map's values win no window"), percentText(m_largest->idleShare));
    fact(tr("zeros of this map, before → after"),
        percentText(zeros(of().input())) + QString::fromUtf8(" → ") + percentText(zeros(of().output())));
    fact(tr("learned numbers"), "0");
    row->addStretch(1);
}

bool WhyPool::overlaps() const
{
    return *std::max_element(m_window.windows.begin(), m_window.windows.end()) > 1;
}

QString WhyPool::footTitle() const
{
    return overlaps() ? tr("Windows overlap") : tr("Windows do not overlap");
}

QString WhyPool::footWords() const
{
    const QString hatched = overlaps() ? tr("Hatched cells belong to several windows.") : QString();
    if (!m_largest)
        return hatched;
    const int wins = m_largest->wins[std::size_t(m_largest->winner)],
              windows = m_window.windows[std::size_t(m_largest->winner)];
    const QString winner = windows == 1 ? tr("The winner lies in 1 window and wins it.")
        : wins == windows               ? tr("The winner lies in %1 windows and wins them all.").arg(windows)
                          : tr("The winner lies in %1 windows and wins %2 of them.").arg(windows).arg(wins);
    return hatched.isEmpty() ? winner : hatched + ' ' + winner;
}

/// The maps share what the cut leaves of the width; the bars come below. Where the height is short, the cells of the cut
/// are wider than high, so that their numbers fit.
void WhyPool::fit(QSize room)
{
    const int least = m_bars->sizeHint().height();
    m_bars->setFixedHeight(std::clamp(room.height() / 5, least, 2 * least));
    const int high = room.height() - m_bars->height() - look().px(16);
    const int heads = look().px(48), legend = look().px(62);
    const QSize most(room.width() * 36 / 100 / m_shown.width(), (high - heads) / m_shown.height());
    const int tall = std::clamp(std::min(most.width(), most.height()), look().px(22), look().px(60));
    const int wide = std::clamp(most.width(), tall, std::max(tall, look().px(46)));
    m_cut->setCellSize(QSize(wide, tall));
    const int side
        = std::min((room.width() - wide * m_shown.width() - look().px(110)) / 2, high - heads - legend);
    m_input->fitInto(side);
    m_output->fitInto(side);
}

QString WhyPool::csv() const
{
    QString table = "row,column,value,windows\n";
    for (const int cell : m_window.largestFirst)
        table += QString("%1,%2,%3,%4\n")
                     .arg(m_window.top + cell / m_window.columns * m_window.dilation.height)
                     .arg(m_window.left + cell % m_window.columns * m_window.dilation.width)
                     .arg(csvNumber(double(m_window.values[std::size_t(cell)])))
                     .arg(m_window.windows[std::size_t(cell)]);
    return table + ",result," + csvNumber(total()) + ",\n";
}
