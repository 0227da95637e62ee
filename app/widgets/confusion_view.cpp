#include "app/widgets/confusion_view.h"

#include "app/models/number_text.h"
#include "app/widgets/ink.h"
#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

/// Where the cells are.
struct ConfusionView::Frame {
    QPointF corner; ///< of the first cell
    double cell = 0; ///< side, with the gap
    double high = 0; ///< cells may be flatter than wide
    bool slanted = false; ///< the heads, at 45°
};

namespace {

constexpr double slant = std::numbers::sqrt2 / 2; // sine and cosine of 45°

/// That of the chosen row and column, the widest.
QFont strongNames()
{
    QFont font = look().font(Look::Type::Label);
    font.setWeight(QFont::DemiBold);
    return font;
}

}

ConfusionView::ConfusionView(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Confusion: rows are what pictures show, columns what they were called"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ConfusionView::setCounts(const QStringList& classes, std::vector<std::vector<int>> counts)
{
    m_classes = classes;
    m_counts = std::move(counts);
    m_rowTotals.clear();
    m_most = 0;
    m_mostShare = 0;
    for (std::size_t is = 0; is < m_counts.size(); ++is) {
        m_rowTotals.push_back(std::accumulate(m_counts[is].begin(), m_counts[is].end(), 0));
        for (std::size_t called = 0; called < m_counts[is].size(); ++called)
            if (is != called) {
                m_most = std::max(m_most, m_counts[is][called]);
                m_mostShare
                    = std::max(m_mostShare, m_counts[is][called] / std::max(1.0, double(m_rowTotals[is])));
            }
    }
    if (m_is >= int(m_counts.size()) || m_called >= int(m_counts.size()))
        m_is = m_called = -1;
    describe();
    updateGeometry();
    update();
}

void ConfusionView::setShow(Show show)
{
    m_show = show;
    update();
}

void ConfusionView::setMap(const QString& map)
{
    m_map = map;
    update();
}

void ConfusionView::setCurrent(int is, int called)
{
    m_is = is;
    m_called = called;
    describe();
    update();
}

QSize ConfusionView::sizeHint() const
{
    const int side = std::max(4, int(m_counts.size())) * look().px(28);
    return {side + look().px(96), side + look().px(24)};
}

QSize ConfusionView::minimumSizeHint() const { return {look().px(220), look().px(180)}; }

/// Heads that do not fit above their columns are slanted where the numbers keep their room, and shortened elsewhere.
ConfusionView::Frame ConfusionView::frame() const
{
    const QFontMetrics metrics(strongNames());
    double widest = 0;
    for (const QString& name : m_classes)
        widest = std::max(widest, double(metrics.horizontalAdvance(name)));
    const double left = std::min(widest + look().px(4), width() * 0.28) + look().px(8);
    const double count = std::max<double>(1, double(m_counts.size()));
    const auto frameOf = [&](double above, double cell) {
        const double high = std::min({(height() - above) / count, cell, double(look().px(40))});
        return Frame {{left, above}, cell, high};
    };
    const double most = std::max(double(look().px(48)), std::min(widest + 5, double(look().px(80))));
    const Frame level = frameOf(metrics.height() + look().px(6), std::min((width() - left) / count, most));
    if (widest <= int(level.cell) - 4)
        return level;
    double cell = std::min((width() - left) / count, double(look().px(48)));
    for (int i = 0; i < m_classes.size(); ++i) { // the last ones lean over the right edge of the cells
        const double right = slant * (metrics.horizontalAdvance(m_classes[i]) + metrics.height() / 2.0);
        cell = std::min(cell, (width() - left - right) / (i + 0.5));
    }
    Frame leaning
        = frameOf(slant * (widest + metrics.ascent() - metrics.capHeight() / 2.0) + look().px(5), cell);
    leaning.slanted = true;
    return hasRoomForNumbers(leaning) ? leaning : level;
}

bool ConfusionView::hasRoomForNumbers(const Frame& f) const
{
    const QFontMetrics metrics(look().font(Look::Type::NumberSmall));
    return metrics.horizontalAdvance("000") <= f.cell - 2 && metrics.height() <= f.high + 2;
}

QRectF ConfusionView::cellRect(int is, int called) const
{
    const Frame f = frame();
    return {f.corner.x() + called * f.cell, f.corner.y() + is * f.high, f.cell - 1, f.high - 1};
}

std::pair<int, int> ConfusionView::cellAt(QPointF point) const
{
    const Frame f = frame();
    const int is = int(std::floor((point.y() - f.corner.y()) / f.high)),
              called = int(std::floor((point.x() - f.corner.x()) / f.cell)), count = int(m_counts.size());
    if (is < 0 || called < 0 || is >= count || called >= count)
        return {-1, -1};
    return {is, called};
}

QString ConfusionView::cellWords(int is, int called) const
{
    const int count = m_counts[std::size_t(is)][std::size_t(called)];
    if (m_show == Show::Count)
        return QString::number(count);
    const QString percent = percentText(double(count) / std::max(1, m_rowTotals[std::size_t(is)]), 0);
    return percent.chopped(2).remove(' '); // ">99" is as wide as "100"
}

QString ConfusionView::words(int is, int called) const
{
    return tr("%1 of %2 pictures of %3 called %4")
        .arg(m_counts[std::size_t(is)][std::size_t(called)])
        .arg(m_rowTotals[std::size_t(is)])
        .arg(m_classes.value(is), m_classes.value(called));
}

void ConfusionView::describe()
{
    setAccessibleDescription(m_counts.empty() ? tr("Nothing judged yet.")
            : m_is < 0                        ? tr("%1 classes; no cell chosen").arg(m_counts.size())
                                              : words(m_is, m_called));
}

void ConfusionView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_counts.empty())
        return;
    const Frame f = frame();
    drawNames(painter, f);
    drawCells(painter, f);
    if (m_is < 0)
        return;
    const QRectF cell = cellRect(m_is, m_called);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look().colour("halo"), hasFocus() ? 6 : 4));
    painter.drawRect(cell);
    painter.setPen(QPen(look().colour("accent"), hasFocus() ? 4 : 2));
    painter.drawRect(cell);
}

