#include "app/views/diagram.h"

#include "app/models/number_text.h"
#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace {

/// Side of a convolution's square kernels, and whether a filter reads all channels of its input: a filter has
/// channels x side^2 weights, or half of them when it sees one of two groups, and half a square number is none.
struct Kernel {
    int side = 0; ///< 0 when it cannot be told
    bool readsAll = true;
};

Kernel kernelOf(const LayerInfo& layer, const engine::Shape& input)
{
    const double weights
        = double(layer.multiplyAdds) / double(std::max<std::int64_t>(layer.output.imageSize(), 1));
    for (const int groups : {1, 2}) {
        const double side = std::sqrt(weights * groups / input.channels);
        if (side > 0.5 && std::abs(side - std::round(side)) < 1e-6)
            return {int(std::lround(side)), groups == 1};
    }
    return {};
}

/// Height of a box as a share of the largest: by the root of the side of its maps.
double tall(const engine::Shape& shape, int largest)
{
    return std::max(0.12, std::sqrt(double(shape.height) / largest));
}

}

Diagram::Diagram(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Drawing of the architecture"));
}

void Diagram::setNetwork(NetworkPointer network)
{
    m_network = std::move(network);
    m_stages.clear();
    m_current = -1;
    if (m_network)
        m_stages.push_back({-1, m_network->input, 1, false, true, {}, {}, m_network->input});
    for (std::size_t i = 0; m_network && i < m_network->layers.size(); ++i) {
        const LayerInfo& layer = m_network->layers[i];
        if (layer.parameters == 0) {
            m_stages.back().after += layer.name;
            m_stages.back().handed = layer.output;
            continue;
        }
        Stage stage {int(i), layer.output, layer.towers, layer.vector, true, {}, {}, layer.output};
        if (layer.kind == "Convolution") {
            const Kernel kernel = kernelOf(layer, m_stages.back().handed);
            stage.crosses = kernel.readsAll;
            stage.how = kernel.side ? QString::fromUtf8("%1 × %1").arg(kernel.side) : QString();
        }
        m_stages.push_back(stage);
    }
    updateGeometry();
    update();
}

void Diagram::setCurrent(const QString& layer)
{
    const int index = m_network ? m_network->indexOf(layer) : -1;
    m_current = -1;
    for (std::size_t i = 1; i < m_stages.size(); ++i)
        if (index >= m_stages[i].layer)
            m_current = int(i);
    if (index < 0)
        m_current = -1;
    update();
}

static int lineHeight() { return QFontMetrics(look().font(Look::Type::Caption)).height(); }

QSize Diagram::minimumSizeHint() const
{
    const QFontMetrics number(look().font(Look::Type::NumberSmall));
    const int columns = std::max(int(m_stages.size()), 1);
    return {columns * (number.horizontalAdvance(QString::fromUtf8("55 × 55 × 96")) + look().px(10)),
        look().px(320) + 8 * lineHeight()};
}

QSize Diagram::sizeHint() const { return minimumSizeHint(); }

QRectF Diagram::column(std::size_t stage) const
{
    const double each = double(width()) / double(std::max<std::size_t>(m_stages.size(), 1));
    return {each * double(stage), 0, each, double(height())};
}

std::vector<QRectF> Diagram::boxes(std::size_t index) const
{
    const Stage& stage = m_stages[index];
    const QRectF place = column(index);
    const double room = height() - 8.5 * lineHeight(), middle = room / 2;
    const double wide
        = place.width() * std::clamp(0.12 + 0.06 * std::log2(std::max(stage.shape.channels, 1)), 0.12, 0.7);
    const double left = place.center().x() - wide / 2;
    if (stage.vector) {
        const double high = room * std::clamp(0.2 + 0.05 * std::log2(stage.shape.channels), 0.2, 0.8);
        return {QRectF(place.center().x() - look().px(7), middle - high / 2, look().px(14), high)};
    }
    const double share = tall(stage.shape, m_network->input.height);
    if (stage.towers == 1)
        return {QRectF(left, middle - share * room * 0.45, wide, share * room * 0.9)};
    const double high = share * room * 0.42, gap = look().px(10);
    return {QRectF(left, middle - gap - high, wide, high), QRectF(left, middle + gap, wide, high)};
}

