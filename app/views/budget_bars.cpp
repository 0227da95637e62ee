#include "app/views/budget_bars.h"

#include "app/models/number_text.h"
#include "app/widgets/look.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

BudgetBars::BudgetBars(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BudgetBars::setBudgets(NetworkPointer network, std::vector<LayerBudget> budgets)
{
    m_network = std::move(network);
    m_budgets = std::move(budgets);
    QString all;
    for (const LayerBudget& budget : m_budgets)
        all += budget.name + ": " + budget.sentence + ". ";
    setAccessibleName(tr("What the layers cost"));
    setAccessibleDescription(all);
    updateGeometry();
    update();
}

void BudgetBars::setCurrent(const QString& layer)
{
    m_current = m_network ? m_network->indexOf(layer) : -1;
    update();
}

static int rowHeight()
{
    const QFontMetrics caption(look().font(Look::Type::Caption)), number(look().font(Look::Type::Number)),
        strong(look().font(Look::Type::Strong));
    return std::max(
        look().px(24) + caption.height() + look().px(4), strong.height() + number.height() + look().px(4));
}

static int nameWidth()
{
    return QFontMetrics(look().font(Look::Type::Strong)).horizontalAdvance("Multiply-adds") + look().px(12);
}

QSize BudgetBars::sizeHint() const { return {look().px(640), 4 * rowHeight()}; }
QSize BudgetBars::minimumSizeHint() const { return {nameWidth() + look().px(160), 4 * rowHeight()}; }

QRectF BudgetBars::bar(int budget) const
{
    return {double(nameWidth()), double(budget * rowHeight() + look().px(2)), width() - nameWidth() - 3.0,
        double(look().px(22))};
}

QRectF BudgetBars::segment(int budget, std::size_t layer) const
{
    const LayerBudget& costs = m_budgets[std::size_t(budget)];
    const QRectF all = bar(budget);
    double before = 0;
    for (std::size_t i = 0; i < layer; ++i)
        before += costs.share(i);
    return {all.left() + before * all.width(), all.top(), costs.share(layer) * all.width(), all.height()};
}

BudgetBars::Place BudgetBars::placeAt(QPointF point) const
{
    for (int budget = 0; budget < int(m_budgets.size()); ++budget)
        if (m_network && bar(budget).contains(point))
            for (std::size_t layer = 0; layer < m_network->layers.size(); ++layer)
                if (segment(budget, layer).contains(point))
                    return {budget, int(layer)};
    return {};
}

QString BudgetBars::words(const Place& place) const
{
    if (place.layer < 0)
        return {};
    const LayerBudget& budget = m_budgets[std::size_t(place.budget)];
    return tr("%1 · %2: %3")
        .arg(m_network->layers[std::size_t(place.layer)].name, budget.name.toLower(),
            percentText(budget.share(std::size_t(place.layer))));
}

void BudgetBars::paintBudget(QPainter& painter, int index) const
{
    const LayerBudget& budget = m_budgets[std::size_t(index)];
    const QRectF all = bar(index);
    const int top = index * rowHeight();
    painter.setFont(look().font(Look::Type::Strong));
    painter.setPen(look().colour("text"));
    const int line = QFontMetrics(painter.font()).height();
    painter.drawText(QRect(0, top, nameWidth(), line), Qt::AlignVCenter, budget.name);
    painter.setFont(look().font(Look::Type::Number));
    painter.setPen(look().colour("textSecondary"));
    painter.drawText(QRect(0, top + line, nameWidth(), QFontMetrics(painter.font()).height()),
        Qt::AlignVCenter, budget.total);
    painter.fillRect(all, look().colour("raised"));
    const QFont label = look().font(Look::Type::Caption);
    const QFontMetrics metrics(label);
    painter.setFont(label);
    for (std::size_t layer = 0; layer < m_network->layers.size() && budget.sum > 0; ++layer) {
        const QString name = m_network->layers[layer].name;
        const QRectF box = segment(index, layer);
        if (box.width() <= 0)
            continue;
        painter.fillRect(box.width() > 2 ? box.adjusted(0, 0, -1, 0) : box, look().layerFill(name));
        QString words = name + ' ' + percentText(budget.share(layer), 0);
        if (metrics.horizontalAdvance(words) > box.width() - look().px(8))
            words = name;
        painter.setPen(look().layerText(name));
        if (metrics.horizontalAdvance(words) <= box.width() - look().px(8))
            painter.drawText(box.adjusted(look().px(4), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, words);
    }
    painter.setPen(look().colour("textTertiary"));
    const QRectF below(all.left(), all.bottom() + 1, all.width(), metrics.height());
    painter.drawText(
        below, Qt::AlignVCenter, metrics.elidedText(budget.sentence, Qt::ElideRight, int(all.width())));
}

void BudgetBars::paintEvent(QPaintEvent*)
{
    if (!m_network)
        return;
    QPainter painter(this);
    for (int budget = 0; budget < int(m_budgets.size()); ++budget)
        paintBudget(painter, budget);
    for (int budget = 0; m_current >= 0 && budget < int(m_budgets.size()); ++budget) {
        if (m_budgets[std::size_t(budget)].share(std::size_t(m_current)) <= 0)
            continue;
        const QRectF box = segment(budget, std::size_t(m_current));
        painter.setPen(QPen(look().colour("halo"), look().px(4)));
        painter.drawRect(box.adjusted(0, 0, -1, 0));
        painter.setPen(QPen(look().colour("accent"), look().px(2)));
        painter.drawRect(box.adjusted(0, 0, -1, 0));
    }
    if (hasFocus()) {
        painter.setPen(look().colour("accent"));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void BudgetBars::mouseMoveEvent(QMouseEvent* event) { emit pointedAt(words(placeAt(event->position()))); }

void BudgetBars::leaveEvent(QEvent*) { emit pointedAt({}); }

void BudgetBars::mousePressEvent(QMouseEvent* event)
{
    if (const Place place = placeAt(event->position()); place.layer >= 0)
        emit chosen(m_network->layers[std::size_t(place.layer)].name);
}

void BudgetBars::step(int by)
{
    if (!m_network)
        return;
    const int next = std::clamp(m_current + by, 0, int(m_network->layers.size()) - 1);
    emit chosen(m_network->layers[std::size_t(next)].name);
}

void BudgetBars::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left)
        step(-1);
    else if (event->key() == Qt::Key_Right)
        step(1);
    else
        QWidget::keyPressEvent(event);
}

bool BudgetBars::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), words(placeAt(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}
