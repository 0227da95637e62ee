#include "app/models/finder_match.h"

#include <QRegularExpression>

std::optional<int> finderScore(const QString& words, const QString& kind, const QString& typed)
{
    const QString all = words.toLower(), ofKind = kind.toLower();
    int score = 0;
    for (const QString& part : typed.toLower().split(' ', Qt::SkipEmptyParts)) {
        if (const auto at = all.indexOf(part); at == 0)
            score += all.size() == part.size() ? 0 : 1;
        else if (at > 0)
            score += all[at - 1].isLetterOrNumber() ? 4 : 2; // inside a word, at its beginning
        else if (ofKind.startsWith(part))
            score += 6;
        else
            return std::nullopt;
    }
    return score;
}

std::optional<FoundUnit> typedUnit(const NetworkInfo& network, const QString& typed)
{
    static const QRegularExpression form(R"(^\s*([a-z]\w*)\s*(?:[/:,]|\s)\s*(?:\w+\s+)?(\d{1,6})\s*$)",
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    const int unit = match.captured(2).toInt();
    for (const LayerInfo& layer : network.layers)
        if (layer.name.compare(match.captured(1), Qt::CaseInsensitive) == 0 && unit < layer.output.channels)
            return FoundUnit {layer.name, unit};
    return std::nullopt;
}
