#include "app/models/picture_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct PictureWords {
    Q_DECLARE_TR_FUNCTIONS(PictureWords)
};

QString sizeWords(int width, int height) { return QString::fromUtf8("%1 × %2").arg(width).arg(height); }

}

QString preparationWords(QSize size, const engine::InputRecipe& recipe)
{
    const bool square = size.width() == size.height();
    const bool squash = recipe.resizing == engine::InputRecipe::Resize::Squash;
    const int shorter = std::min(size.width(), size.height());
    QString words = sizeWords(size.width(), size.height());
    if (!square && !squash)
        words += PictureWords::tr(", middle square");
    const QString to = sizeWords(recipe.resize, recipe.resize);
    if (!square && squash)
        words += PictureWords::tr(", squashed to %1").arg(to);
    else if (shorter > recipe.resize)
        words += PictureWords::tr(", shrunk to %1").arg(to);
    else if (shorter < recipe.resize)
        words += PictureWords::tr(", enlarged to %1").arg(to);
    if (recipe.crop < recipe.resize)
        words += PictureWords::tr(", of which the middle %1").arg(sizeWords(recipe.crop, recipe.crop));
    return words;
}
