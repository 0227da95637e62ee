#include "app/models/layer_words.h"

#include "app/models/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPoint>

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LayerWords)
};

}

QString numberWords(double value, int decimals)
{
    static const QLocale english(QLocale::English);
    QString text = english.toString(value, 'f', decimals);
    if (text.startsWith('-') && text.count('0') + text.count('.') + 1 == text.size())
        text.remove(0, 1); // no minus before a zero
    return text.replace('-', QChar(0x2212));
}

QString shortShapeWords(const LayerInfo& layer)
{
    if (!layer.vector && layer.output.height == layer.output.width)
        return QString("%1 × %2").arg(layer.output.channels).arg(layer.output.width) + QChar(0xB2);
    return layer.vector ? QString::number(layer.output.channels) : shapeText(layer.output, false);
}

QString unitsWords(const LayerInfo& layer)
{
    if (layer.vector)
        return Words::tr("%1 units").arg(countText(layer.output.channels));
    return Words::tr("%1 maps, %2 × %3")
        .arg(layer.output.channels)
        .arg(layer.output.height)
        .arg(layer.output.width);
}

bool isOfClasses(const NetworkInfo& network, int layer)
{
    return layer >= int(network.layers.size()) - 2 && network.layers[std::size_t(layer)].vector
        && network.layers[std::size_t(layer)].output.channels == network.labels.size();
}

QString unitWords(const NetworkInfo& network, int layer, int unit)
{
    if (isOfClasses(network, layer) && unit >= 0 && unit < network.labels.size())
        return network.labels[unit];
    return Words::tr("unit %1").arg(countText(unit));
}

QString addressWords(const Classification& answer, int layer, int unit, QPoint position)
{
    const LayerInfo& info = answer.network->layers[std::size_t(layer)];
    QString address = info.name + " · " + unitWords(*answer.network, layer, unit);
    if (!info.vector)
        address += QString(" · (%1, %2)").arg(position.x()).arg(position.y());
    const QPoint at = info.vector ? QPoint() : position;
    return address + " = " + numberWords(double(answer.outputOf(layer).at(0, unit, at.y(), at.x())));
}
