#include "app/models/layer_words.h"

#include "app/models/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPoint>

#include <algorithm>

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LayerWords)
};

/// The engine's words for kinds of layers, with spaces.
QString kindWords(const QString& kind)
{
    if (kind == "MaxPool")
        return Words::tr("max-pooling");
    if (kind == "AveragePool")
        return Words::tr("average pooling");
    if (kind == "FullyConnected")
        return Words::tr("fully connected");
    if (kind == "LRN")
        return Words::tr("normalization");
    return kind == "ReLU" ? kind : kind.toLower();
}

bool coversThePicture(const NetworkInfo& network, int layer)
{
    return network.layers[std::size_t(layer)].receptiveField
        >= std::max(network.input.width, network.input.height);
}

}

QString numberWords(double value, int decimals)
{
    static const QLocale english(QLocale::English);
    QString text = english.toString(value, 'f', decimals);
    if (text.startsWith('-') && text.count('0') + text.count('.') + 1 == text.size())
        text.remove(0, 1); // no minus before a zero
    return text.replace('-', QChar(0x2212));
}

QString valueWords(const LayerInfo& layer, double value, int decimals)
{
    return isOfShares(layer) ? shareText(value, decimals) : numberWords(value, decimals);
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

QString typeWords(const NetworkInfo& network, int layer)
{
    const LayerInfo& info = network.layers[std::size_t(layer)];
    QString words = kindWords(info.kind);
    if (info.window > 1)
        words += QString::fromUtf8(" %1 × %1").arg(info.window);
    if (info.step > 1)
        words += Words::tr(", step %1").arg(info.step);
    if (info.kind != "Convolution" || layer == 0 || network.layers[std::size_t(layer) - 1].towers < 2)
        return words; // nothing to choose from: the picture and vectors have no towers
    return words + (info.groups == 1 ? Words::tr(", both towers") : Words::tr(", each tower"));
}

QString fieldWords(const NetworkInfo& network, int layer)
{
    return coversThePicture(network, layer)
        ? Words::tr("all %1").arg(std::max(network.input.width, network.input.height))
        : QString::number(network.layers[std::size_t(layer)].receptiveField);
}

QString fieldSentence(const NetworkInfo& network, int layer)
{
    const int side = network.layers[std::size_t(layer)].receptiveField;
    return coversThePicture(network, layer)
        ? Words::tr("%1 × %1 by arithmetic, of which the picture has %2 × %3: the rest is padding")
              .arg(side)
              .arg(network.input.height)
              .arg(network.input.width)
        : Words::tr("%1 × %1, less at the edges: what reaches beyond the picture is padding").arg(side);
}

bool isOfShares(const LayerInfo& layer) { return layer.kind == "Softmax"; }

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
    return address + ' '
        + relationText(valueWords(info, double(answer.outputOf(layer).at(0, unit, at.y(), at.x()))));
}
