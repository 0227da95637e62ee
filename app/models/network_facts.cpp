#include "app/models/network_facts.h"

#include "app/models/catalogue_model.h"
#include "app/models/number_text.h"

#include <QUrl>

namespace {

/// "7be5be79…16cdee02"
QString shortened(const QString& hash)
{
    const QString kind = hash.section(' ', 0, 0), digits = hash.section(' ', 1);
    return QString::fromUtf8("%1 %2…%3, checked before use").arg(kind, digits.left(8), digits.right(8));
}

QString three(const std::array<float, 3>& values)
{
    QStringList words;
    for (const float value : values)
        words += valueText(value, 4);
    return words.join("  ");
}

}

std::vector<Fact> offerFacts(const NetworkOffer& offer)
{
    std::vector<Fact> facts;
    if (offer.kind == NetworkOffer::Kind::Download) {
        const QUrl url(offer.url);
        facts.push_back({CatalogueModel::tr("From"), url.host(), offer.url});
        facts.push_back({CatalogueModel::tr("File"), offer.file.section('/', -1), offer.file});
        facts.push_back({CatalogueModel::tr("Size"),
            offer.bytes
                ? CatalogueModel::tr("%1 (%2 bytes)").arg(byteText(offer.bytes), countText(offer.bytes))
                : CatalogueModel::tr("not published")});
        facts.push_back({CatalogueModel::tr("Hash"), shortened(offer.hash), offer.hash});
        facts.push_back({CatalogueModel::tr("Network"),
            offer.network.isEmpty() ? CatalogueModel::tr("the file describes it") : offer.network});
        if (offer.there)
            facts.push_back({CatalogueModel::tr("Kept in"), offer.file.section('/', 0, -2)});
    } else {
        facts.push_back({CatalogueModel::tr("Classes"), countText(offer.classes)});
        facts.push_back({CatalogueModel::tr("Parameters"), countText(offer.parameters)});
        facts.push_back({CatalogueModel::tr("Weights"),
            offer.kind == NetworkOffer::Kind::BuiltIn
                ? CatalogueModel::tr("come with the program")
                : CatalogueModel::tr("from a file, from a download below, or drawn at random")});
    }
    if (!offer.licence.isEmpty())
        facts.push_back({CatalogueModel::tr("Licence"), offer.licence});
    return facts;
}

std::vector<Fact> recipeFacts(const std::optional<engine::InputRecipe>& recipe)
{
    if (!recipe)
        return {{CatalogueModel::tr("Pictures"), CatalogueModel::tr("choose below how they are prepared")}};
    const bool squash = recipe->resizing == engine::InputRecipe::Resize::Squash;
    std::vector<Fact> facts {
        {CatalogueModel::tr("Pictures"),
            squash ? CatalogueModel::tr("squashed to a square of %1").arg(recipe->resize)
                   : CatalogueModel::tr("shorter side to %1").arg(recipe->resize)},
        {CatalogueModel::tr("Middle"), QString::fromUtf8("%1 × %1").arg(recipe->crop)},
        {CatalogueModel::tr("Colours"),
            recipe->order == engine::InputRecipe::Order::Rgb ? CatalogueModel::tr("red, green, blue")
                                                             : CatalogueModel::tr("blue, green, red")},
        {CatalogueModel::tr("Divided by"), valueText(recipe->divisor)},
        {CatalogueModel::tr("Minus"), three(recipe->mean)},
    };
    if (recipe->deviation != std::array<float, 3> {1, 1, 1})
        facts.push_back({CatalogueModel::tr("Divided by"), three(recipe->deviation)});
    return facts;
}
