#include "app/views/layer_strip.h"

#include "app/models/layer_words.h"
#include "app/models/map_atlas.h"
#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace {

/// A vector as a column, top to bottom; of several units in one row the largest value.
std::vector<float> columnOf(const std::vector<float>& values, int rows)
{
    const int count = int(values.size()), used = std::min(rows, count);
    std::vector<float> column(std::size_t(used), -INFINITY);
    for (int i = 0; i < count; ++i) {
        float& row = column[std::size_t(qint64(i) * used / count)];
        row = std::max(row, values[std::size_t(i)]);
    }
    return column;
}

bool hasNegative(std::span<const float> values)
{
    return std::any_of(values.begin(), values.end(), [](float value) { return value < 0; });
}

int leastGap() { return look().px(9); }

bool anyTowers(const NetworkInfo& network)
{
    return std::any_of(
        network.layers.begin(), network.layers.end(), [](const LayerInfo& l) { return l.towers == 2; });
}

}

LayerStrip::LayerStrip(const Surroundings& around, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_preferences(around.preferences)
{
    setObjectName("panel");
    setAccessibleName(tr("Layers"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    connect(&m_session, &Session::answered, this, &LayerStrip::rebuild);
    connect(&m_selection, &Selection::changed, this, &LayerStrip::refreshCurrent);
    connect(&m_preferences, &Preferences::changed, this, &LayerStrip::rebuild);
    rebuild();
}

int LayerStrip::currentLayer() const
{
    return m_answer ? m_answer->network->indexOf(m_selection.spot().layer) : -1;
}

int LayerStrip::largestSide() const
{
    if (m_compact)
        return look().px(28);
    return look().px(m_answer && anyTowers(*m_answer->network) ? 56 : 80);
}

QSize LayerStrip::sizeHint() const
{
    const int name = QFontMetrics(look().font(Look::Type::Body)).height();
    const int shape = m_compact ? 0 : QFontMetrics(look().font(Look::Type::NumberSmall)).height();
    const bool two = !m_compact && m_answer && anyTowers(*m_answer->network);
    return {look().px(600),
        largestSide() * (two ? 2 : 1) + name + shape + look().px(34)
            + horizontalScrollBar()->sizeHint().height()};
}

QSize LayerStrip::minimumSizeHint() const { return {look().px(240), sizeHint().height()}; }

void LayerStrip::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    rebuild();
}

/// Sides grow with the root of the maps' extent, as in the stack, so that 3 and 227 fit into one strip.
LayerStrip::Item LayerStrip::makeItem(const Classification& answer, int layer) const
{
    const LayerInfo& info = answer.network->layers[std::size_t(layer)];
    const engine::HostTensor& maps = answer.outputOf(layer);
    const MapColours colours {look().colourMap(m_preferences.colourMap()), look().colourMap("diverging")};
    Item item;
    item.layer = layer;
    item.name = m_session.alterations().layers.contains(info.name) ? tr("%1 off").arg(info.name) : info.name;
    const bool changesShape
        = layer == 0 || info.output != answer.network->layers[std::size_t(layer) - 1].output;
    if (changesShape)
        item.shape = shortShapeWords(info);
    if (info.vector) {
        const std::vector<float> column = columnOf(maps.values, largestSide());
        item.images.push_back(
            mapImage(column, 1, hasNegative(maps.values), engine::displayRange(maps.values).high, colours));
        item.units.push_back(-1);
        item.side = {look().px(14), largestSide()};
        return item;
    }
    const Spot& spot = m_selection.spot();
    const int towers = m_compact ? 1 : info.towers, each = info.output.channels / towers;
    for (int tower = 0; tower < towers; ++tower) {
        int unit = strongestUnit(maps, tower * each, (tower + 1) * each);
        if (spot.layer == info.name && spot.unit >= tower * each && spot.unit < (tower + 1) * each)
            unit = spot.unit;
        const std::span<const float> values = engine::mapOf(maps, unit);
        item.images.push_back(mapImage(
            values, info.output.width, hasNegative(maps.values), engine::displayRange(values).high, colours));
        item.units.push_back(unit);
    }
    int widest = 1;
    for (const LayerInfo& other : answer.network->layers)
        widest = std::max(widest, other.output.width);
    const double share = std::sqrt(double(info.output.width) / widest);
    const int side = std::max(look().px(20), int(largestSide() * share));
    item.side = {side, side * info.output.height / std::max(1, info.output.width)};
    return item;
}

void LayerStrip::rebuild()
{
    m_stale = !isVisible();
    if (m_stale)
        return;
    m_answer = m_session.answer();
    m_items.clear();
    if (m_answer) {
        Item picture;
        picture.name = tr("picture");
        picture.shape = QString("3 × %1").arg(m_answer->network->input.width) + QChar(0xB2);
        picture.images = {m_answer->seen};
        picture.side = {largestSide(), largestSide()};
        m_items.push_back(picture);
        for (int layer = 0; layer < int(m_answer->network->layers.size()); ++layer)
            m_items.push_back(makeItem(*m_answer, layer));
    }
    m_shownLayer = m_selection.spot().layer;
    updateGeometry();
    arrange();
    reveal();
}

/// Only the items of the layers that were and are selected show something else.
void LayerStrip::refreshCurrent()
{
    if (!m_answer)
        return;
    for (const QString& name : {m_shownLayer, m_selection.spot().layer})
        if (const int layer = m_answer->network->indexOf(name); layer >= 0) {
            Item& item = m_items[std::size_t(layer) + 1];
            const Item made = makeItem(*m_answer, layer);
            item.images = made.images;
            item.units = made.units;
        }
    const bool moved = m_shownLayer != m_selection.spot().layer;
    m_shownLayer = m_selection.spot().layer;
    if (moved) {
        arrange();
        reveal();
    }
    viewport()->update();
}

/// What is away has no width and is skipped by mouse and painting; the keys reach it, and then it is there.
void LayerStrip::arrange()
{
    const QFontMetrics name(look().font(Look::Type::Strong)), shape(look().font(Look::Type::NumberSmall));
    for (Item& item : m_items) {
        item.away = false;
        item.width = std::max(item.side.width(), name.horizontalAdvance(item.name));
        if (!m_compact)
            item.width = std::max(item.width, shape.horizontalAdvance(item.shape));
    }
    makeRoom();
    int total = 0, seen = 0;
    for (const Item& item : m_items) {
        total += item.away ? 0 : item.width;
        seen += !item.away;
    }
    const int edge = look().px(12), gaps = std::max(1, seen - 1), room = viewport()->width() - 2 * edge;
    const int gap = std::clamp((room - total) / gaps, leastGap(), look().px(28));
    const int used = total + gap * gaps;
    int x = std::max(edge, (viewport()->width() - used) / 2);
    for (Item& item : m_items) {
        item.left = x;
        x += item.away ? 0 : item.width + gap;
    }
    horizontalScrollBar()->setRange(0, std::max(0, used + 2 * edge - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(look().px(60));
    viewport()->update();
}

/// Where not all layers fit: dropout, then ReLU, then normalization give way, which keep the shape of what they get. The
/// selected one stays.
void LayerStrip::makeRoom()
{
    for (const char* kind : {"Dropout", "Flatten", "ReLU", "LRN"}) {
        int wanted = 2 * look().px(12) - leastGap();
        for (const Item& item : m_items)
            wanted += item.away ? 0 : item.width + leastGap();
        if (wanted <= viewport()->width())
            return;
        for (Item& item : m_items)
            if (item.layer >= 0 && item.layer != currentLayer()
                && m_answer->network->layers[std::size_t(item.layer)].kind == kind)
                item.away = true;
    }
}

void LayerStrip::reveal()
{
    const int layer = currentLayer();
    if (layer < 0)
        return;
    const Item& item = m_items[std::size_t(layer) + 1];
    const int margin = look().px(60), seen = horizontalScrollBar()->value();
    if (item.left - margin < seen)
        horizontalScrollBar()->setValue(item.left - margin);
    else if (item.left + item.width + margin > seen + viewport()->width())
        horizontalScrollBar()->setValue(item.left + item.width + margin - viewport()->width());
}

QRect LayerStrip::itemRect(int layer) const
{
    const Item& item = m_items[std::size_t(layer) + 1];
    return {item.left - horizontalScrollBar()->value(), 0, item.away ? 0 : item.width, viewport()->height()};
}

int LayerStrip::itemAt(QPoint point) const
{
    const int x = point.x() + horizontalScrollBar()->value();
    for (const Item& item : m_items)
        if (!item.away && x >= item.left - look().px(4) && x < item.left + item.width + look().px(4))
            return item.layer;
    return -2;
}

void LayerStrip::resizeEvent(QResizeEvent*)
{
    arrange();
    reveal();
}

void LayerStrip::mousePressEvent(QMouseEvent* event)
{
    if (const int layer = itemAt(event->pos()); layer >= 0 && event->button() == Qt::LeftButton)
        emit chosen(layer);
}

void LayerStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int layer = itemAt(event->pos());
    if (layer != m_hovered)
        viewport()->update();
    m_hovered = layer;
    if (layer < 0 || !m_answer)
        return emit pointedAt({});
    const LayerInfo& info = m_answer->network->layers[std::size_t(layer)];
    emit pointedAt(info.name + " · " + unitsWords(info));
}

void LayerStrip::leaveEvent(QEvent*)
{
    m_hovered = -2;
    viewport()->update();
    emit pointedAt({});
}

void LayerStrip::wheelEvent(QWheelEvent* event)
{
    const QPoint by = event->angleDelta();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (by.x() ? by.x() : by.y()));
}

void LayerStrip::keyPressEvent(QKeyEvent* event)
{
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    const int layer = currentLayer() + by;
    if (!by || !m_answer || event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return event->ignore();
    if (layer >= 0 && layer < int(m_answer->network->layers.size()))
        emit chosen(layer);
}

void LayerStrip::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    if (m_stale)
        rebuild();
}

void LayerStrip::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange && !m_items.empty())
        rebuild();
}
