#include "app/views/presenter_unit.h"

#include "app/models/layer_words.h"
#include "app/models/map_atlas.h"
#include "app/models/number_text.h"
#include "app/models/unit_kernel.h"
#include "app/views/off_bar.h"
#include "app/widgets/icon.h"
#include "app/widgets/look.h"
#include "app/widgets/map_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

PresenterUnit::PresenterUnit(const Surroundings& around, QWidget* parent)
    : QFrame(parent)
    , m_session(around.session)
    , m_selection(around.selection)
    , m_preferences(around.preferences)
    , m_title(new QLabel)
    , m_map(new MapView)
    , m_mapRow(new QWidget)
    , m_kernel(new QLabel)
    , m_kernelWords(new QLabel)
    , m_value(new QLabel)
    , m_why(new QPushButton(tr("Why this number?")))
    , m_bottom(new QBoxLayout(QBoxLayout::LeftToRight))
{
    build();
    connect(m_map, &MapView::chosen, &m_selection, &Selection::selectPosition);
    connect(m_map, &MapView::activated, this, &PresenterUnit::whyAsked);
    connect(m_why, &QPushButton::clicked, this, &PresenterUnit::whyAsked);
    connect(&m_session, &Session::parameterReady, this, [this] {
        if (m_answer && m_waiting)
            showKernel();
    });
}

void PresenterUnit::build()
{
    setObjectName("panel");
    setAccessibleName(tr("Unit"));
    m_title->setObjectName("panelTitle");
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_kernelWords->setObjectName("secondary");
    m_value->setObjectName("presenterNumber");
    m_why->setProperty("primary", true);
    m_why->setIcon(icon("why", "onAccent"));
    m_why->setIconSize({28, 28});
    for (QWidget* part : std::initializer_list<QWidget*> {m_map, m_why})
        part->setFocusPolicy(Qt::NoFocus); // the arrow keys step through layers and units; W asks why
    auto* side = new QVBoxLayout;
    side->setSpacing(8);
    side->addWidget(m_kernel);
    side->addWidget(m_kernelWords);
    side->addStretch(1);
    auto* row = new QHBoxLayout(m_mapRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(20);
    row->addWidget(m_map, 1);
    row->addLayout(side);
    m_bottom->setSpacing(12);
    m_bottom->addWidget(m_value, 1);
    m_bottom->addWidget(m_why);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 20);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_mapRow, 1);
    column->addLayout(m_bottom);
    column->addStretch(0);
}

void PresenterUnit::showUnit(const ClassificationPointer& answer, int layer, int unit)
{
    m_answer = answer;
    m_layer = layer;
    m_unit = unit;
    const NetworkInfo& network = *answer->network;
    const QString name
        = isOfClasses(network, layer) ? network.labels[unit] : tr("Unit %1").arg(countText(unit));
    m_title->setToolTip(name);
    m_title->setAccessibleName(name);
    showMap();
    showKernel();
    fit();
}

void PresenterUnit::showMap()
{
    const LayerInfo& info = m_answer->network->layers[std::size_t(m_layer)];
    const engine::HostTensor& output = m_answer->outputOf(m_layer);
    m_mapRow->setVisible(!info.vector);
    if (info.vector) {
        const double value = double(output.at(0, m_unit, 0, 0));
        return m_value->setText(isOfShares(info) ? percentText(value) : numberWords(value, 2));
    }
    const std::span<const float> values = engine::mapOf(output, m_unit);
    const bool negative
        = std::any_of(output.values.begin(), output.values.end(), [](float value) { return value < 0; });
    const MapColours colours {look().colourMap(m_preferences.colourMap()), look().colourMap("diverging")};
    m_map->setMap(
        mapImage(values, info.output.width, negative, engine::displayRange(values).high, colours), {});
    const std::optional<QPoint> chosen = m_selection.spot().position;
    const bool inside = chosen && QRect(0, 0, info.output.width, info.output.height).contains(*chosen);
    const int peak = int(std::max_element(values.begin(), values.end()) - values.begin());
    const QPoint at = inside ? *chosen : QPoint(peak % info.output.width, peak / info.output.width);
    m_map->setPosition(at);
    m_value->setText(numberWords(double(output.at(0, m_unit, at.y(), at.x())), 2));
}

/// Of a convolution, before its ReLU and after it: over the picture in colour, elsewhere the plane with the largest weight.
void PresenterUnit::showKernel()
{
    const NetworkInfo& network = *m_answer->network;
    const LayerInfo& info = network.layers[std::size_t(m_layer)];
    const int source = info.vector ? -1 : weightsOf(network, m_layer);
    const bool own = source >= 0 && network.layers[std::size_t(source)].kind == "Convolution"
        && (source == m_layer || (source + 1 == m_layer && info.kind == "ReLU"));
    m_waiting = false;
    m_kernelImage = {};
    if (own) {
        const ParameterPointer weights
            = m_session.parameter(network.layers[std::size_t(source)].name + ".weight");
        m_waiting = !weights;
        const MapColours colours {look().colourMap(m_preferences.colourMap()), look().colourMap("diverging")};
        const UnitKernel kernel = weights ? unitKernel(*weights, m_unit, network.recipe, source == 0,
                                      m_answer->inputOf(source).shape.channels, 1, colours)
                                          : UnitKernel();
        const QString size = QString::fromUtf8("%1 × %2").arg(kernel.height).arg(kernel.width);
        if (!kernel.colour.isNull()) {
            m_kernelImage = kernel.colour;
            m_kernelWords->setText(tr("its kernel\n%1").arg(size));
        } else if (!kernel.planes.empty()) {
            m_kernelImage = kernel.planes.front().image;
            m_kernelWords->setText(tr("its kernel\nfor map %1").arg(kernel.planes.front().channel));
        }
    }
    m_kernel->setVisible(!m_kernelImage.isNull());
    m_kernelWords->setVisible(!m_kernelImage.isNull());
    fit();
}

/// Half as large as the map beside it; number and button are below each other where they do not fit side by side.
void PresenterUnit::fit()
{
    const int room = width() - 2 * 24;
    m_title->setText(m_title->fontMetrics().elidedText(m_title->toolTip(), Qt::ElideMiddle, room));
    const int needed = m_value->sizeHint().width() + m_why->sizeHint().width() + 16;
    m_bottom->setDirection(needed <= room ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    if (m_kernelImage.isNull())
        return;
    const int side = std::max(96, std::min(room * 32 / 100, height() * 3 / 10));
    const int whole = std::max(1, side / m_kernelImage.width());
    m_kernel->setPixmap(QPixmap::fromImage(m_kernelImage.scaled(m_kernelImage.size() * whole)));
    m_kernel->setAccessibleName(m_kernelWords->text());
}

void PresenterUnit::resizeEvent(QResizeEvent*) { fit(); }