/// As many of its first letters as there is room for.
static QString beginningOf(QString name, const QFontMetrics& metrics, int room)
{
    while (name.size() > 1 && metrics.horizontalAdvance(name) > room)
        name.chop(1);
    return name;
}

QStringList ConfusionView::columnHeads() const
{
    const Frame f = frame();
    if (f.slanted)
        return m_classes;
    const QFontMetrics metrics(strongNames());
    const int room = int(f.cell) - 4;
    QStringList elided, beginnings;
    for (const QString& name : m_classes) {
        elided += metrics.elidedText(name, Qt::ElideRight, room);
        beginnings += beginningOf(name, metrics, room);
    }
    const auto differ = [](QStringList heads) { return heads.removeDuplicates() == 0; };
    return differ(elided) || !differ(beginnings) ? elided : beginnings;
}

int ConfusionView::columnHeadAt(QPointF point) const
{
    const Frame f = frame();
    const double lean = f.slanted ? f.corner.y() - point.y() : 0;
    const int column = int(std::floor((point.x() - lean - f.corner.x()) / f.cell));
    return point.y() < f.corner.y() && column >= 0 && column < int(m_counts.size()) ? column : -1;
}

/// The chosen row and column stand out. Names of rows that do not fit are cut in the middle.
void ConfusionView::drawNames(QPainter& painter, const Frame& f) const
{
    const QFont plain = look().font(Look::Type::Label);
    const QStringList heads = columnHeads();
    for (int i = 0; i < int(m_counts.size()); ++i) {
        const auto prepare = [&](bool current) {
            QFont font = plain;
            font.setWeight(current ? QFont::DemiBold : QFont::Weight(plain.weight()));
            painter.setFont(font);
            painter.setPen(look().colour(current ? "text" : "textSecondary"));
        };
        prepare(i == m_is);
        const QRectF row(0, f.corner.y() + i * f.high, f.corner.x() - look().px(8), f.high);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_classes.value(i), Qt::ElideMiddle, int(row.width())));
        prepare(i == m_called);
        if (f.slanted) {
            painter.save();
            painter.translate(f.corner.x() + (i + 0.5) * f.cell, f.corner.y() - look().px(4));
            painter.rotate(-45);
            painter.drawText(QPointF(0, painter.fontMetrics().capHeight() / 2.0), heads.value(i));
            painter.restore();
            continue;
        }
        painter.drawText(QRectF(f.corner.x() + i * f.cell, 0, f.cell - 1, f.corner.y() - look().px(4)),
            Qt::AlignHCenter | Qt::AlignVCenter, heads.value(i));
    }
}

void ConfusionView::drawCells(QPainter& painter, const Frame& f) const
{
    const auto& colours = look().colourMap(m_map);
    painter.setFont(look().font(Look::Type::NumberSmall));
    const bool room = hasRoomForNumbers(f);
    for (int is = 0; is < int(m_counts.size()); ++is)
        for (int called = 0; called < int(m_counts.size()); ++called) {
            const QRectF cell = cellRect(is, called);
            const int count = m_counts[std::size_t(is)][std::size_t(called)];
            const double share = m_show == Show::Count
                ? double(count) / std::max(1, m_most)
                : count / std::max(1.0, double(m_rowTotals[std::size_t(is)])) / std::max(1e-9, m_mostShare);
            const QColor fill = is == called
                ? look().colour("raised")
                : QColor(colours[std::size_t(std::lround(255 * std::min(1.0, share)))]);
            painter.fillRect(cell, fill);
            if (!room)
                continue;
            painter.setPen(is == called ? look().colour("text") : inkOn(fill));
            painter.drawText(cell, Qt::AlignCenter, cellWords(is, called));
        }
}

void ConfusionView::choose(int is, int called)
{
    if (m_counts.empty() || is < 0)
        return;
    setCurrent(is, called);
    emit chosen(is, called);
}

void ConfusionView::mouseMoveEvent(QMouseEvent* event)
{
    const auto [is, called] = cellAt(event->position());
    const int head = columnHeadAt(event->position());
    emit pointedAt(is < 0 ? QString() : words(is, called));
    setToolTip(is >= 0 ? words(is, called) : head >= 0 ? m_classes.value(head) : QString());
}

void ConfusionView::mousePressEvent(QMouseEvent* event)
{
    const auto [is, called] = cellAt(event->position());
    choose(is, called);
}

void ConfusionView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto [is, called] = cellAt(event->position());
    if (is >= 0)
        emit activated(is, called);
}

void ConfusionView::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_counts.size()) - 1, is = std::max(0, m_is), called = std::max(0, m_called);
    if (last < 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(is, std::max(0, called - (m_is >= 0)));
    case Qt::Key_Right:
        return choose(is, std::min(last, called + (m_is >= 0)));
    case Qt::Key_Up:
        return choose(std::max(0, is - (m_is >= 0)), called);
    case Qt::Key_Down:
        return choose(std::min(last, is + (m_is >= 0)), called);
    case Qt::Key_Home:
        return choose(is, 0);
    case Qt::Key_End:
        return choose(is, last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_is >= 0)
            emit activated(m_is, m_called);
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
}

void ConfusionView::leaveEvent(QEvent*) { emit pointedAt({}); }

void ConfusionView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void ConfusionView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}
