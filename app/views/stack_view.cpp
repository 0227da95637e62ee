#include "app/views/stack_view.h"

#include "app/models/layer_words.h"
#include "app/widgets/look.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace {

constexpr float degreesPerPixel = 0.4f;
constexpr float degreesPerKey = 5;
constexpr int largestSide = 4096; // of a drawing
constexpr double wireShare = 0.5; // of the text colour

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto part = [share](int a, int b) { return int(std::lround(a * share + b * (1 - share))); };
    return {
        part(over.red(), under.red()), part(over.green(), under.green()), part(over.blue(), under.blue())};
}

}

StackView::StackView(const Surroundings& around, QWidget* parent)
    : QWidget(parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_preferences(around.preferences)
    , m_drawer(around.session, this)
{
    setAccessibleName(tr("Layers in space"));
    setAccessibleDescription(
        tr("Left and right choose the layer before or after, Shift and the arrows turn, plus and "
           "minus zoom, 0 fits."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_drawer, &StackDrawer::ready, this, &StackView::take);
    connect(&m_drawer, &StackDrawer::failed, this, &StackView::giveUp);
    connect(&m_session, &Session::networkChanged, this, [this] {
        m_failed = false;
        fit();
    });
    connect(&m_session, &Session::answered, this, &StackView::draw);
    connect(&m_selection, &Selection::changed, this, &StackView::followSelection);
    connect(&m_preferences, &Preferences::changed, this, &StackView::draw);
}

QSize StackView::sizeHint() const { return {look().px(600), look().px(200)}; }

/// At most one drawing is under way, so that something new is seen while the mouse drags on.
void StackView::draw()
{
    m_again = m_waiting || !isVisible();
    const ClassificationPointer answer = m_session.answer();
    if (m_again || m_failed || !answer || size().isEmpty())
        return;
    m_ratio = std::min(devicePixelRatioF(), double(largestSide) / std::max(width(), height()));
    m_frontLayer = m_selection.spot().layer;
    m_frontUnit = m_selection.spot().unit;
    const QColor ground = look().colour("panel");
    const float edge = float(look().px(8) * m_ratio);
    StackRequest request;
    request.content = {answer, answer->network->indexOf(m_frontLayer), m_frontUnit,
        look().colourMap(m_preferences.colourMap()), ground, mixed(look().colour("text"), ground, wireShare),
        float(m_ratio)};
    request.size = {std::max(1, int(width() * m_ratio)), std::max(1, int(height() * m_ratio))};
    request.camera = m_camera;
    request.fit = m_fit;
    request.margins = {edge, edge, edge, float(labelHeight() * m_ratio)};
    m_waiting = true;
    m_drawer.draw(request);
}

void StackView::take(const StackPointer& drawing)
{
    m_waiting = false;
    if (drawing) {
        m_drawing = drawing;
        m_hovered = -1;
        if (m_fit && !m_again) {
            m_camera = drawing->camera;
            m_fittedZoom = m_camera.zoom;
            m_fit = false;
        }
    }
    if (m_again)
        draw();
    update();
}

void StackView::giveUp(const QString& sentence)
{
    m_waiting = m_again = false;
    if (m_failed)
        return;
    m_failed = true;
    emit failed(sentence);
}

void StackView::followSelection()
{
    const Spot& spot = m_selection.spot();
    if (spot.layer != m_frontLayer || spot.unit != m_frontUnit)
        draw();
    update();
}

void StackView::fit()
{
    m_camera = {};
    m_fit = true;
    draw();
}

void StackView::turn(float yaw, float pitch)
{
    m_camera = engine::orbited(m_camera, yaw, pitch);
    draw();
}

/// From half of what fits to sixteen times that.
void StackView::zoom(double factor, QPointF around)
{
    if (m_fit)
        return;
    const float wished = std::clamp(m_camera.zoom * float(factor), m_fittedZoom / 2, m_fittedZoom * 16);
    const engine::Point place {float(around.x() * m_ratio), float(around.y() * m_ratio)};
    m_camera = engine::zoomed(
        m_camera, wished / m_camera.zoom, place, int(width() * m_ratio), int(height() * m_ratio));
    draw();
}

int StackView::currentLayer() const
{
    return m_drawing ? m_drawing->answer->network->indexOf(m_selection.spot().layer) : -1;
}

int StackView::currentBlocks() const
{
    const int layer = currentLayer();
    return layer < 0 ? -1 : m_drawing->standsFor[std::size_t(layer)];
}

int StackView::blockAt(QPointF place) const
{
    const QPoint pixel(int(std::floor(place.x() * m_ratio)), int(std::floor(place.y() * m_ratio)));
    return m_drawing ? m_drawing->blockAt(pixel) : -1;
}

/// Of the block there, or of the name below it.
int StackView::layerAt(QPointF place) const
{
    if (const int block = blockAt(place); block >= 0)
        return m_drawing->blocks[std::size_t(block)].layer;
    for (const Label& label : labels())
        if ((label.namePlace | label.shapePlace).contains(place.toPoint()))
            return label.layer;
    return -1;
}

QString StackView::wordsAt(QPointF place) const
{
    const int index = blockAt(place);
    const int layer = layerAt(place);
    if (layer < 0)
        return {};
    const Classification& answer = *m_drawing->answer;
    const LayerInfo& info = answer.network->layers[std::size_t(layer)];
    const QString whole = info.name + " · " + unitsWords(info);
    if (index < 0)
        return whole;
    const StackBlock& block = m_drawing->blocks[std::size_t(index)];
    engine::Block face;
    face.height = block.rows;
    face.width = block.columns;
    const engine::Point cell
        = engine::frontCell(face, block.outline, {float(place.x() * m_ratio), float(place.y() * m_ratio)});
    const int x = int(std::floor(cell.x)), y = int(std::floor(cell.y));
    if (block.behind || x < 0 || y < 0 || x >= block.columns || y >= block.rows)
        return whole;
    if (!block.vector)
        return addressWords(answer, block.shown, block.unit, {x, y});
    const int unit = y * block.columns + x;
    return unit < block.units ? addressWords(answer, block.shown, block.unit + unit, {}) : whole;
}

void StackView::resizeEvent(QResizeEvent*)
{
    m_fit = true;
    draw();
}

void StackView::showEvent(QShowEvent*) { draw(); }

void StackView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_drawing) {
        m_fit = true;
        draw();
    }
}

