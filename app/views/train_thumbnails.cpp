#include "app/views/train_data.h"

#include "app/models/number_text.h"
#include "app/widgets/look.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace {

constexpr int thumbnailColumns = 10; ///< classes in a row
constexpr int thumbnailRows = 3; ///< at most
constexpr int thumbnailWide = 23; ///< pixels at font scale 1

}

TrainThumbnails::TrainThumbnails(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TrainThumbnails::setSummary(DataSummaryPointer summary)
{
    m_summary = std::move(summary);
    QStringList words;
    for (const DataClass& one : m_summary ? m_summary->classes : std::vector<DataClass>())
        words += tr("%1, %2 pictures").arg(one.name).arg(one.training);
    setAccessibleName(tr("Pictures of every class"));
    setAccessibleDescription(words.mid(0, 40).join("; "));
    updateGeometry();
    update();
}

/// Up to ten classes: three pictures of each, one below the other; more: one picture of each.
int TrainThumbnails::rows() const
{
    const int classes = m_summary ? int(m_summary->classes.size()) : 0;
    return classes <= thumbnailColumns
        ? thumbnailRows
        : std::min(thumbnailRows, (classes + thumbnailColumns - 1) / thumbnailColumns);
}

int TrainThumbnails::side() const
{
    const int classes = m_summary ? int(m_summary->classes.size()) : thumbnailColumns;
    return std::min(width() / std::clamp(classes, 1, thumbnailColumns), height() / rows());
}

QSize TrainThumbnails::sizeHint() const
{
    return {look().px(thumbnailWide * thumbnailColumns), look().px(thumbnailWide * rows())};
}

QSize TrainThumbnails::minimumSizeHint() const { return {look().px(120), sizeHint().height()}; }

void TrainThumbnails::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!m_summary)
        return;
    const int classes = int(m_summary->classes.size());
    const bool many = classes > thumbnailColumns;
    for (int row = 0; row < rows(); ++row)
        for (int column = 0; column < thumbnailColumns; ++column) {
            const int one = many ? row * thumbnailColumns + column : column;
            if (one >= classes)
                continue;
            const auto& pictures = m_summary->classes[std::size_t(one)].thumbnails;
            const std::size_t which = many ? 0 : std::size_t(row);
            const QRect box(column * side(), row * side(), side() - 1, side() - 1);
            if (which < pictures.size())
                painter.drawImage(box, pictures[which]);
            else
                painter.fillRect(box, look().colour("well"));
        }
}

bool TrainThumbnails::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_summary)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int classes = int(m_summary->classes.size()), column = help->pos().x() / std::max(1, side()),
              row = help->pos().y() / std::max(1, side());
    const int one = classes > thumbnailColumns ? row * thumbnailColumns + column : column;
    if (column < thumbnailColumns && one < classes) {
        const DataClass& shown = m_summary->classes[std::size_t(one)];
        QToolTip::showText(help->globalPos(),
            tr("%1: %2 to learn from, %3 to be judged on")
                .arg(shown.name, countText(shown.training), countText(shown.validation)),
            this);
    }
    return true;
}
