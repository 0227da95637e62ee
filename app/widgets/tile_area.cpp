#include "app/widgets/tile_area.h"

#include "app/widgets/look.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <numeric>

TileArea::TileArea(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    viewport()->setMouseTracking(true);
}

QSize TileArea::minimumSizeHint() const { return {look().px(120), look().px(96)}; }

void TileArea::setSheet(TileSheet sheet)
{
    const bool otherPage = sheet.count != m_sheet.count || sheet.cell != m_sheet.cell;
    m_sheet = std::move(sheet);
    const int towers = m_sheet.towers == 2 ? 2 : 1, half = (m_sheet.count + towers - 1) / towers;
    std::vector<int> order = m_sheet.order;
    if (order.empty()) {
        order.resize(std::size_t(m_sheet.count));
        std::iota(order.begin(), order.end(), 0);
    }
    m_shown.assign(std::size_t(towers), {});
    m_number.assign(std::size_t(m_sheet.count), 0);
    for (int tile : order) {
        std::vector<int>& tower = m_shown[std::size_t(tile / std::max(1, half))];
        m_number[std::size_t(tile)] = int(tower.size());
        tower.push_back(tile);
    }
    m_current = std::min(m_current, m_sheet.count - 1);
    m_hovered = -1;
    arrange();
    if (otherPage)
        reveal(m_current);
    describe();
}

void TileArea::setCurrent(int tile)
{
    const int wanted = tile < m_sheet.count ? tile : -1;
    if (wanted == m_current)
        return;
    m_current = wanted;
    reveal(wanted);
    describe();
    viewport()->update();
}

void TileArea::setLeastSide(int pixels)
{
    m_leastSide = pixels;
    arrange();
}

void TileArea::setColumns(int columns)
{
    m_columns = columns;
    arrange();
}

void TileArea::setFullRows(bool on)
{
    m_fullRows = on;
    arrange();
}

/// Lays the tiles out for the room there is; a scroll bar takes some of it.
void TileArea::arrange()
{
    TilePage page;
    for (const std::vector<int>& tower : m_shown)
        page.counts.push_back(int(tower.size()));
    page.cell = m_sheet.cell;
    page.columns = m_columns;
    page.fullRows = m_fullRows;
    page.leastSide = m_leastSide < 12 ? m_leastSide : look().px(m_leastSide);
    page.towerGap = look().px(16);
    page.top = m_sheet.towerTitles.isEmpty()
        ? 0
        : QFontMetrics(look().font(Look::Type::Strong)).height() + look().px(4);
    QSize room = maximumViewportSize();
    m_layout = fitTiles(page, room);
    if (m_layout.size().height() + page.margin > room.height()) {
        room.rwidth() -= verticalScrollBar()->sizeHint().width();
        m_layout = fitTiles(page, room);
    }
    m_small.assign(std::size_t(m_sheet.count), QImage());
    placeScrollBar();
    emit rowsChanged();
    viewport()->update();
}

/// The scroll bar counts rows: what is seen begins and ends with a whole one.
void TileArea::placeScrollBar()
{
    const int whole = wholeRows();
    verticalScrollBar()->setRange(0, std::max(0, rows() - whole));
    verticalScrollBar()->setPageStep(whole);
    verticalScrollBar()->setSingleStep(1);
}

/// How many fit; one where the room is less than that.
int TileArea::wholeRows() const
{
    const int room = maximumViewportSize().height() - m_layout.origin.y() - m_layout.origin.x();
    return std::clamp((room + m_layout.gap) / m_layout.rowStep(), 1, std::max(1, rows()));
}

int TileArea::scrolled() const { return verticalScrollBar()->value() * m_layout.rowStep(); }

bool TileArea::isInSight(int row) const
{
    const int first = verticalScrollBar()->value();
    return row >= first && row < first + wholeRows();
}

TileLayout::Slot TileArea::slotOf(int tile) const
{
    const int half = int(m_shown.empty() ? 0 : m_shown[0].size());
    return {tile >= half && m_shown.size() > 1 ? 1 : 0, m_number[std::size_t(tile)]};
}

QRect TileArea::tileRect(int tile) const
{
    if (tile < 0 || tile >= m_sheet.count)
        return {};
    const TileLayout::Slot slot = slotOf(tile);
    return isInSight(m_layout.row(slot)) ? m_layout.rect(slot).translated(0, -scrolled()) : QRect();
}

