#include "app/widgets/bar_list.h"

#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

BarList::BarList(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
}

int BarList::rowHeight() const
{
    return std::max(look().px(24), QFontMetrics(look().font(Look::Type::Body)).height() + look().px(4));
}

QSize BarList::sizeHint() const
{
    return {look().px(240), rowHeight() * std::clamp(int(m_rows.size()), 1, m_whole ? 1000 : 8)};
}

QSize BarList::minimumSizeHint() const
{
    return {look().px(160), m_whole ? sizeHint().height() : 3 * rowHeight()};
}

void BarList::setRows(std::vector<Row> rows, double end)
{
    const bool other = rows.size() != m_rows.size();
    m_rows = std::move(rows);
    m_lowest = 0;
    m_highest = end;
    for (const Row& row : m_rows) {
        m_lowest = std::min(m_lowest, row.value);
        m_highest = std::max(m_highest, row.value);
    }
    if (other)
        updateGeometry();
    placeScrollBar();
    viewport()->update();
}

void BarList::setWhole(bool whole)
{
    m_whole = whole;
    setVerticalScrollBarPolicy(whole ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, whole ? QSizePolicy::Fixed : QSizePolicy::Expanding);
}

int BarList::indexOf(int key) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [key](const Row& row) { return row.key == key; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void BarList::setCurrent(int key)
{
    m_current = key;
    if (const int row = indexOf(key); row >= 0) {
        const int top = row * rowHeight(), seen = verticalScrollBar()->value();
        if (top < seen)
            verticalScrollBar()->setValue(top);
        else if (top + rowHeight() > seen + viewport()->height())
            verticalScrollBar()->setValue(top + rowHeight() - viewport()->height());
        setAccessibleDescription(m_rows[std::size_t(row)].name + " " + m_rows[std::size_t(row)].text);
    }
    viewport()->update();
}

void BarList::placeScrollBar()
{
    const int page = maximumViewportSize().height();
    verticalScrollBar()->setRange(0, std::max(0, int(m_rows.size()) * rowHeight() - page));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(rowHeight());
}

void BarList::resizeEvent(QResizeEvent*) { placeScrollBar(); }

void BarList::drawRow(
    QPainter& painter, const Row& row, const QRect& rect, int nameWidth, int numberWidth) const
{
    const bool current = row.key == m_current;
    if (current)
        painter.fillRect(rect, look().colour("accentQuiet"));
    const int gap = look().px(12), edge = look().px(6);
    painter.setFont(look().font(current ? Look::Type::Strong : Look::Type::Body));
    painter.setPen(look().colour(current ? "text" : "textSecondary"));
    const QString name = row.off ? tr("%1 (off)").arg(row.name) : row.name;
    painter.drawText(QRect(rect.left() + edge, rect.top(), nameWidth, rect.height()), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(name, Qt::ElideMiddle, nameWidth));
    painter.setFont(look().font(Look::Type::Number));
    painter.setPen(look().colour("text"));
    painter.drawText(QRect(rect.right() - numberWidth - edge, rect.top(), numberWidth, rect.height()),
        Qt::AlignVCenter | Qt::AlignRight, row.text);
    const int left = rect.left() + edge + nameWidth + gap, right = rect.right() - numberWidth - edge - gap;
    const QRectF ground(left, rect.center().y() - look().px(3), std::max(0, right - left), look().px(7));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().colour("raised"));
    painter.drawRoundedRect(ground, 2, 2);
    const double span = m_highest - m_lowest;
    if (span > 0 && ground.width() > 0) {
        const double zero = ground.left() - m_lowest / span * ground.width();
        const double end = ground.left() + (row.value - m_lowest) / span * ground.width();
        QColor colour = look().colour(current ? "accent" : row.value < 0 ? "negative" : "positive");
        if (!current)
            colour.setAlphaF(0.75f);
        painter.setBrush(colour);
        painter.drawRoundedRect(
            QRectF(std::min(zero, end), ground.top(), std::abs(end - zero), ground.height()), 2, 2);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void BarList::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const QFontMetrics words(look().font(Look::Type::Strong)), numbers(look().font(Look::Type::Number));
    int name = look().px(40), number = 0;
    for (const Row& row : m_rows) {
        name = std::max(name, words.horizontalAdvance(row.off ? tr("%1 (off)").arg(row.name) : row.name));
        number = std::max(number, numbers.horizontalAdvance(row.text));
    }
    name = std::min(name, viewport()->width() * 2 / 5);
    const int height = rowHeight(), top = verticalScrollBar()->value();
    for (int i = top / height; i < int(m_rows.size()) && i * height - top < viewport()->height(); ++i)
        drawRow(painter, m_rows[std::size_t(i)], {0, i * height - top, viewport()->width(), height}, name,
            number);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look().colour("accent"), 1));
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

int BarList::rowAt(QPoint point) const
{
    const int row = (point.y() + verticalScrollBar()->value()) / rowHeight();
    return row >= 0 && row < int(m_rows.size()) ? row : -1;
}

void BarList::choose(int row)
{
    if (m_rows.empty())
        return;
    const int key = m_rows[std::size_t(std::clamp(row, 0, int(m_rows.size()) - 1))].key;
    if (key == m_current)
        return;
    setCurrent(key);
    emit chosen(key);
}

void BarList::mousePressEvent(QMouseEvent* event)
{
    if (const int row = rowAt(event->pos()); row >= 0)
        choose(row);
}

void BarList::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const int row = rowAt(event->pos()); row >= 0)
        emit activated(m_rows[std::size_t(row)].key);
}

void BarList::mouseMoveEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos());
    emit hovered(row < 0 ? -1 : m_rows[std::size_t(row)].key);
}

void BarList::leaveEvent(QEvent*) { emit hovered(-1); }

void BarList::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return event->ignore();
    const int row = indexOf(m_current);
    switch (event->key()) {
    case Qt::Key_Up:
        return choose(row < 0 ? 0 : row - 1);
    case Qt::Key_Down:
        return choose(row + 1);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(int(m_rows.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (row >= 0)
            emit activated(m_current);
        return;
    default:
        event->ignore();
    }
}

void BarList::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
        placeScrollBar();
    }
}
