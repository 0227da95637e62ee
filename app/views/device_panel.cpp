#include "app/views/device_panel.h"

#include "app/models/device_model.h"
#include "app/models/number_text.h"
#include "app/models/rows_model.h"
#include "app/widgets/data_table.h"
#include "app/widgets/facts_list.h"
#include "app/widgets/lengths.h"
#include "app/widgets/panel.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

/// Single-precision sums of this depth stay below; the bound that the engine's own tests use.
static constexpr double tolerance = 1e-4;

DevicePanel::DevicePanel(const Surroundings& surroundings, QWidget* parent)
    : QWidget(parent)
    , m_session(surroundings.session)
    , m_preferences(surroundings.preferences)
    , m_devices(surroundings.session)
    , m_selftests(surroundings.session)
    , m_reference(surroundings.session)
    , m_model(new DeviceModel(this))
    , m_selftestRows(
          new RowsModel({tr("Kernel"), tr("Reads"), tr("Layer"), tr("Result"), tr("Error")}, 4, this))
    , m_referenceRows(new RowsModel(
          {tr("Layer"), tr("Type"), tr("Largest difference"), tr("Share of largest value")}, 2, this))
    , m_table(new DataTable(m_model, tr("Devices"), DeviceModel::Name))
    , m_facts(new FactsList)
    , m_use(new QPushButton(tr("Use this device")))
    , m_best(new QPushButton(tr("The best one")))
    , m_runSelftest(new QPushButton(tr("Self-test")))
    , m_selftestBusy(new QProgressBar)
    , m_selftestResult(new QLabel)
    , m_compare(new QPushButton(tr("Compare")))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_compared(new QProgressBar)
    , m_referenceResult(new QLabel)
{
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    keepSpacing(columns, 8);
    auto* right = new QVBoxLayout;
    keepSpacing(right, 8);
    right->addWidget(referencePanel(), 1);
    right->addWidget(selftestPanel(), 1);
    columns->addWidget(devicesPanel(), 2);
    columns->addLayout(right, 3);
    connect(&m_session, &Session::networkChanged, &m_devices, &Devices::read);
    connect(&m_session, &Session::answered, this, [this] {
        if (m_reference.isRunning())
            m_reference.cancel();
        showReference();
    });
    m_devices.read();
    showReference();
    showSelftest();
}

Panel* DevicePanel::devicesPanel()
{
    auto* panel = new Panel(tr("Device"));
    panel->setCaption(tr("what computes"));
    panel->setFileName("devices");
    m_use->setProperty("primary", true);
    m_best->setToolTip(
        tr("A graphics card before one in the processor before the processor itself; chosen at every start"));
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_use);
    row->addWidget(m_best);
    row->addStretch();
    panel->addContent(m_table, 1);
    panel->addContent(buttons);
    panel->addContent(m_facts);
    panel->content()->addStretch(1);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const DeviceEntry* device = m_model->deviceAt(m_table->currentRow()))
            use(device->uuid);
    });
    connect(m_best, &QPushButton::clicked, this, [this] { use({}); });
    connect(m_table, &QTableView::activated, m_use, &QPushButton::click);
    connect(m_table, &DataTable::rowChosen, this, &DevicePanel::showDetails);
    connect(&m_devices, &Devices::changed, this, &DevicePanel::showDevices);
    connect(&m_devices, &Devices::failed, panel, &Panel::setCaption);
    showDetails();
    return panel;
}

void DevicePanel::use(const QString& selector)
{
    m_preferences.setDevice(selector);
    m_session.openDevice(selector);
}

void DevicePanel::showDevices()
{
    m_model->setDevices(m_devices.entries(), m_devices.current());
    m_table->setCurrentRow(std::max(m_model->currentRow(), 0));
    showDetails();
}

void DevicePanel::showDetails()
{
    const DeviceEntry* device = m_model->deviceAt(m_table->currentRow());
    std::vector<Fact> facts;
    if (device && !device->unusable.isEmpty())
        facts.push_back({tr("Cannot be used"), device->unusable});
    if (device)
        facts.insert(facts.end(), device->details.begin(), device->details.end());
    m_facts->setFacts(facts);
    m_use->setEnabled(device && device->unusable.isEmpty() && m_table->currentRow() != m_model->currentRow());
    m_best->setEnabled(!m_preferences.device().isEmpty());
}

