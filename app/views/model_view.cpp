#include "app/views/model_view.h"

#include "app/views/catalogue_panel.h"
#include "app/views/device_panel.h"
#include "app/views/diagram.h"
#include "app/views/summary_panel.h"
#include "app/widgets/lengths.h"
#include "app/widgets/panel.h"
#include "app/widgets/room.h"
#include "app/widgets/segmented.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

ModelView::ModelView(const Surroundings& surroundings, QWidget* parent)
    : View(surroundings, parent)
    , m_choice(new Segmented(tr("Show"), {tr("Summary"), tr("Drawing"), tr("Networks"), tr("Device")}))
    , m_pages(new QStackedWidget)
    , m_diagram(new Diagram)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    column->addWidget(m_choice);
    column->addWidget(m_pages, 1);
    auto* summary = new SummaryPanel(surroundings);
    m_pages->addWidget(summary);
    m_pages->addWidget(drawing());
    m_pages->addWidget(new CataloguePanel(surroundings));
    m_pages->addWidget(new DevicePanel(surroundings));
    connect(summary, &SummaryPanel::pointedAt, this, &View::pointedAt);
    connect(m_choice, &Segmented::chosen, this, [this](int page) { showPage(Page(page)); });
}

void ModelView::showPage(Page page)
{
    m_choice->setCurrent(page);
    m_pages->setCurrentIndex(page);
}

Panel* ModelView::drawing()
{
    auto* panel = new Panel(tr("Architecture"));
    panel->setFileName("architecture");
    QScrollArea* scroll = scrolling(m_diagram, true);
    panel->addContent(scroll, 1);
    const auto showNetwork = [this, panel] {
        const NetworkPointer network = m_session.network();
        m_diagram->setNetwork(network);
        m_diagram->setCurrent(m_selection.spot().layer);
        if (network)
            panel->setCaption(
                tr("%1; boxes are as tall as their maps and as wide as they are many (roots and logarithms)")
                    .arg(network->title));
    };
    connect(&m_session, &Session::networkChanged, this, showNetwork);
    connect(
        &m_selection, &Selection::changed, this, [this] { m_diagram->setCurrent(m_selection.spot().layer); });
    connect(m_diagram, &Diagram::chosen, &m_selection, &Selection::selectLayer);
    showNetwork();
    return panel;
}

QString ModelView::help() const
{
    return tr("The open network: its layers with shapes, parameters, multiply-adds, memory and measured "
              "time. Choose a row "
              "or a part of a bar and every view shows that layer. Drawing is the architecture for printing; "
              "Networks "
              "opens others, with weights from a file, from a download or drawn at random; Device chooses "
              "what computes "
              "and checks its numbers.");
}
