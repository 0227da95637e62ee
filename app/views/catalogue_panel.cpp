#include "app/views/catalogue_panel.h"

#include "app/models/catalogue_model.h"
#include "app/models/network_facts.h"
#include "app/models/number_text.h"
#include "app/widgets/data_table.h"
#include "app/widgets/facts_list.h"
#include "app/widgets/lengths.h"
#include "app/widgets/panel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

CataloguePanel::CataloguePanel(const Surroundings& surroundings, QWidget* parent)
    : QWidget(parent)
    , m_session(surroundings.session)
    , m_catalogue(surroundings.session)
    , m_model(new CatalogueModel(this))
    , m_table(new DataTable(m_model, tr("Networks"), CatalogueModel::Licence))
    , m_details(new Panel(tr("Network")))
    , m_facts(new FactsList)
    , m_recipe(new FactsList)
    , m_problem(new QLabel)
    , m_received(new QLabel)
    , m_progress(new QProgressBar)
    , m_open(new QPushButton(tr("Open")))
    , m_file(new QPushButton(tr("Weights from a file…")))
    , m_random(new QPushButton(tr("Random weights, seed")))
    , m_seed(new QSpinBox)
    , m_download(new QPushButton(tr("Download")))
    , m_cancel(new QPushButton(tr("Cancel the download")))
    , m_preprocess(new QComboBox)
{
    auto* list = new Panel(tr("Networks"));
    list->setCaption(
        tr("nothing is fetched before you press Download; everything else works without a connection"));
    list->setFileName("networks");
    auto* anyFile = new QPushButton(tr("Open a weight file…"));
    list->addControl(anyFile);
    list->addContent(m_table, 1);
    auto* facts = new QWidget;
    auto* columns = new QHBoxLayout(facts);
    columns->setContentsMargins(0, 0, 0, 0);
    keepSpacing(columns, 32);
    columns->addWidget(m_facts, 3, Qt::AlignTop);
    columns->addWidget(m_recipe, 2, Qt::AlignTop);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->addContent(facts, 1);
    m_details->addContent(m_problem);
    m_details->setFoot(actions());
    m_details->setFileName("network");
    m_details->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    column->addWidget(list, 1);
    column->addWidget(m_details);
    connect(anyFile, &QPushButton::clicked, this, [this] { openFile({}); });
    connectCatalogue();
}

