#include "app/views/train_setup.h"

#include "app/views/train_augmentation.h"
#include "app/views/train_data.h"
#include "app/views/train_parameters.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/room.h"
#include "app/widgets/segmented.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

TrainSetup::TrainSetup(QWidget* parent)
    : Panel(tr("Set-up"), parent)
    , m_networks(trainableNetworks())
    , m_data(new TrainData)
    , m_network(new QComboBox)
    , m_method(new Segmented(tr("Method"), {tr("Scratch"), tr("Features"), tr("Transfer")}))
    , m_methodWords(new QLabel)
    , m_weights(new QPushButton)
    , m_parameters(new TrainParameters)
    , m_augmentation(new TrainAugmentation)
{
    setFileName("training-set-up");
    build();
    setNumbers([this] { return PanelNumbers {{}, {}, m_parameters->csv()}; });
    for (const TrainableNetwork& network : m_networks) {
        m_network->addItem(network.name);
        m_network->setItemData(m_network->count() - 1, network.title, Qt::ToolTipRole);
    }
    connect(m_data, &TrainData::chosen, this, [this](const QString& dataset) {
        m_plan.dataset = dataset;
        m_plan.validation.clear();
        emit changed();
    });
    connect(m_data, &TrainData::failed, this, &TrainSetup::failed);
    connect(m_network, &QComboBox::activated, this, &TrainSetup::useNetwork);
    connect(m_method, &Segmented::chosen, this, [this](int method) {
        m_plan.method = TrainingMethod(method);
        showMethod();
        emit changed();
    });
    connect(m_weights, &QPushButton::clicked, this, &TrainSetup::askForWeights);
    connect(m_parameters, &TrainParameters::changed, this, &TrainSetup::changed);
    connect(m_parameters, &TrainParameters::rateChanged, this, [this](double rate) {
        if (m_locked)
            emit rateChanged(rate);
    });
    connect(m_augmentation, &TrainAugmentation::changed, this, &TrainSetup::changed);
    connect(m_augmentation, &TrainAugmentation::previewWanted, this,
        [this](int picture) { m_data->reader().preview(plan(), picture, TrainAugmentation::variants); });
    connect(&m_data->reader(), &DataReader::previewReady, m_augmentation, &TrainAugmentation::setPreview);
    m_plan = planFor(m_networks.front().name);
    m_parameters->setPlan(m_plan);
    m_augmentation->setChoice(m_plan.augmentation);
    showMethod();
}

void TrainSetup::begin()
{
    m_data->findKnown();
    m_data->choose(m_plan.dataset);
}

void TrainSetup::build()
{
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    keepMargins(column, 0, 0, 8, 0);
    keepSpacing(column, 6);
    const auto heading = [column](const QString& words) {
        auto* label = new QLabel(words);
        label->setObjectName("secondary");
        column->addWidget(label);
    };
    m_network->setAccessibleName(tr("Network"));
    m_network->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_network->setMinimumContentsLength(8);
    m_methodWords->setObjectName("caption");
    m_methodWords->setWordWrap(true);
    m_weights->setToolTip(tr("The file of trained weights that the run starts from"));
    heading(tr("Data"));
    column->addWidget(m_data);
    heading(tr("Network"));
    column->addWidget(m_network);
    heading(tr("Method"));
    column->addWidget(m_method);
    column->addWidget(m_methodWords);
    column->addWidget(m_weights);
    column->addWidget(m_parameters);
    auto* line = new QFrame;
    line->setObjectName("separator");
    line->setFixedHeight(1);
    column->addWidget(line);
    column->addWidget(m_augmentation);
    column->addStretch();
    QScrollArea* area = scrolling(inside);
    addContent(area, 1);
}

TrainingPlan TrainSetup::plan() const
{
    TrainingPlan plan = m_parameters->plan();
    plan.dataset = m_plan.dataset;
    plan.validation = m_plan.validation;
    plan.model = m_plan.model;
    plan.method = m_plan.method;
    plan.weights = m_plan.method == TrainingMethod::Scratch ? QString() : m_plan.weights;
    plan.augmentation = m_augmentation->choice();
    return plan;
}

void TrainSetup::setPlan(const TrainingPlan& plan)
{
    m_plan = plan;
    m_network->setCurrentText(plan.model);
    m_method->setCurrent(int(plan.method));
    m_parameters->setPlan(plan);
    m_augmentation->setChoice(plan.augmentation);
    m_data->choose(plan.dataset);
    showMethod();
}

void TrainSetup::showMethod()
{
    const TrainableNetwork* network = nullptr;
    for (const TrainableNetwork& one : m_networks)
        if (one.name == m_plan.model)
            network = &one;
    if (network)
        m_parameters->setOwnDropout(network->hasDropout ? std::optional(network->dropout) : std::nullopt);
    const bool needsWeights = m_plan.method != TrainingMethod::Scratch;
    m_weights->setVisible(needsWeights);
    if (m_plan.method == TrainingMethod::Scratch)
        m_methodWords->setText(tr("All weights begin at random."));
    else if (m_plan.method == TrainingMethod::Features)
        m_methodWords->setText(tr("Feature extraction: only the last layer learns."));
    else
        m_methodWords->setText(tr("Transfer: trained weights go on learning."));
    const bool own = network && network->comesWithWeights;
    m_weights->setText(!m_plan.weights.isEmpty()
            ? fontMetrics().elidedText(QFileInfo(m_plan.weights).fileName(), Qt::ElideMiddle, look().px(180))
            : own ? tr("from the built-in weights")
                  : tr("Choose weights…"));
}

/// Another network brings its own defaults; data and method stay.
void TrainSetup::useNetwork(int index)
{
    const TrainingPlan before = plan();
    TrainingPlan next = planFor(m_networks[std::size_t(index)].name);
    next.dataset = before.dataset;
    next.validation = before.validation;
    next.method = before.method;
    next.seed = before.seed;
    setPlan(next);
    emit changed();
}

void TrainSetup::showRate(double rate)
{
    TrainingPlan plan = m_parameters->plan();
    plan.rate = rate;
    m_parameters->setPlan(plan);
}

void TrainSetup::askForWeights()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Weights to start from"), {},
        tr("Weights (*.safetensors *.pth *.pt *.onnx *.caffemodel);;All files (*)"), nullptr,
        QFileDialog::DontUseNativeDialog);
    if (file.isEmpty())
        return;
    m_plan.weights = file;
    showMethod();
    emit changed();
}

void TrainSetup::setRun(const RunStatusPointer& run)
{
    const bool going = run && run->state != TrainingState::Stopped && run->state != TrainingState::Finished
        && run->state != TrainingState::Failed;
    if (going && run->id != m_run && run->state != TrainingState::Preparing) { // by then its plan is known
        m_run = run->id;
        setPlan(run->plan);
        m_parameters->setStart(run->plan);
    } else if (!run) {
        m_parameters->setStart({});
    }
    if (going == m_locked)
        return;
    m_locked = going;
    m_data->setLocked(going);
    m_network->setEnabled(!going);
    m_method->setEnabled(!going);
    m_weights->setEnabled(!going);
    m_augmentation->setLocked(going);
    m_parameters->setLocked(going);
    showMethod();
    setCaption(going ? tr("only the rate is free") : QString());
}
