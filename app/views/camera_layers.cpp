#include "app/views/camera_layers.h"

#include "app/models/map_atlas.h"
#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <cmath>

static constexpr int tilesAcross = 3;

CameraLayers::CameraLayers(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Layers of the live picture; Enter freezes it and opens the layer in Explore"));
}

void CameraLayers::setColourMap(const QString& name)
{
    m_colourMap = name;
    rebuild();
}

void CameraLayers::setAnswer(CameraAnswerPointer answer)
{
    m_answer = std::move(answer);
    if (isVisible())
        rebuild();
}

/// Of each convolution the layer behind it when that is its ReLU: what the next layer reads.
void CameraLayers::rebuild()
{
    m_blocks.clear();
    const auto& layers = m_answer ? m_answer->layers : std::vector<LiveLayer>();
    const auto live = [&](const QString& name) {
        return std::find_if(
            layers.begin(), layers.end(), [&](const LiveLayer& l) { return l.layer == name; });
    };
    const MapColours colours {look().colourMap(m_colourMap), look().colourMap("diverging")};
    for (std::size_t i = 0; m_answer && i < m_answer->network->layers.size(); ++i) {
        const LayerInfo& info = m_answer->network->layers[i];
        if (info.kind != "Convolution")
            continue;
        const bool relu
            = i + 1 < m_answer->network->layers.size() && m_answer->network->layers[i + 1].kind == "ReLU";
        const QString layer = relu ? m_answer->network->layers[i + 1].name : info.name;
        const auto found = live(layer);
        if (found == layers.end())
            continue;
        Block block {info.name, layer, info.output.channels, {}, {}};
        for (const LiveMap& map : found->maps) {
            if (int(block.tiles.size()) == tilesAcross * tilesAcross)
                break;
            const double end = engine::displayRange(map.values).high;
            block.tiles.push_back(mapImage(map.values, map.width, found->hasNegative, end, colours));
            block.units.push_back(map.unit);
        }
        m_blocks.push_back(std::move(block));
    }
    update();
}

QSize CameraLayers::minimumSizeHint() const
{
    const QFontMetrics name(look().font(Look::Type::Strong));
    const int wide = look().presenter() ? 220 : 300; // before a class the picture beside them counts more
    return {look().px(wide), tilesAcross * look().px(26) + 2 * look().px(2) + name.height() + look().px(8)};
}

QSize CameraLayers::sizeHint() const
{
    const QFontMetrics name(look().font(Look::Type::Strong));
    const int tile = window()->width() >= 1600 ? 56 : 40;
    return {look().px(640), tilesAcross * look().px(tile) + 2 * look().px(2) + name.height() + look().px(8)};
}

/// Blocks in as many rows as make them largest: one, unless there is much room below.
CameraLayers::Grid CameraLayers::grid() const
{
    const int count = std::max(1, int(m_blocks.size()));
    const int gap = look().px(10), between = look().px(2);
    const int words = QFontMetrics(look().font(Look::Type::Strong)).height() + look().px(8);
    Grid best;
    for (int columns = count; columns > 0; --columns) {
        const int rows = (count + columns - 1) / columns;
        const int across = ((width() - (columns - 1) * gap) / columns - 2 * between) / tilesAcross;
        const int down = ((height() - (rows - 1) * gap) / rows - words - 2 * between) / tilesAcross;
        const int side = std::max(4, std::min(across, down));
        if (side <= best.side)
            continue;
        const double wide = tilesAcross * side + 2 * between;
        const double room = columns > 1 ? (width() - columns * wide) / (columns - 1) : 0;
        best = {columns, side, wide, wide + std::min(room, wide * 0.6), wide + words + gap};
    }
    return best;
}

QPointF CameraLayers::corner(const Grid& grid, int block) const
{
    return {(block % grid.columns) * grid.across, (block / grid.columns) * grid.down};
}

int CameraLayers::blockAt(QPointF point) const
{
    const Grid places = grid();
    for (int i = 0; i < int(m_blocks.size()); ++i)
        if (QRectF(corner(places, i), QSizeF(places.wide, places.down)).contains(point))
            return i;
    return -1;
}

void CameraLayers::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_blocks.empty()) {
        painter.setFont(look().font(Look::Type::Body));
        painter.setPen(look().colour("textTertiary"));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
            tr("What the layers make of the picture appears here while the camera runs."));
        return;
    }
    const Grid places = grid();
    const int tile = places.side, between = look().px(2);
    const QFontMetrics strong(look().font(Look::Type::Strong)), number(look().font(Look::Type::NumberSmall));
    for (int i = 0; i < int(m_blocks.size()); ++i) {
        const Block& block = m_blocks[std::size_t(i)];
        const QPointF at = corner(places, i);
        for (int t = 0; t < int(block.tiles.size()); ++t) {
            const QRectF place(at.x() + (t % tilesAcross) * (tile + between),
                at.y() + (t / tilesAcross) * (tile + between), tile, tile);
            const QImage& image = block.tiles[std::size_t(t)];
            painter.setRenderHint(QPainter::SmoothPixmapTransform, image.width() > tile);
            painter.drawImage(place, image);
        }
        const int wide = int(places.wide), top = int(at.y()) + wide + look().px(4);
        painter.setFont(look().font(Look::Type::Strong));
        painter.setPen(look().colour("text"));
        const QRect words(int(at.x()), top, wide, strong.height());
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, block.name);
        const int after = strong.horizontalAdvance(block.name) + look().px(5);
        const QString count = tr("%1 maps").arg(block.maps);
        painter.setFont(look().font(Look::Type::NumberSmall));
        painter.setPen(look().colour("textTertiary"));
        if (!look().presenter() && after + number.horizontalAdvance(count) <= wide + look().px(8))
            painter.drawText(
                words.adjusted(after, 0, look().px(8), 0), Qt::AlignLeft | Qt::AlignVCenter, count);
        if (i == m_current && (hasFocus() || underMouse())) {
            painter.setPen(QPen(look().colour(hasFocus() ? "accent" : "textSecondary"), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(at, QSizeF(wide, wide)).adjusted(1, 1, -1, -1));
        }
    }
}

void CameraLayers::point(int block)
{
    if (block == m_current)
        return;
    m_current = block;
    update();
    if (block < 0)
        return emit pointedAt({});
    const Block& shown = m_blocks[std::size_t(block)];
    QStringList units;
    for (const int unit : shown.units)
        units += QString::number(unit);
    setAccessibleDescription(shown.name);
    emit pointedAt(tr("%1 · the strongest of %2 maps behind the ReLU: %3")
                       .arg(shown.name)
                       .arg(shown.maps)
                       .arg(units.join(", ")));
}

void CameraLayers::mouseMoveEvent(QMouseEvent* event) { point(blockAt(event->position())); }

void CameraLayers::leaveEvent(QEvent*) { point(-1); }

void CameraLayers::mousePressEvent(QMouseEvent* event)
{
    const int block = blockAt(event->position());
    if (block >= 0 && event->button() == Qt::LeftButton)
        emit chosen(m_blocks[std::size_t(block)].layer);
}

void CameraLayers::keyPressEvent(QKeyEvent* event)
{
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_blocks.empty() || (!by && !enter) || event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return event->ignore();
    if (enter && m_current >= 0)
        emit chosen(m_blocks[std::size_t(m_current)].layer);
    if (by)
        point(std::clamp(m_current + by, 0, int(m_blocks.size()) - 1));
}

/// How high it wants to be depends on how wide the window is.
void CameraLayers::resizeEvent(QResizeEvent* event)
{
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
    update();
}

void CameraLayers::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        rebuild();
}