void Diagram::paintWires(QPainter& painter, std::size_t index) const
{
    const std::vector<QRectF> from = boxes(index - 1), to = boxes(index);
    painter.setPen(QPen(look().colour("textTertiary"), 1.2));
    for (std::size_t a = 0; a < from.size(); ++a)
        for (std::size_t b = 0; b < to.size(); ++b)
            if (m_stages[index].crosses || from.size() == 1 || to.size() == 1 || a == b)
                painter.drawLine(QPointF(from[a].right(), from[a].center().y()),
                    QPointF(to[b].left(), to[b].center().y()));
}

QString Diagram::nameOf(const Stage& stage) const
{
    return stage.layer < 0 ? tr("input") : m_network->layers[std::size_t(stage.layer)].name;
}

void Diagram::paintStage(QPainter& painter, std::size_t index) const
{
    const Stage& stage = m_stages[index];
    const QString name = nameOf(stage);
    const bool chosen = int(index) == m_current;
    for (const QRectF& box : boxes(index)) {
        painter.setPen(QPen(look().colour(chosen ? "accent" : "controlLine"), chosen ? look().px(2.5) : 1));
        painter.setBrush(stage.layer < 0 ? look().colour("raised") : look().layerFill(name));
        painter.drawRect(box);
        if (stage.towers == 2 && !stage.vector) {
            const QString maps = QString::number(stage.shape.channels / 2);
            painter.setFont(look().font(Look::Type::NumberSmall));
            painter.setPen(look().layerText(name));
            if (QFontMetrics(painter.font()).horizontalAdvance(maps) < box.width())
                painter.drawText(box, Qt::AlignCenter, maps);
        }
    }
    const QRectF place = column(index);
    double y = height() - 8 * lineHeight();
    const auto line = [&](const QString& words, Look::Type type, const char* colour) {
        painter.setFont(look().font(type));
        painter.setPen(look().colour(colour));
        const QRectF row(place.left() - 2, y, place.width() + 4, QFontMetrics(painter.font()).height());
        painter.drawText(row, Qt::AlignCenter, words);
        y += row.height() + 1;
    };
    line(name, Look::Type::Strong, chosen ? "accent" : "text");
    line(shapeText(stage.shape, stage.vector), Look::Type::NumberSmall, "textSecondary");
    if (!stage.how.isEmpty())
        line(stage.how, Look::Type::NumberSmall, "textTertiary");
    for (const QString& after : stage.after)
        line(after, Look::Type::Caption, "textTertiary");
    if (stage.handed.height != stage.shape.height && !stage.vector)
        line(
            QString::fromUtf8("→ %1 × %1").arg(stage.handed.height), Look::Type::NumberSmall, "textTertiary");
}

void Diagram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t stage = 1; stage < m_stages.size(); ++stage)
        paintWires(painter, stage);
    for (std::size_t stage = 0; stage < m_stages.size(); ++stage)
        paintStage(painter, stage);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(look().colour("accent"));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void Diagram::mousePressEvent(QMouseEvent* event)
{
    for (std::size_t stage = 1; stage < m_stages.size(); ++stage)
        if (column(stage).contains(event->position()))
            emit chosen(nameOf(m_stages[stage]));
}

void Diagram::keyPressEvent(QKeyEvent* event)
{
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (by == 0 || m_stages.size() < 2)
        return QWidget::keyPressEvent(event);
    const int next = std::clamp(m_current + by, 1, int(m_stages.size()) - 1);
    emit chosen(nameOf(m_stages[std::size_t(next)]));
}
