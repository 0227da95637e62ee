#include "app/widgets/likeness_bars.h"

#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

LikenessBars::LikenessBars(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Likeness of the layers"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LikenessBars::setLayers(std::vector<Layer> layers)
{
    m_layers = std::move(layers);
    updateGeometry();
    update();
}

void LikenessBars::setCurrent(int layer)
{
    m_current = layer < int(m_layers.size()) ? layer : -1;
    if (m_current >= 0)
        setAccessibleDescription(m_layers[std::size_t(m_current)].all);
    update();
}

/// Of one layer: its name and its number beside each other, and the gap to the next one.
int LikenessBars::leastWidth() const
{
    const QFontMetrics names(look().font(Look::Type::Strong)), numbers(look().font(Look::Type::Number));
    int widest = look().px(88);
    for (const Layer& layer : m_layers)
        widest = std::max(widest,
            names.horizontalAdvance(layer.name) + numbers.horizontalAdvance(layer.words) + look().px(8));
    return widest + look().px(20);
}

int LikenessBars::columnsIn(int width) const
{
    const int count = std::max(1, int(m_layers.size()));
    const int most = std::clamp((width + look().px(20)) / leastWidth(), 1, count);
    const int rows = (count + most - 1) / most;
    return (count + rows - 1) / rows; // rows of nearly equal length
}

int LikenessBars::rowHeight() const
{
    return QFontMetrics(look().font(Look::Type::Strong)).height() + look().px(21);
}

int LikenessBars::heightForWidth(int width) const
{
    const int columns = columnsIn(width), count = int(m_layers.size());
    return std::max(1, (count + columns - 1) / columns) * rowHeight();
}

QSize LikenessBars::sizeHint() const
{
    return {look().px(600), heightForWidth(std::max(width(), look().px(600)))};
}
QSize LikenessBars::minimumSizeHint() const { return {leastWidth(), rowHeight()}; }

QRect LikenessBars::layerRect(int layer) const
{
    const int columns = columnsIn(width()), gap = look().px(20);
    const double pitch = double(width() + gap) / columns;
    const int left = int(std::lround(layer % columns * pitch));
    return {left, layer / columns * rowHeight(), int(pitch) - gap, rowHeight()};
}

int LikenessBars::layerAt(QPoint point) const
{
    for (int layer = 0; layer < int(m_layers.size()); ++layer)
        if (layerRect(layer).adjusted(0, 0, look().px(20), 0).contains(point))
            return layer;
    return -1;
}

void LikenessBars::drawLayer(QPainter& painter, int index) const
{
    const Layer& layer = m_layers[std::size_t(index)];
    const bool current = index == m_current;
    const QRect place = layerRect(index);
    const QFont font = look().font(current ? Look::Type::Strong : Look::Type::Body);
    const int words = QFontMetrics(look().font(Look::Type::Strong)).height();
    const QRect line(place.left(), place.top() + look().px(2), place.width(), words);
    painter.setFont(font);
    painter.setPen(look().colour(current || index == m_hovered ? "text" : "textSecondary"));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, layer.name);
    painter.setFont(look().font(layer.likeness ? Look::Type::Number : Look::Type::Caption));
    painter.setPen(look().colour(!layer.likeness ? "textTertiary" : current ? "text" : "textSecondary"));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, layer.words);
    const QRectF trough(place.left(), line.bottom() + look().px(4), place.width(), look().px(7));
    painter.setRenderHint(QPainter::Antialiasing);
    if (!layer.likeness) { // an empty outline: there is nothing to measure
        painter.setPen(QPen(look().colour("line"), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(trough.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("raised"));
    painter.drawRoundedRect(trough, 2, 2);
    QColor colour = look().colour(*layer.likeness < 0 ? "negative" : current ? "accent" : "positive");
    if (!current)
        colour.setAlphaF(0.75f);
    painter.setBrush(colour);
    const double wide = std::max(2.0, std::min(1.0, std::abs(*layer.likeness)) * trough.width());
    painter.drawRoundedRect(QRectF(trough.topLeft(), QSizeF(wide, trough.height())), 2, 2);
}

void LikenessBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int layer = 0; layer < int(m_layers.size()); ++layer)
        drawLayer(painter, layer);
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look().colour("accent"), 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void LikenessBars::point(int layer)
{
    if (layer == m_hovered)
        return;
    m_hovered = layer;
    setToolTip(layer >= 0 ? m_layers[std::size_t(layer)].all : QString());
    update();
    emit hovered(layer);
}

void LikenessBars::mousePressEvent(QMouseEvent* event)
{
    if (const int layer = layerAt(event->pos()); layer >= 0 && event->button() == Qt::LeftButton)
        emit chosen(layer);
}

void LikenessBars::mouseMoveEvent(QMouseEvent* event) { point(layerAt(event->pos())); }
void LikenessBars::leaveEvent(QEvent*) { point(-1); }

void LikenessBars::keyPressEvent(QKeyEvent* event)
{
    const int count = int(m_layers.size()), columns = columnsIn(width());
    int by = 0;
    switch (event->key()) {
    case Qt::Key_Left:
        by = -1;
        break;
    case Qt::Key_Right:
        by = 1;
        break;
    case Qt::Key_Up:
        by = -columns;
        break;
    case Qt::Key_Down:
        by = columns;
        break;
    case Qt::Key_Home:
        by = -m_current;
        break;
    case Qt::Key_End:
        by = count - 1 - m_current;
        break;
    default:
        return event->ignore();
    }
    if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return event->ignore();
    if (const int layer = m_current + by; by && layer >= 0 && layer < count)
        emit chosen(layer);
}

void LikenessBars::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        updateGeometry();
}
