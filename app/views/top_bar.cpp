#include "app/views/top_bar.h"

#include "app/models/layer_words.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"

#include <QHBoxLayout>
#include <QLabel>

TopBar::TopBar(const Surroundings& surroundings, QWidget* parent)
    : QWidget(parent)
    , m_session(surroundings.session)
    , m_selection(surroundings.selection)
    , m_back(iconButton("back", tr("Back (Alt+Left)")))
    , m_forward(iconButton("forward", tr("Forward (Alt+Right)")))
    , m_title(new QLabel)
    , m_path(new QHBoxLayout)
    , m_network(new QToolButton)
    , m_help(iconButton("help", tr("What is this? (F1)")))
{
    setObjectName("topBar");
    m_title->setObjectName("viewTitle");
    m_network->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_network->setIcon(icon("model"));
    m_network->setToolTip(tr("The network: choose another one under Model"));
    auto* row = new QHBoxLayout(this);
    keepMargins(row, 8, 6, 8, 4);
    keepSpacing(row, 8);
    m_path->setSpacing(0);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addWidget(m_title);
    row->addLayout(m_path);
    row->addStretch();
    row->addWidget(m_network);
    row->addWidget(m_help);
    connect(m_back, &QToolButton::clicked, &m_selection, &Selection::back);
    connect(m_forward, &QToolButton::clicked, &m_selection, &Selection::forward);
    connect(m_network, &QToolButton::clicked, this, [this] { m_selection.setPlace("model"); });
    connect(m_help, &QToolButton::clicked, this, &TopBar::helpRequested);
    connect(&m_selection, &Selection::changed, this, &TopBar::showPath);
    connect(&m_session, &Session::networkChanged, this, &TopBar::showNetwork);
    showPath();
    showNetwork();
}

void TopBar::setPlace(const QString& title) { m_title->setText(title); }

void TopBar::link(const QString& words, std::function<void()> action)
{
    if (m_path->count() > 0)
        m_path->addWidget(new QLabel(QString::fromUtf8("›")));
    auto* button = new QToolButton;
    button->setObjectName("link");
    button->setText(words);
    button->setAccessibleName(tr("Go to %1").arg(words));
    m_path->addWidget(button);
    connect(button, &QToolButton::clicked, this, std::move(action));
}

void TopBar::showPath()
{
    m_back->setEnabled(m_selection.canGoBack());
    m_forward->setEnabled(m_selection.canGoForward());
    while (QLayoutItem* item = m_path->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const Spot spot = m_selection.spot();
    if (spot.layer.isEmpty() || (spot.place != "explore" && spot.place != "filters"))
        return;
    link(spot.layer, [this, spot] { m_selection.go({spot.place, spot.layer, -1, {}, false}); });
    if (spot.unit < 0)
        return;
    const NetworkPointer network = m_session.network();
    const int layer = network ? network->indexOf(spot.layer) : -1;
    link(layer < 0 ? tr("unit %1").arg(spot.unit) : unitWords(*network, layer, spot.unit), [this, spot] {
        m_selection.go({spot.place, spot.layer, spot.unit, {}, false});
    });
    const bool kernels = spot.place == "filters"; // which have no position and no picture
    if (spot.position && !kernels)
        link(tr("(%1, %2)").arg(spot.position->x()).arg(spot.position->y()), [this, spot] {
            m_selection.go({spot.place, spot.layer, spot.unit, spot.position, false});
        });
    if (spot.why && !kernels)
        link(tr("why"), [] {});
    fitPath();
}

/// Where the path does not fit, its beginning is left out: the end is where one is.
void TopBar::fitPath()
{
    int room = width() - minimumSizeHint().width();
    const int words
        = QFontMetrics(m_network->font()).horizontalAdvance(m_network->text()) + layout()->spacing();
    m_network->setToolButtonStyle(room >= words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    if (room >= words)
        room -= words;
    for (int part = m_path->count() - 1; part >= 0; --part) {
        QWidget* widget = m_path->itemAt(part)->widget();
        room -= widget->sizeHint().width();
        widget->setVisible(room >= 0);
    }
}

/// Without the path and the name of the network.
QSize TopBar::minimumSizeHint() const
{
    const QMargins edge = layout()->contentsMargins();
    int width = edge.left() + edge.right();
    for (const QWidget* widget :
        std::initializer_list<const QWidget*> {m_back, m_forward, m_title, m_help, m_help})
        width += widget->sizeHint().width() + layout()->spacing(); // the network's is as wide as the help's
    return {width + layout()->spacing(), QWidget::minimumSizeHint().height()};
}

void TopBar::resizeEvent(QResizeEvent*) { fitPath(); }

void TopBar::showNetwork()
{
    const NetworkPointer network = m_session.network();
    m_network->setVisible(network != nullptr);
    if (!network)
        return;
    const QString weights = network->weights.isEmpty() ? tr(", random weights") : QString();
    m_network->setText(network->name + weights);
    m_network->setToolTip(tr("%1%2: choose another network under Model").arg(network->name, weights));
    fitPath();
    m_network->setAccessibleName(tr("Network %1%2").arg(network->name, weights));
}
