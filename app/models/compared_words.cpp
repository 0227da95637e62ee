#include "app/models/compared_words.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"

#include <QCoreApplication>

namespace {

struct ComparedWords {
    Q_DECLARE_TR_FUNCTIONS(ComparedWords)
};

}

QString withSign(double value, int decimals)
{
    const QString words = numberWords(value, decimals);
    const bool isZero = words.count('0') + words.count('.') == words.size();
    return value > 0 && !isZero ? '+' + words : words;
}

QString pairWords(double a, double b)
{
    return ComparedWords::tr("A %1, B %2, A − B = %3").arg(numberWords(a), numberWords(b), withSign(a - b));
}

QString sharePairWords(double a, double b)
{
    return ComparedWords::tr("A %1, B %2, A − B = %3").arg(shareText(a), shareText(b), withSign(a - b));
}

QString comparedAddressWords(const Classification& a, const Classification& b, const LayerLikeness& match,
    int layer, int unit, QPoint position)
{
    if (match.other < 0)
        return addressWords(a, layer, unit, position);
    const LayerInfo& info = a.network->layers[std::size_t(layer)];
    const QPoint at = info.vector ? QPoint() : position;
    QString address = info.name + " · " + unitWords(*a.network, layer, unit);
    if (!info.vector)
        address += QString(" · (%1, %2)").arg(at.x()).arg(at.y());
    const double first = double(a.outputOf(layer).at(0, unit, at.y(), at.x())),
                 second = double(b.outputOf(match.other).at(0, unit, at.y(), at.x()));
    return address + ": " + (isOfShares(info) ? sharePairWords(first, second) : pairWords(first, second));
}

QString shortReason(LayerLikeness::Kind kind)
{
    switch (kind) {
    case LayerLikeness::Kind::Silent:
        return ComparedWords::tr("all 0");
    case LayerLikeness::Kind::OtherShape:
        return ComparedWords::tr("other shape");
    case LayerLikeness::Kind::OtherClasses:
        return ComparedWords::tr("other classes");
    case LayerLikeness::Kind::Absent:
        return ComparedWords::tr("not in B");
    default:
        return {};
    }
}

QString longReason(LayerLikeness::Kind kind, const QString& layer)
{
    switch (kind) {
    case LayerLikeness::Kind::Silent:
        return ComparedWords::tr("%1 is 0 everywhere in A or in B").arg(layer);
    case LayerLikeness::Kind::OtherShape:
        return ComparedWords::tr("%1 has another shape in B").arg(layer);
    case LayerLikeness::Kind::OtherClasses:
        return ComparedWords::tr("%1 stands for other classes in B").arg(layer);
    case LayerLikeness::Kind::Absent:
        return ComparedWords::tr("B has no %1").arg(layer);
    default:
        return {};
    }
}
