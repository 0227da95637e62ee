#include "app/views/batch_summary.h"

#include "app/views/unsure_delegate.h"
#include "app/widgets/count_bars.h"
#include "app/widgets/lengths.h"
#include "app/widgets/panel.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QUrl>

#include <algorithm>
#include <map>

BatchSummary::BatchSummary(Batch& batch, QWidget* parent)
    : QWidget(parent)
    , m_batch(batch)
    , m_answers(new Panel(tr("Answers")))
    , m_counts(new CountBars)
    , m_unsure(new Panel(tr("Least sure")))
    , m_list(new QListWidget)
    , m_problems(new Panel({}))
    , m_file(new QLabel)
    , m_reason(new QLabel)
    , m_show(new QPushButton(tr("Show file")))
    , m_again(new QPushButton(tr("Read again")))
{
    m_counts->setAccessibleName(tr("How often each class is the first answer"));
    m_answers->addContent(m_counts);
    m_answers->setFileName("folder-answers");
    m_unsure->setCaption(tr("bits"));
    m_unsure->setFileName("folder-least-sure");
    m_list->setAccessibleName(tr("The least sure pictures; Enter shows one in the table"));
    m_list->setFrameShape(QFrame::NoFrame);
    keepIconSide(m_list, 36);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new UnsureDelegate(m_list));
    m_unsure->addContent(m_list, 1);
    m_file->setObjectName("strong");
    m_file->setWordWrap(true);
    m_reason->setObjectName("secondary");
    m_reason->setWordWrap(true);
    m_problems->setFileName("folder-problems");
    m_problems->addContent(m_file);
    m_problems->addContent(m_reason);
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_show);
    row->addWidget(m_again);
    row->addStretch();
    m_problems->addContent(buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    column->addWidget(m_answers);
    column->addWidget(m_unsure, 1);
    column->addWidget(m_problems);
    connect(m_list, &QListWidget::itemActivated, this,
        [this](QListWidgetItem* item) { emit rowChosen(item->data(Qt::UserRole).toInt()); });
    connect(m_list, &QListWidget::itemClicked, this,
        [this](QListWidgetItem* item) { emit rowChosen(item->data(Qt::UserRole).toInt()); });
    connect(m_show, &QPushButton::clicked, this, [this] {
        const QString folder = QFileInfo(m_batch.rows()[std::size_t(m_bad)].path).absolutePath();
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });
    connect(m_again, &QPushButton::clicked, this, [this] { m_batch.readAgain(m_bad); });
    refresh();
}

void BatchSummary::refresh()
{
    showAnswers();
    showLeastSure();
    showProblems();
}

void BatchSummary::showAnswers()
{
    std::map<int, int> counts;
    int read = 0;
    for (const BatchRow& row : m_batch.rows())
        if (!row.best.empty()) {
            ++counts[row.best[0].index];
            ++read;
        }
    std::vector<CountBars::Row> rows;
    for (const auto& [index, count] : counts)
        rows.push_back({m_batch.network()->labels.value(index), count});
    std::stable_sort(
        rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
    m_counts->setRows(std::move(rows), tr("other, %1 classes"));
    m_answers->setCaption(tr("%1 read").arg(read));
}

void BatchSummary::showLeastSure()
{
    constexpr std::size_t shown = 12;
    std::vector<int> order;
    const auto spread = [this](int row) { return m_batch.rows()[std::size_t(row)].spread; };
    for (int i = 0; i < int(m_batch.rows().size()); ++i)
        if (!m_batch.rows()[std::size_t(i)].best.empty())
            order.push_back(i);
    const auto end = order.begin() + std::ptrdiff_t(std::min(shown, order.size()));
    std::partial_sort(order.begin(), end, order.end(),
        [&](int a, int b) { return std::pair(-spread(a), a) < std::pair(-spread(b), b); });
    m_list->clear();
    for (auto row = order.begin(); row != end; ++row) {
        const BatchRow& of = m_batch.rows()[std::size_t(*row)];
        auto* item = new QListWidgetItem(QIcon(QPixmap::fromImage(of.small)), QFileInfo(of.name).fileName());
        const QString bits = QLocale().toString(of.spread, 'f', 2);
        item->setData(UnsureDelegate::bitsRole, bits);
        item->setData(Qt::AccessibleTextRole, tr("%1, %2 bits").arg(item->text(), bits));
        item->setToolTip(of.name);
        item->setData(Qt::UserRole, *row);
        m_list->addItem(item);
    }
}

void BatchSummary::showProblems()
{
    const auto& rows = m_batch.rows();
    const auto bad
        = std::find_if(rows.begin(), rows.end(), [](const BatchRow& row) { return !row.problem.isEmpty(); });
    m_problems->setVisible(bad != rows.end());
    if (bad == rows.end())
        return;
    m_bad = int(bad - rows.begin());
    const int failures = m_batch.failures();
    m_problems->setTitle(
        failures == 1 ? tr("1 file was not read") : tr("%1 files were not read").arg(failures));
    m_file->setText(bad->name);
    m_reason->setText(bad->problem + tr(". The other pictures are not affected."));
}