int TileArea::tileAt(QPoint point) const
{
    if (point.y() < m_layout.origin.y() - m_layout.gap)
        return -1; // the headings stand over what has scrolled away
    const auto slot = m_layout.slotAt(point + QPoint(0, scrolled()));
    return slot && !m_shown.empty() && isInSight(m_layout.row(*slot))
        ? m_shown[std::size_t(slot->tower)][std::size_t(slot->number)]
        : -1;
}

std::pair<int, int> TileArea::rowsInSight() const
{
    const int first = verticalScrollBar()->value();
    return {first, std::max(first, std::min(first + wholeRows(), rows()) - 1)};
}

void TileArea::reveal(int tile)
{
    if (tile < 0)
        return;
    const int row = m_layout.row(slotOf(tile)), first = verticalScrollBar()->value();
    if (!isInSight(row))
        verticalScrollBar()->setValue(row < first ? row : row - wholeRows() + 1);
}

void TileArea::describe()
{
    setAccessibleDescription(m_words && m_current >= 0 ? m_words(m_current) : QString());
    if (!hasFocus())
        return;
    QAccessibleEvent news(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&news);
}

void TileArea::resizeEvent(QResizeEvent*)
{
    arrange();
    reveal(m_current);
}

void TileArea::scrollContentsBy(int, int)
{
    emit rowsChanged();
    viewport()->update();
}

void TileArea::point(int tile, QPoint cell)
{
    if (tile == m_hovered && cell == m_cell)
        return;
    const bool other = tile != m_hovered;
    m_hovered = tile;
    m_cell = cell;
    emit hovered(tile, cell);
    if (other)
        viewport()->update();
}

void TileArea::mouseMoveEvent(QMouseEvent* event)
{
    const int tile = tileAt(event->pos());
    if (tile < 0)
        return point(-1, {});
    const QPoint at = event->pos() - tileRect(tile).topLeft();
    const QSize size = m_layout.tile;
    point(
        tile, {at.x() * m_sheet.cell.width() / size.width(), at.y() * m_sheet.cell.height() / size.height()});
}

void TileArea::leaveEvent(QEvent*) { point(-1, {}); }

void TileArea::mousePressEvent(QMouseEvent* event)
{
    const int tile = event->button() == Qt::LeftButton ? tileAt(event->pos()) : -1;
    if (tile < 0)
        return event->ignore();
    setCurrent(tile);
    emit chosen(tile);
}

void TileArea::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int tile = event->button() == Qt::LeftButton ? tileAt(event->pos()) : -1;
    if (tile < 0)
        return event->ignore();
    emit activated(tile);
}

void TileArea::keyPressEvent(QKeyEvent* event)
{
    if (m_sheet.count == 0 || event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return event->ignore();
    const auto first = [this](TileLayout::Slot slot) {
        return m_shown[std::size_t(slot.tower)][std::size_t(slot.number)];
    };
    const auto go = [this](int tile) {
        m_keyboard = true;
        if (tile == m_current)
            return;
        setCurrent(tile);
        emit chosen(tile);
    };
    const auto step = [&](int right, int down) {
        go(m_current < 0 ? m_shown[0][0] : first(m_layout.moved(slotOf(m_current), right, down)));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-1, 0);
    case Qt::Key_Right:
        return step(1, 0);
    case Qt::Key_Up:
        return step(0, -1);
    case Qt::Key_Down:
        return step(0, 1);
    case Qt::Key_Home:
        return go(m_shown.front().front());
    case Qt::Key_End:
        return go(m_shown.back().back());
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            return emit activated(m_current);
        break;
    default:
        break;
    }
    event->ignore(); // the rest are the window's
}

void TileArea::focusInEvent(QFocusEvent* event)
{
    m_keyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    viewport()->update();
}

void TileArea::focusOutEvent(QFocusEvent*)
{
    m_keyboard = false;
    viewport()->update();
}

bool TileArea::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int tile = tileAt(help->pos());
    if (tile >= 0 && m_words)
        QToolTip::showText(help->globalPos(), m_words(tile), viewport(), tileRect(tile));
    else
        QToolTip::hideText();
    return true;
}

void TileArea::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        arrange();
}