void StackView::mousePressEvent(QMouseEvent* event)
{
    m_held = event->button() == Qt::LeftButton;
    m_dragged = false;
    m_pressed = m_last = event->position();
}

void StackView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF place = event->position();
    if (m_held && (m_dragged || (place - m_pressed).manhattanLength() >= QApplication::startDragDistance())) {
        const QPointF by = place - m_last;
        m_dragged = true;
        m_last = place;
        if (!(event->modifiers() & Qt::ShiftModifier))
            return turn(float(by.x()) * degreesPerPixel, float(by.y()) * degreesPerPixel);
        m_camera.panX += float(by.x() * m_ratio);
        m_camera.panY += float(by.y() * m_ratio);
        return draw();
    }
    const int block = blockAt(place);
    if (block != m_hovered)
        update();
    m_hovered = block;
    emit pointedAt(wordsAt(place));
}

void StackView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_held && !m_dragged && event->button() == Qt::LeftButton)
        if (const int layer = layerAt(event->position()); layer >= 0)
            emit chosen(layer);
    m_held = false;
}

void StackView::mouseDoubleClickEvent(QMouseEvent*) { fit(); }

void StackView::wheelEvent(QWheelEvent* event)
{
    zoom(std::pow(1.0015, event->angleDelta().y()), event->position());
    event->accept();
}

void StackView::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
    emit pointedAt({});
}

void StackView::keyPressEvent(QKeyEvent* event)
{
    if (!m_drawing || event->modifiers() & (Qt::AltModifier | Qt::ControlModifier | Qt::MetaModifier))
        return event->ignore();
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const int across = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    const int down = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (shift && (across || down))
        return turn(float(across) * degreesPerKey, float(down) * degreesPerKey);
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
    case Qt::Key_0:
        return fit();
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(1.25, middle);
    case Qt::Key_Minus:
        return zoom(0.8, middle);
    default:
        break;
    }
    if (!across)
        return event->ignore();
    const int layer = currentLayer() + across;
    if (layer >= 0 && layer < int(m_drawing->answer->network->layers.size()))
        emit chosen(layer);
}
