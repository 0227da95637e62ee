#include "app/views/batch_view.h"

#include "app/session/save_later.h"
#include "app/views/batch_delegate.h"
#include "app/views/batch_summary.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"
#include "app/widgets/segmented.h"
#include "app/widgets/whole_rows.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

#include <cmath>

BatchView::BatchView(const Surroundings& surroundings, QWidget* parent)
    : View(surroundings, parent)
    , m_batch(surroundings.session)
    , m_model(m_batch)
    , m_panel(new Panel({}))
    , m_cancel(new QPushButton(icon("close"), tr("Cancel")))
    , m_csv(new QPushButton(icon("save"), tr("Save CSV…")))
    , m_progress(new QProgressBar)
    , m_by(new Segmented(tr("Order"), {tr("File"), tr("First answer"), tr("Least sure")}))
    , m_words(new QLineEdit)
    , m_table(new QTableView)
    , m_delegate(new BatchDelegate(m_table))
    , m_summary(new BatchSummary(m_batch))
{
    m_order.setSourceModel(&m_model);
    build();
    // Counting and the line of the head are brought up to date a few times a second, not with every row.
    m_refresh.setInterval(250);
    connect(&m_refresh, &QTimer::timeout, this, &BatchView::showProgress);
    connect(&m_batch, &Batch::restarted, this, &BatchView::showProgress);
    connect(&m_batch, &Batch::stateChanged, this, &BatchView::showProgress);
    connect(&m_batch, &Batch::rowChanged, this, &BatchView::showProgress);
    connect(&m_batch, &Batch::stateChanged, this, &BatchView::chooseFirst);
    connect(&m_batch, &Batch::failed, this, &BatchView::failed);
    showProgress();
}

