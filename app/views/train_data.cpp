#include "app/views/train_data.h"

#include "app/models/number_text.h"
#include "app/models/rows_model.h"
#include "app/widgets/data_table.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>

TrainDataDialog::TrainDataDialog(QWidget* parent)
    : QDialog(parent)
    , m_classes(new RowsModel({tr("Class"), tr("To learn from"), tr("To be judged on")}, 1, this))
    , m_bad(new RowsModel({tr("File"), tr("Why it is left out")}, 2, this))
    , m_badTitle(new QLabel)
    , m_badTable(new DataTable(m_bad, tr("Files that were left out"), 1))
{
    setWindowTitle(tr("Training data"));
    auto* column = new QVBoxLayout(this);
    auto* title = new QLabel(tr("Classes"));
    title->setObjectName("strong");
    m_badTitle->setObjectName("strong");
    column->addWidget(title);
    column->addWidget(new DataTable(m_classes, tr("Classes of the training data"), 0), 3);
    column->addWidget(m_badTitle);
    column->addWidget(m_badTable, 2);
    m_badTable->setWordWrap(true); // a reason is a sentence
    m_badTable->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    resize(look().px(720), look().px(520));
}

/// Of a reason what its first column has not said: "is empty: get a fresh copy of it".
static QString reasonAlone(const BadFile& file)
{
    QString reason = file.reason;
    if (reason.startsWith(file.file))
        reason = reason.mid(file.file.size()).trimmed();
    return reason.startsWith(':') ? reason.mid(1).trimmed() : reason;
}

void TrainDataDialog::setSummary(const DataSummary& summary)
{
    std::vector<QStringList> classes, bad;
    const QString folder = summary.dataset + '/';
    for (const DataClass& one : summary.classes)
        classes.push_back({one.name, countText(one.training), countText(one.validation)});
    for (const BadFile& file : summary.badFiles)
        bad.push_back(
            {file.file.startsWith(folder) ? file.file.mid(folder.size()) : file.file, reasonAlone(file)});
    m_badTitle->setText(bad.empty() ? tr("No bad files")
            : bad.size() == 1       ? tr("1 bad file, left out")
                                    : tr("%1 bad files, left out").arg(bad.size()));
    m_badTable->setVisible(!bad.empty());
    m_classes->setRows(std::move(classes));
    m_bad->setRows(std::move(bad));
}

TrainData::TrainData(QWidget* parent)
    : QWidget(parent)
    , m_sets(new QComboBox)
    , m_thumbnails(new TrainThumbnails)
    , m_pictures(new QLabel)
    , m_counts(new QLabel)
    , m_more(new QToolButton)
    , m_dialog(new TrainDataDialog(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 6);
    m_sets->setAccessibleName(tr("Training data"));
    m_sets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sets->setMinimumContentsLength(8);
    for (QLabel* label : {m_pictures, m_counts}) {
        label->setObjectName("caption");
        label->setWordWrap(true);
    }
    m_pictures->hide();
    m_more->setObjectName("link");
    m_more->setText(tr("Details…"));
    m_more->setToolTip(tr("Counts of every class, and the files that were left out"));
    m_more->setFocusPolicy(Qt::StrongFocus);
    column->addWidget(m_sets);
    column->addWidget(m_thumbnails);
    auto* row = new QHBoxLayout;
    row->addWidget(m_counts, 1);
    row->addWidget(m_more, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_pictures);
    words->addLayout(row);
    column->addLayout(words);
    connect(m_sets, &QComboBox::activated, this, &TrainData::pick);
    connect(m_more, &QToolButton::clicked, m_dialog, &QDialog::show);
    connect(&m_reader, &DataReader::knownChanged, this, &TrainData::list);
    connect(&m_reader, &DataReader::summaryChanged, this, &TrainData::show);
    connect(&m_reader, &DataReader::finished, this, &TrainData::show);
    connect(&m_reader, &DataReader::failed, this, [this](const QString& sentence) {
        showNothing(sentence);
        m_thumbnails->hide();
        emit failed(sentence);
    });
    list();
}

void TrainData::findKnown() { m_reader.findKnown(); }

/// Known sets, those that are not here greyed with the way to get them, the folder in use, and a door to another one.
void TrainData::list()
{
    m_sets->clear();
    auto* model = static_cast<QStandardItemModel*>(m_sets->model());
    for (const KnownData& set : m_reader.known()) {
        m_sets->addItem(set.title, set.dataset);
        m_sets->setItemData(m_sets->count() - 1, set.note, Qt::ToolTipRole);
        if (set.present)
            continue;
        m_sets->setItemText(m_sets->count() - 1, tr("%1 (not here)").arg(set.title));
        model->item(m_sets->count() - 1)->setEnabled(false);
    }
    int current = m_sets->findData(m_dataset);
    if (current < 0 && !m_dataset.isEmpty()) {
        m_sets->addItem(
            m_dataset == "synthetic" ? tr("Synthetic shapes") : QFileInfo(m_dataset).fileName(), m_dataset);
        current = m_sets->count() - 1;
        m_sets->setItemData(current, m_dataset, Qt::ToolTipRole);
    }
    m_sets->addItem(icon("folder"), tr("A folder of pictures…"));
    m_sets->setCurrentIndex(current);
}

void TrainData::pick(int item)
{
    const QString dataset = m_sets->itemData(item).toString();
    if (!dataset.isEmpty()) {
        choose(dataset);
        return emit chosen(dataset);
    }
    const QString folder
        = QFileDialog::getExistingDirectory(this, tr("A folder with a folder of pictures per class"), {},
            QFileDialog::ShowDirsOnly | QFileDialog::DontUseNativeDialog);
    if (!folder.isEmpty())
        choose(folder);
    list();
    if (!folder.isEmpty())
        emit chosen(folder);
}

void TrainData::choose(const QString& dataset)
{
    if (dataset == m_dataset)
        return;
    m_dataset = dataset;
    list();
    showNothing(tr("Reading…"));
    m_reader.open(dataset);
}

void TrainData::setLocked(bool locked) { m_sets->setEnabled(!locked); }

void TrainData::show()
{
    const DataSummaryPointer& summary = m_reader.summary();
    if (!summary)
        return;
    const QString bad = summary->badFiles.empty() ? (summary->complete ? tr("no bad files") : tr("checking…"))
        : summary->badFiles.size() == 1           ? tr("1 bad file")
                                                  : tr("%1 bad files").arg(summary->badFiles.size());
    m_pictures->setText(tr("%1 to learn from, %2 to be judged on")
                            .arg(countText(summary->training), countText(summary->validationPictures)));
    m_pictures->show();
    m_more->show();
    m_counts->setText(tr("%1 classes · %2").arg(summary->classes.size()).arg(bad));
    m_thumbnails->show();
    m_thumbnails->setSummary(summary);
    m_dialog->setSummary(*summary);
}

/// While it is read, or where it cannot be: nothing of the set before stays.
void TrainData::showNothing(const QString& sentence)
{
    m_pictures->hide();
    m_more->hide();
    m_thumbnails->setSummary(nullptr);
    m_counts->setText(sentence);
}