QWidget* CataloguePanel::actions()
{
    m_open->setProperty("primary", true);
    m_seed->setRange(0, 999'999);
    m_seed->setValue(1);
    m_seed->setAccessibleName(tr("Seed of the random weights"));
    m_preprocess->setAccessibleName(tr("How pictures are prepared for weights from a file"));
    m_preprocess->setToolTip(
        tr("How pictures are prepared for a file that does not say so itself, as ONNX files"));
    m_preprocess->addItem(tr("pictures as the file says"), QString());
    m_preprocess->addItem(tr("pictures as in torchvision"), QString("torchvision"));
    m_preprocess->addItem(tr("pictures as in Caffe"), QString("caffe"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress of the download"));
    m_received->setObjectName("number");
    for (QWidget* seldom :
        std::initializer_list<QWidget*> {m_progress, m_received, m_cancel, m_download, m_file})
        seldom->hide();
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    keepSpacing(line, 8);
    line->addWidget(m_open);
    line->addWidget(m_download);
    line->addWidget(m_progress, 1);
    line->addWidget(m_received);
    line->addWidget(m_cancel);
    line->addWidget(m_file);
    line->addWidget(m_preprocess);
    line->addStretch();
    line->addWidget(m_random);
    line->addWidget(m_seed);
    connect(m_open, &QPushButton::clicked, this, &CataloguePanel::open);
    connect(m_random, &QPushButton::clicked, this, &CataloguePanel::openRandom);
    connect(
        m_file, &QPushButton::clicked, this, [this] { openFile(offer() ? offer()->network : QString()); });
    connect(m_download, &QPushButton::clicked, this,
        [this] { m_catalogue.download(offer() ? offer()->name : QString()); });
    connect(m_cancel, &QPushButton::clicked, &m_catalogue, &Catalogue::cancel);
    return row;
}

void CataloguePanel::connectCatalogue()
{
    connect(&m_catalogue, &Catalogue::changed, this, &CataloguePanel::showOffers);
    connect(&m_catalogue, &Catalogue::failed, m_problem, &QLabel::setText);
    connect(&m_catalogue, &Catalogue::progressed, this, &CataloguePanel::showProgress);
    connect(&m_catalogue, &Catalogue::downloaded, this,
        [this](const QString& name) { m_model->setProblem(name, {}); });
    connect(&m_catalogue, &Catalogue::downloadFailed, m_model, &CatalogueModel::setProblem);
    connect(&m_catalogue, &Catalogue::downloadStopped, this,
        [this](const QString& name) { m_model->setProblem(name, {}); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &CataloguePanel::showDetails);
    connect(m_table, &DataTable::rowChosen, this, &CataloguePanel::showDetails);
    connect(m_table, &QTableView::activated, this, [this] {
        if (m_open->isVisible())
            open();
    });
    connect(&m_session, &Session::networkChanged, this, [this] {
        m_model->setNetwork(m_session.network());
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (m_model->isInUse(row))
                m_table->setCurrentRow(row);
        showDetails();
    });
    m_model->setNetwork(m_session.network());
    m_catalogue.read();
    showDetails();
}

const NetworkOffer* CataloguePanel::offer() const { return m_model->offerAt(m_table->currentRow()); }

void CataloguePanel::showOffers()
{
    const bool first = m_model->rowCount() == 0;
    if (!m_catalogue.offers().empty())
        m_model->setOffers(m_catalogue.offers());
    m_model->setProgress(m_catalogue.downloading(), 0, 0);
    for (int row = 0; first && row < m_model->rowCount(); ++row)
        if (m_model->isInUse(row))
            m_table->setCurrentRow(row);
    if (m_table->currentRow() < 0)
        m_table->setCurrentRow(0);
    showDetails();
}

void CataloguePanel::showProgress(const QString& name, qint64 received, qint64 total)
{
    if (name != m_catalogue.downloading())
        return;
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    m_progress->setValue(total > 0 ? int(1000 * received / total) : 0);
    m_received->setText(
        total > 0 ? tr("%1 of %2").arg(byteText(received), byteText(total)) : byteText(received));
    m_model->setProgress(name, received, total);
}

void CataloguePanel::showDetails()
{
    const NetworkOffer* shown = offer();
    m_details->setVisible(shown != nullptr);
    if (!shown)
        return;
    const bool published = shown->kind == NetworkOffer::Kind::Download;
    const bool loading = published && m_catalogue.downloading() == shown->name;
    m_details->setTitle(shown->name);
    m_details->setCaption(shown->title);
    m_facts->setFacts(offerFacts(*shown));
    m_recipe->setFacts(recipeFacts(shown->recipe));
    const QString problem = m_model->problemAt(m_table->currentRow());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_open->setVisible(shown->kind == NetworkOffer::Kind::BuiltIn || (published && shown->there));
    m_download->setVisible(published && !shown->there && !loading);
    m_download->setText(
        m_model->problemAt(m_table->currentRow()).isEmpty() ? tr("Download") : tr("Try again"));
    m_download->setProperty("primary", true);
    m_download->setEnabled(m_catalogue.downloading().isEmpty());
    m_progress->setVisible(loading);
    m_received->setVisible(loading);
    m_cancel->setVisible(loading);
    m_file->setVisible(!published);
    m_preprocess->setVisible(!loading);
    const bool canBeRandom = !loading && !shown->network.isEmpty();
    m_random->setVisible(canBeRandom);
    m_seed->setVisible(canBeRandom);
}

QString CataloguePanel::preprocess() const { return m_preprocess->currentData().toString(); }

void CataloguePanel::open()
{
    const NetworkOffer* chosen = offer();
    if (!chosen)
        return;
    NetworkChoice choice;
    choice.model = chosen->network;
    if (chosen->kind == NetworkOffer::Kind::Download) {
        choice.weights = chosen->file;
        choice.preprocess = preprocess();
    }
    m_session.openNetwork(choice);
}

void CataloguePanel::openRandom()
{
    const NetworkOffer* chosen = offer();
    if (!chosen)
        return;
    NetworkChoice choice;
    choice.model = chosen->network;
    choice.random = true;
    choice.seed = quint64(m_seed->value());
    m_session.openNetwork(choice);
}

void CataloguePanel::openFile(const QString& network)
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a weight file"), {},
        tr("Weights (*.safetensors *.pth *.pt *.onnx *.caffemodel);;All files (*)"), nullptr,
        QFileDialog::DontUseNativeDialog);
    if (file.isEmpty())
        return;
    NetworkChoice choice;
    choice.model = network;
    choice.weights = file;
    choice.preprocess = preprocess();
    m_session.openNetwork(choice);
}
