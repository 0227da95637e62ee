#include "app/views/off_bar.h"

#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

QString alterationWords(const Alterations& alterations)
{
    QStringList words;
    for (const Alterations::Unit& unit : alterations.units)
        words += OffBar::tr("%1 unit %2").arg(unit.layer).arg(unit.index);
    for (const QString& layer : alterations.layers)
        words += layer;
    for (const QString& layer : alterations.biases)
        words += OffBar::tr("bias of %1").arg(layer);
    if (alterations.wires)
        words += OffBar::tr("wires between the towers");
    return words.join(", ");
}

int weightsOf(const NetworkInfo& network, int layer)
{
    const int units = layer >= 0 ? network.layers[std::size_t(layer)].output.channels : 0;
    for (int i = layer; i >= 0; --i) {
        const LayerInfo& info = network.layers[std::size_t(i)];
        if (info.output.channels != units || info.kind == "Flatten")
            return -1;
        if (info.neurons > 0)
            return i;
    }
    return -1;
}

void toggleUnit(Session& session, int layer, int unit)
{
    const NetworkPointer network = session.network();
    const int source = network ? weightsOf(*network, layer) : -1;
    if (source < 0 || unit < 0)
        return;
    const Alterations::Unit which {network->layers[std::size_t(source)].name, unit};
    Alterations after = session.alterations();
    const bool off = after.units.erase(which) == 0;
    if (off)
        after.units.insert(which);
    const QString words = off ? OffBar::tr("switch off %1 unit %2") : OffBar::tr("switch on %1 unit %2");
    session.alter(after, words.arg(which.layer).arg(unit));
}

bool isUnitOff(const Session& session, int layer, int unit)
{
    const NetworkPointer network = session.network();
    const int source = network ? weightsOf(*network, layer) : -1;
    return source >= 0
        && session.alterations().units.contains({network->layers[std::size_t(source)].name, unit});
}

OffBar::OffBar(Session& session, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_words(new QLabel)
{
    setObjectName("message");
    setProperty("kind", "warning");
    auto* row = new QHBoxLayout(this);
    keepMargins(row, 12, 4, 8, 4);
    auto* sign = new QLabel;
    keepIcon(sign, "power", "warning", 18);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* all = new QPushButton(tr("Switch all on"));
    row->addWidget(sign);
    row->addWidget(m_words, 1);
    row->addWidget(all);
    connect(all, &QPushButton::clicked, this, [this] { m_session.alter({}, tr("switch all on")); });
    connect(&session, &Session::alterationsChanged, this, &OffBar::refresh);
    refresh();
}

void OffBar::refresh()
{
    const Alterations& alterations = m_session.alterations();
    setVisible(!alterations.isEmpty());
    m_all
        = tr("Switched off: %1. The answer is of the network without it.").arg(alterationWords(alterations));
    m_words->setToolTip(m_all);
    m_words->setAccessibleName(m_all);
    elide();
}

void OffBar::elide()
{
    m_words->setText(m_words->fontMetrics().elidedText(m_all, Qt::ElideMiddle, m_words->width()));
}
void OffBar::resizeEvent(QResizeEvent*) { elide(); }
