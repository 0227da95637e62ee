#include "app/views/own_classes_confusion.h"

#include "app/widgets/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

OwnClassesConfusion::OwnClassesConfusion(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Confusion: what the frames kept aside are, and what they were called"));
}

void OwnClassesConfusion::setCounts(const QStringList& labels, std::vector<std::vector<int>> counts)
{
    m_labels = labels;
    m_counts = std::move(counts);
    m_current = std::min(m_current, int(m_counts.size()) * columns() - 1);
    updateGeometry();
    update();
}

QString OwnClassesConfusion::word(int column) const
{
    return column < int(m_labels.size()) ? m_labels[column] : tr("not sure");
}

int OwnClassesConfusion::rowHeight() const
{
    return QFontMetrics(look().font(Look::Type::Number)).height() + look().px(m_labels.size() > 5 ? 6 : 12);
}

int OwnClassesConfusion::nameWidth() const
{
    const QFontMetrics metrics(look().font(Look::Type::Label));
    int wide = look().px(30);
    for (const QString& label : m_labels)
        wide = std::max(wide, metrics.horizontalAdvance(label));
    return std::min(wide + look().px(8), width() * 3 / 10);
}

QSize OwnClassesConfusion::sizeHint() const
{
    const int head = QFontMetrics(look().font(Look::Type::Caption)).height() + look().px(4);
    return {look().px(240), head + int(m_counts.size()) * (rowHeight() + 2)};
}

QRectF OwnClassesConfusion::cell(int row, int column) const
{
    const double left = nameWidth(), each = (width() - left) / std::max(1, columns());
    const int head = QFontMetrics(look().font(Look::Type::Caption)).height() + look().px(4);
    return {left + column * each, double(head + row * (rowHeight() + 2)), each - 2, double(rowHeight())};
}

void OwnClassesConfusion::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFontMetrics caption(look().font(Look::Type::Caption)), label(look().font(Look::Type::Label));
    painter.setFont(look().font(Look::Type::Caption));
    painter.setPen(look().colour("textTertiary"));
    for (int column = 0; !m_counts.empty() && column < columns(); ++column) {
        const QRectF place = cell(0, column);
        painter.drawText(QRectF(place.left(), 0, place.width(), caption.height()), Qt::AlignCenter,
            caption.elidedText(word(column), Qt::ElideMiddle, int(place.width())));
    }
    for (int row = 0; row < int(m_counts.size()); ++row) {
        painter.setFont(look().font(Look::Type::Label));
        painter.setPen(look().colour("textSecondary"));
        const QRectF first = cell(row, 0);
        painter.drawText(QRectF(0, first.top(), nameWidth(), first.height()),
            Qt::AlignLeft | Qt::AlignVCenter,
            label.elidedText(m_labels.value(row), Qt::ElideMiddle, nameWidth() - look().px(6)));
        for (int column = 0; column < columns(); ++column) {
            const QRectF place = cell(row, column);
            const int count = m_counts[std::size_t(row)][std::size_t(column)];
            const bool unsure = column == int(m_labels.size()), right = row == column;
            const char* ground = count == 0 ? "window"
                : unsure                    ? "warningFill"
                : right                     ? "hover"
                                            : "errorFill";
            painter.fillRect(place, look().colour(ground));
            painter.setFont(look().font(Look::Type::Number));
            painter.setPen(look().colour(count == 0 ? "textTertiary"
                    : unsure                        ? "warning"
                    : right                         ? "text"
                                                    : "error"));
            painter.drawText(place, Qt::AlignCenter, QString::number(count));
            if (row * columns() + column == m_current) {
                painter.setPen(QPen(look().colour("accent"), 2));
                painter.drawRect(place.adjusted(1, 1, -1, -1));
            }
        }
    }
    if (hasFocus() && m_current < 0) {
        painter.setPen(QPen(look().colour("accent"), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void OwnClassesConfusion::setCurrent(int index)
{
    m_current = index;
    update();
}

void OwnClassesConfusion::choose(int index)
{
    setCurrent(index);
    const int row = index / columns(), column = index % columns();
    setAccessibleDescription(tr("is %1, called %2: %3")
                                 .arg(m_labels.value(row), word(column))
                                 .arg(m_counts[std::size_t(row)][std::size_t(column)]));
    emit chosen(row, column);
}

void OwnClassesConfusion::mousePressEvent(QMouseEvent* event)
{
    for (int row = 0; row < int(m_counts.size()); ++row)
        for (int column = 0; column < columns(); ++column)
            if (cell(row, column).contains(event->position()))
                return choose(row * columns() + column);
}

void OwnClassesConfusion::keyPressEvent(QKeyEvent* event)
{
    const int cells = int(m_counts.size()) * columns();
    int by = 0;
    switch (event->key()) {
    case Qt::Key_Left:
        by = -1;
        break;
    case Qt::Key_Right:
        by = 1;
        break;
    case Qt::Key_Up:
        by = -columns();
        break;
    case Qt::Key_Down:
        by = columns();
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    const int next = m_current < 0 ? 0 : m_current + by;
    if (next >= 0 && next < cells)
        choose(next);
}