Panel* DevicePanel::selftestPanel()
{
    auto* panel = new Panel(tr("Self-test"));
    panel->setCaption(tr("every kernel on small shapes, against double precision"));
    panel->setFileName("self-test");
    panel->addControl(m_runSelftest);
    panel->setNumbers([this] { return PanelNumbers {{}, {}, m_selftestRows->csv()}; });
    m_selftestBusy->setRange(0, 0);
    m_selftestBusy->setTextVisible(false);
    m_selftestBusy->setAccessibleName(tr("The self-test is running"));
    m_selftestResult->setWordWrap(true);
    auto* table = new DataTable(m_selftestRows, tr("Results of the self-test"), 2);
    panel->addContent(m_selftestBusy);
    panel->addContent(m_selftestResult);
    panel->addContent(table, 1);
    connect(m_runSelftest, &QPushButton::clicked, &m_selftests, &Selftests::run);
    connect(&m_selftests, &Selftests::changed, this, &DevicePanel::showSelftest);
    connect(&m_selftests, &Selftests::failed, m_selftestResult, &QLabel::setText);
    return panel;
}

void DevicePanel::showSelftest()
{
    std::vector<QStringList> rows;
    int bad = 0;
    for (const SelftestLine& line : m_selftests.lines()) {
        rows.push_back({line.kernel, line.variant, line.layer, line.ok ? tr("right") : tr("WRONG"),
            valueText(line.error, 2)});
        bad += line.ok ? 0 : 1;
    }
    m_selftestRows->setRows(std::move(rows));
    m_selftestBusy->setVisible(m_selftests.isRunning());
    m_runSelftest->setEnabled(!m_selftests.isRunning());
    if (m_selftests.isRunning())
        m_selftestResult->setText(tr("Running. Pictures wait until it is over; the window does not."));
    else if (m_selftests.lines().empty())
        m_selftestResult->setText(tr("Not run yet; it takes seconds to a minute."));
    else if (bad == 0)
        m_selftestResult->setText(tr("All %1 results on %2 agree with the reference.")
                                      .arg(m_selftests.lines().size())
                                      .arg(m_selftests.device()));
    else
        m_selftestResult->setText(
            tr("%1 of %2 results are wrong on %3: update its driver or use another device.")
                .arg(bad)
                .arg(m_selftests.lines().size())
                .arg(m_selftests.device()));
}

Panel* DevicePanel::referencePanel()
{
    auto* panel = new Panel(tr("Device against reference"));
    panel->setCaption(tr("this picture again, in double precision"));
    panel->setFileName("device-against-reference");
    panel->addControl(m_compare);
    panel->addControl(m_cancel);
    panel->setNumbers([this] { return PanelNumbers {{}, {}, m_referenceRows->csv()}; });
    m_compared->setTextVisible(false);
    m_compared->setAccessibleName(tr("Layers compared"));
    m_referenceResult->setWordWrap(true);
    auto* table = new DataTable(m_referenceRows, tr("Largest difference per layer"), 1);
    panel->addContent(m_compared);
    panel->addContent(m_referenceResult);
    panel->addContent(table, 1);
    connect(m_compare, &QPushButton::clicked, &m_reference, &ReferenceCheck::start);
    connect(m_cancel, &QPushButton::clicked, &m_reference, &ReferenceCheck::cancel);
    connect(&m_reference, &ReferenceCheck::changed, this, &DevicePanel::showReference);
    connect(&m_reference, &ReferenceCheck::failed, m_referenceResult, &QLabel::setText);
    return panel;
}

void DevicePanel::showReference()
{
    std::vector<QStringList> rows;
    for (const LayerDifference& layer : m_reference.differences())
        rows.push_back(
            {layer.layer, layer.kind, valueText(layer.difference, 2), valueText(layer.share(), 2)});
    m_referenceRows->setRows(std::move(rows));
    const ClassificationPointer checked = m_reference.answer();
    m_compared->setVisible(m_reference.isRunning());
    m_compared->setRange(0, checked ? int(checked->activations.size()) : 1);
    m_compared->setValue(int(m_reference.differences().size()));
    m_compare->setEnabled(!m_reference.isRunning() && m_session.answer());
    m_cancel->setVisible(m_reference.isRunning());
    const LayerDifference* worst = m_reference.worst();
    if (m_reference.isRunning())
        m_referenceResult->setText(tr("%1 of %2 layers; full-size networks take a minute or more.")
                                       .arg(m_reference.differences().size())
                                       .arg(checked->activations.size()));
    else if (!worst || !m_reference.isComplete())
        m_referenceResult->setText(
            m_session.answer() ? tr("Not compared yet.") : tr("Open a picture first."));
    else
        m_referenceResult->setText(
            tr("%1 on %2: largest difference %3 of the largest value, in %4; %5.")
                .arg(checked->name, checked->network->device, valueText(worst->share(), 2), worst->layer,
                    worst->share() <= tolerance ? tr("within 1e−4")
                                                : tr("more than 1e−4: run the self-test")));
}
