#include "app/models/layer_sentence.h"

#include "app/models/number_text.h"

#include <QCoreApplication>

namespace {

struct LayerSentences {
    Q_DECLARE_TR_FUNCTIONS(LayerSentences)
};

}

QString layerSentence(const LayerInfo& layer)
{
    const QString count = countText(layer.output.channels);
    const QString places = QString::fromUtf8("%1 × %2").arg(layer.output.height).arg(layer.output.width);
    if (layer.kind == "Convolution")
        return LayerSentences::tr("%1 patterns looked for at %2 places").arg(count, places);
    if (layer.kind == "ReLU")
        return LayerSentences::tr("what is below 0 becomes 0");
    if (layer.kind == "LRN")
        return LayerSentences::tr("strong units quiet their neighbours");
    if (layer.kind == "MaxPool")
        return LayerSentences::tr("the largest of each window is kept, %1 places").arg(places);
    if (layer.kind == "AveragePool")
        return LayerSentences::tr("the mean of each window is kept, %1 places").arg(places);
    if (layer.kind == "FullyConnected")
        return LayerSentences::tr("%1 units, each reads all before it").arg(count);
    if (layer.kind == "Dropout")
        return LayerSentences::tr("switches units off at random, only in training");
    if (layer.kind == "Flatten")
        return LayerSentences::tr("all maps in one long row");
    if (layer.kind == "Softmax")
        return LayerSentences::tr("scores become probabilities");
    return LayerSentences::tr("%1 units").arg(count);
}