void BatchView::build()
{
    m_cancel->setToolTip(tr("Stops, and keeps what is done (Esc)"));
    m_csv->setToolTip(tr("Save the table: five answers per picture"));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Pictures answered"));
    m_panel->addControl(m_cancel);
    m_panel->addControl(m_csv);
    m_panel->setFileName("folder");
    m_panel->addContent(m_progress);
    m_panel->addContent(buildControls());
    buildTable();
    m_panel->addContent(new WholeRows(m_table), 1);
    auto* keys = new QLabel(tr("Enter opens the picture"));
    keys->setObjectName("caption");
    m_panel->setFoot(keys);
    m_panel->setNumbers([this] {
        PanelNumbers numbers;
        if (m_batch.network())
            numbers.csv = batchCsv(m_batch.rows(), *m_batch.network());
        return numbers;
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    row->addWidget(m_panel, 1);
    row->addWidget(m_summary);
    connect(m_cancel, &QPushButton::clicked, &m_batch, &Batch::cancel);
    connect(m_csv, &QPushButton::clicked, this, &BatchView::askWhereToSave);
    connect(m_summary, &BatchSummary::rowChosen, this, &BatchView::goToRow);
}

QWidget* BatchView::buildControls()
{
    auto* controls = new QWidget;
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    m_words->setPlaceholderText(tr("Filter files and answers"));
    m_words->setAccessibleName(tr("Filter files and answers"));
    m_words->setClearButtonEnabled(true);
    row->addWidget(m_by);
    row->addStretch();
    row->addWidget(m_words);
    connect(m_by, &Segmented::chosen, this, [this](int by) { m_order.orderBy(BatchOrder::By(by)); });
    connect(m_words, &QLineEdit::textChanged, &m_order, &BatchOrder::setWords);
    return controls;
}

void BatchView::buildTable()
{
    m_table->setModel(&m_order);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Answers of the folder; Enter opens a row in Explore"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setTextElideMode(Qt::ElideRight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_table, &QTableView::activated, this, &BatchView::openRow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BatchView::showRow);
}

/// Words share what the numbers leave.
void BatchView::fitColumns()
{
    const QFontMetrics number(look().font(Look::Type::Number));
    const int share = BatchDelegate::shareWidth();
    const bool both = m_table->viewport()->width() >= look().px(540); // otherwise the second answer gives way
    const int words
        = QFontMetrics(look().font(Look::Type::Label)).horizontalAdvance(tr("Spread, bits")) + look().px(20);
    const int spread = std::max(number.horizontalAdvance("00.00") + look().px(both ? 64 : 16), words);
    const int room = std::max(0, m_table->viewport()->width() - (both ? 2 : 1) * share - spread);
    m_table->setColumnHidden(BatchModel::Second, !both);
    m_table->setColumnHidden(BatchModel::SecondShare, !both);
    m_table->setColumnWidth(BatchModel::File, both ? room * 46 / 100 : room * 52 / 100);
    m_table->setColumnWidth(BatchModel::First, both ? room * 29 / 100 : room * 48 / 100);
    m_table->setColumnWidth(BatchModel::FirstShare, share);
    m_table->setColumnWidth(BatchModel::Second, room * 25 / 100);
    m_table->setColumnWidth(BatchModel::SecondShare, share);
    m_table->setColumnWidth(BatchModel::Spread, spread);
    m_table->verticalHeader()->setDefaultSectionSize(
        std::max(look().px(44), QFontMetrics(look().font(Look::Type::Body)).height() + 8));
    m_summary->setVisible(width() >= look().px(760)); // the table comes first
    keepWidth(m_summary, 256);
    for (QPushButton* button : {m_cancel, m_csv})
        keepIconSide(button, 16);
}

void BatchView::resizeEvent(QResizeEvent* event)
{
    fitColumns();
    View::resizeEvent(event);
    QTimer::singleShot(0, this, &BatchView::fitColumns); // the table has its new size by then
}

void BatchView::changeEvent(QEvent* event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fitColumns();
}

QString BatchView::progressWords() const
{
    const int done = int(m_batch.rows().size()), total = m_batch.total();
    const QString speed
        = tr("%1/s").arg(QLocale().toString(m_batch.perSecond(), 'f', m_batch.perSecond() < 10 ? 1 : 0));
    QString words;
    if (m_batch.isRunning() && total == 0)
        words = tr("looking for pictures");
    else if (m_batch.isRunning())
        words = tr("%1 of %2 pictures · %3 · %4 s left")
                    .arg(QString::number(done), QString::number(total), speed,
                        done == 0 ? QString("…")
                                  : QLocale().toString(std::ceil(m_batch.secondsLeft()), 'f', 0));
    else if (m_batch.isCancelled())
        words = tr("cancelled after %1 of %2 pictures").arg(done).arg(total);
    else
        words = tr("%1 pictures, done · %2").arg(done).arg(speed);
    return m_session.alterations().isEmpty() ? words : words + tr(" · with what is switched off");
}

void BatchView::showProgress()
{
    const bool running = m_batch.isRunning();
    const int done = int(m_batch.rows().size()), total = m_batch.total();
    const QFontMetrics title(look().font(Look::Type::Panel));
    m_panel->setTitle(
        title.elidedText(QFileInfo(m_batch.folder()).fileName(), Qt::ElideMiddle, look().px(240)));
    m_panel->setCaption(isEmpty() ? tr("Drop a folder of pictures on the window") : progressWords());
    m_progress->setRange(0, running && total == 0 ? 0 : std::max(total, 1));
    m_progress->setValue(done);
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    m_csv->setEnabled(!running && done > 0);
    running ? m_refresh.start() : m_refresh.stop();
    if (m_batch.network())
        m_delegate->setMostBits(std::log2(std::max<double>(2, double(m_batch.network()->labels.size()))));
    m_summary->refresh();
    fitColumns();
}

/// At the end the first row is chosen, unless somebody has chosen one before.
void BatchView::chooseFirst()
{
    if (m_batch.isRunning() || m_order.rowCount() == 0)
        return;
    if (!m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_order.index(0, 0));
    else
        showRow(m_table->currentIndex());
}

/// The picture column shows the row that is chosen, while one looks at the table.
void BatchView::showRow(const QModelIndex& row)
{
    if (!row.isValid() || !isVisible() || m_batch.isRunning())
        return;
    const BatchRow& of = m_model.row(m_order.mapToSource(row).row());
    if (of.problem.isEmpty() && m_session.source().path != of.path)
        m_session.openPicture({.path = of.path, .bytes = {}, .name = {}});
}

void BatchView::openRow(const QModelIndex& row)
{
    const BatchRow& of = m_model.row(m_order.mapToSource(row).row());
    if (of.problem.isEmpty())
        emit openRequested(of.path);
    else
        emit failed(of.problem);
}

void BatchView::goToRow(int row)
{
    m_words->clear();
    m_table->setCurrentIndex(m_order.mapFromSource(m_model.index(row, 0)));
    m_table->setFocus();
}

void BatchView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_batch.isRunning())
        return m_batch.cancel();
    View::keyPressEvent(event);
}

void BatchView::askWhereToSave()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the table"), QFileInfo(m_batch.folder()).fileName() + ".csv", tr("Tables (*.csv)"));
    if (!file.isEmpty())
        saveCsv(QFileInfo(file).suffix().isEmpty() ? file + ".csv" : file);
}

void BatchView::saveCsv(const QString& name)
{
    saveLater([name, rows = m_batch.rows(),
                  network = m_batch.network()] { writeWhole(name, batchCsv(rows, *network).toUtf8()); },
        this,
        [this, name](
            const QString& problem) { problem.isEmpty() ? emit saved(name) : emit failed(problem + '.'); });
}

QString BatchView::help() const
{
    return tr("### A folder of pictures\n\n"
              "Every picture in the folder and below it is answered by the open network, in the order of the "
              "files. A file "
              "that cannot be read keeps its place with the reason; the others are not affected.\n\n"
              "The picture of the chosen row stands at the left; **Enter** or a double click opens it in "
              "Explore. **Esc** cancels and keeps what is done. "
              "The table can be "
              "ordered, filtered, and saved as CSV with five answers per picture. `alexscope classify FOLDER "
              "--csv` does the "
              "same from the command line.");
}
