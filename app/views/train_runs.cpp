#include "app/views/train_runs.h"

#include "app/models/number_text.h"
#include "app/widgets/curve_chart_key.h"
#include "app/widgets/data_table.h"
#include "app/widgets/icon.h"
#include "app/widgets/look.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

namespace {

/// The letter in the colour of its run, with a piece of its line below.
class RunLetterDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, look().colour("accentQuiet"));
        painter->setFont(look().font(Look::Type::Number));
        const int letter = index.data(RunTableModel::letterRole).toInt();
        painter->setPen(look().colour(runColour(letter)));
        const QRect words = option.rect.adjusted(look().px(8), 0, 0, -look().px(6));
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        painter->setPen(runPen(letter));
        const int y = option.rect.bottom() - look().px(6);
        painter->drawLine(words.left(), y, words.left() + look().px(24), y);
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {look().px(44), QFontMetrics(look().font(Look::Type::Number)).height() + look().px(16)};
    }
};

}

TrainRuns::TrainRuns(QWidget* parent)
    : Panel(tr("Runs"), parent)
    , m_model(new RunTableModel(this))
    , m_table(new DataTable(m_model, tr("Runs; the chosen one is judged below"), RunTableModel::Name))
    , m_remove(iconButton("trash", tr("Take the chosen run off the list (its files stay)")))
    , m_resume(iconButton("play", tr("Go on with the chosen run; of twins with both")))
    , m_words(new QLabel)
{
    setFileName("runs");
    auto* open = iconButton("folder", tr("Open a run, or event files of another program"));
    auto* menu = new QMenu(open);
    menu->addAction(tr("A folder: a run, or event files in it…"), this, &TrainRuns::askForRun);
    menu->addAction(tr("One event file…"), this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Open an event file"), {},
            tr("Event files (*tfevents*);;All files (*)"), nullptr, QFileDialog::DontUseNativeDialog);
        if (!file.isEmpty())
            emit openWanted(file);
    });
    open->setMenu(menu);
    open->setPopupMode(QToolButton::InstantPopup);
    for (QToolButton* button : {open, m_resume, m_remove}) {
        button->setFocusPolicy(Qt::StrongFocus);
        addControl(button);
    }
    m_table->setItemDelegateForColumn(RunTableModel::Letter, new RunLetterDelegate(m_table));
    m_words->setObjectName("caption");
    m_words->setWordWrap(true);
    addContent(m_table, 1);
    addContent(m_words);
    setNumbers([this] { return PanelNumbers {{}, {}, curvesCsv(m_model->runs())}; });
    connect(m_table, &DataTable::rowChosen, this, [this](int row) {
        showChosen();
        emit chosen(row);
    });
    connect(m_remove, &QToolButton::clicked, this, [this] { emit removeWanted(current()); });
    connect(m_resume, &QToolButton::clicked, this, [this] { emit resumeWanted(current()); });
    showChosen();
}

void TrainRuns::askForRun()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("A run, or a folder with event files"),
        {}, QFileDialog::ShowDirsOnly | QFileDialog::DontUseNativeDialog);
    if (!folder.isEmpty())
        emit openWanted(folder);
}

int TrainRuns::current() const { return m_table->currentRow(); }

void TrainRuns::setRuns(std::vector<RunCurvesPointer> runs, int current)
{
    m_model->setRuns(std::move(runs));
    if (m_table->currentRow() != current)
        m_table->setCurrentRow(current);
    setCaption(m_model->runs().empty() ? tr("none is open") : tr("%1 compared").arg(m_model->runs().size()));
    showChosen();
}

/// The last value also stands at the end of the line: where there is little room, names come first.
void TrainRuns::fitColumns() { m_table->setColumnHidden(RunTableModel::Last, width() < look().px(440)); }

void TrainRuns::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    fitColumns();
}

void TrainRuns::changeEvent(QEvent* event)
{
    Panel::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fitColumns();
}

/// The last part of a path says little where it is only the half to learn from.
static QString dataName(const QString& dataset)
{
    const QString last = dataset.section('/', -1, -1, QString::SectionSkipEmpty);
    const QString before = dataset.section('/', -2, -2, QString::SectionSkipEmpty);
    return last == "train" && !before.isEmpty() ? before : last;
}

/// Where the chosen run comes from, and what is wrong with it.
void TrainRuns::showChosen()
{
    const int row = current();
    const bool some = row >= 0 && row < int(m_model->runs().size());
    m_remove->setEnabled(some);
    m_resume->setEnabled(some && m_model->runs()[std::size_t(row)]->source == RunCurves::Source::Run);
    if (!some)
        return m_words->setText(
            tr("Open a run, or the event files of another program: they are followed while they grow."));
    const RunCurves& run = *m_model->runs()[std::size_t(row)];
    QStringList words;
    if (!run.network.isEmpty())
        words += run.network;
    if (!run.dataset.isEmpty())
        words += dataName(run.dataset);
    words += run.source == RunCurves::Source::Run
        ? tr("%1 mini-batches").arg(countText(qint64(run.lastStep())))
        : tr("event files, %1 steps").arg(countText(qint64(run.lastStep())));
    if (!run.problem.isEmpty())
        words += run.problem;
    m_words->setText(words.join(QString::fromUtf8(" · ")));
    m_words->setToolTip(run.path);
}
