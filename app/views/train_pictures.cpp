#include "app/views/train_pictures.h"

#include "app/widgets/look.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

TrainPictures::TrainPictures(const QString& name, int side, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_side(side)
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
}

void TrainPictures::setItems(std::vector<Item> items)
{
    m_items = std::move(items);
    m_current = m_current < int(m_items.size()) ? m_current : -1;
    QStringList words;
    for (const Item& item : m_items)
        words += item.tip.isEmpty() ? item.words : item.tip;
    setAccessibleDescription(words.mid(0, 12).join(", "));
    layBar();
    viewport()->update();
}

void TrainPictures::setPicture(int item, const QImage& picture)
{
    m_items[std::size_t(item)].picture = picture;
    viewport()->update();
}

void TrainPictures::setRows(int rows)
{
    m_rows = rows;
    updateGeometry();
}

void TrainPictures::setMostSide(int most) { m_mostSide = most; }

int TrainPictures::side() const
{
    const int least = look().px(m_side);
    if (m_mostSide <= m_side || m_items.empty())
        return least;
    const int inRow = (int(m_items.size()) + m_rows - 1) / m_rows;
    const int wide = (viewport()->width() + look().px(8)) / inRow - look().px(8);
    const int words = QFontMetrics(look().font(Look::Type::Caption)).height() + look().px(6);
    return std::clamp(std::min(wide, viewport()->height() / m_rows - words), least, look().px(m_mostSide));
}

QSize TrainPictures::step() const
{
    const QFontMetrics metrics(look().font(Look::Type::Caption));
    return {side() + look().px(8), side() + metrics.height() + look().px(6)};
}

QSize TrainPictures::sizeHint() const
{
    const QSize more = step() - QSize(side(), side()) + QSize(look().px(m_side), look().px(m_side));
    return {4 * more.width(), m_rows * more.height()};
}

QSize TrainPictures::minimumSizeHint() const
{
    return {sizeHint().width() / 4, sizeHint().height()}; // what a picture is called stands below it
}

int TrainPictures::columns() const
{
    return std::max(1, (viewport()->width() + look().px(8)) / step().width());
}

QRect TrainPictures::place(int item) const
{
    const QSize one = step();
    return {item % columns() * one.width(), item / columns() * one.height() - verticalScrollBar()->value(),
        side(), side()};
}

void TrainPictures::layBar()
{
    const int rows = (int(m_items.size()) + columns() - 1) / columns();
    verticalScrollBar()->setRange(0, std::max(0, rows * step().height() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(step().height());
}

int TrainPictures::itemAt(QPoint point) const
{
    for (int i = 0; i < int(m_items.size()); ++i)
        if (QRect(place(i).topLeft(), step()).contains(point))
            return i;
    return -1;
}

void TrainPictures::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setFont(look().font(Look::Type::Caption));
    const QFontMetrics metrics = painter.fontMetrics();
    for (int i = 0; i < int(m_items.size()); ++i) {
        const Item& item = m_items[std::size_t(i)];
        const QRect box = place(i);
        if (box.bottom() + step().height() < 0 || box.top() > viewport()->height())
            continue;
        if (item.picture.isNull())
            painter.fillRect(box, look().colour("well"));
        else {
            painter.setRenderHint(QPainter::SmoothPixmapTransform, item.picture.width() > box.width());
            painter.drawImage(box, item.picture);
        }
        if (i == m_current) {
            painter.setPen(QPen(look().colour("halo"), 4));
            painter.drawRect(box);
            painter.setPen(QPen(look().colour("accent"), 2));
            painter.drawRect(box);
        }
        const QString words = item.wrong ? QString::fromUtf8("✕ ") + item.words : item.words;
        painter.setPen(look().colour(item.wrong ? "warning" : "textSecondary"));
        painter.drawText(QRect(box.left(), box.bottom() + look().px(3), step().width() - 2, metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(words, Qt::ElideRight, step().width() - 4));
    }
    if (!hasFocus())
        return;
    painter.setPen(QPen(look().colour("accent"), 1));
    painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
}

void TrainPictures::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layBar();
}

void TrainPictures::choose(int item)
{
    if (m_items.empty())
        return;
    m_current = std::clamp(item, 0, int(m_items.size()) - 1);
    const QRect box = place(m_current);
    QScrollBar* bar = verticalScrollBar();
    if (box.top() < 0)
        bar->setValue(bar->value() + box.top());
    else if (box.top() + step().height() > viewport()->height())
        bar->setValue(bar->value() + box.top() + step().height() - viewport()->height());
    setAccessibleDescription(m_items[std::size_t(m_current)].tip);
    viewport()->update();
}

void TrainPictures::mousePressEvent(QMouseEvent* event)
{
    if (const int item = itemAt(event->pos()); item >= 0)
        choose(item);
}

void TrainPictures::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const int item = itemAt(event->pos()); item >= 0)
        emit activated(item);
}

void TrainPictures::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(m_current - 1);
    case Qt::Key_Right:
        return choose(m_current + 1);
    case Qt::Key_Up:
        return choose(m_current - columns());
    case Qt::Key_Down:
        return choose(m_current + columns());
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(int(m_items.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            emit activated(m_current);
        return;
    default:
        event->ignore(); // Space and the full stop belong to the training
    }
}

bool TrainPictures::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int item = itemAt(help->pos());
    QToolTip::showText(help->globalPos(), item < 0 ? QString() : m_items[std::size_t(item)].tip, this);
    return true;
}
