#include "app/models/number_text.h"
#include "app/session/fields.h"
#include "app/views/picture_column.h"
#include "app/widgets/answer_card.h"
#include "app/widgets/lengths.h"
#include "app/widgets/letter_chip.h"
#include "app/widgets/look.h"
#include "app/widgets/picture_view.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace {

/// How one of two answers differs from the other, in the words that fit below a thumbnail.
QStringList differenceWords(const Classification& answer, const Circumstances& circumstances,
    const Classification& other, const Circumstances& others)
{
    const NetworkInfo &network = *answer.network, &theirs = *other.network;
    QStringList words;
    if (network.name != theirs.name)
        words += network.name;
    const QString file = QFileInfo(network.weights).completeBaseName();
    if (network.weights.isEmpty() && (!theirs.weights.isEmpty() || network.seed != theirs.seed))
        words += PictureColumn::tr("random, seed %1").arg(network.seed);
    else if (network.weights != theirs.weights && !words.contains(file))
        words += file;
    const bool edits = circumstances.edits != others.edits;
    const bool parts = circumstances.alterations != others.alterations;
    if (edits && !circumstances.edits.isEmpty())
        words += PictureColumn::tr("changed");
    if (parts && !circumstances.alterations.isEmpty())
        words += PictureColumn::tr("parts off");
    if (words.isEmpty())
        words += edits ? PictureColumn::tr("not changed")
            : parts
            ? PictureColumn::tr("all on")
            : PictureColumn::tr("%1 × %2").arg(answer.pictureSize.width()).arg(answer.pictureSize.height());
    return words;
}

}

/// A, and B at its right.
QWidget* PictureColumn::buildPictures()
{
    new LetterChip(tr("B"), "negative", m_otherView);
    for (QLabel* name : {m_name, m_otherName})
        name->setObjectName("strong");
    for (QLabel* words : {m_size, m_otherWords}) {
        words->setObjectName("caption");
        words->setWordWrap(true);
        words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    auto* pictures = new QWidget;
    auto* grid = new QGridLayout(pictures);
    grid->setContentsMargins(0, 0, 0, 0);
    keepAcross(grid, 8);
    grid->setVerticalSpacing(0);
    follow(grid, [grid] { grid->setRowMinimumHeight(1, look().px(8)); });
    int row = 0;
    const auto add = [&](QWidget* one, QWidget* other) {
        grid->addWidget(one, row, 0);
        grid->addWidget(other, row, 1);
        row += row == 0 ? 2 : 1;
    };
    add(m_view, m_otherView);
    add(m_name, m_otherName);
    add(m_size, m_otherWords);
    return pictures;
}

QWidget* PictureColumn::buildComparison()
{
    m_swap->setToolTip(tr("A becomes B and B becomes A"));
    m_letGo->setToolTip(tr("End the comparison"));
    m_before->setToolTip(tr("Compare with this picture before it was changed"));
    connect(m_swap, &QPushButton::clicked, &m_session, &Session::swapPinned);
    connect(m_letGo, &QPushButton::clicked, &m_session, &Session::unpin);
    connect(m_before, &QPushButton::clicked, &m_session, &Session::pinUnedited);
    auto* buttons = new QWidget;
    auto* grid = new QGridLayout(buttons);
    grid->setContentsMargins(0, 0, 0, 0);
    keepSpacing(grid, 8);
    grid->addWidget(m_swap, 0, 0);
    grid->addWidget(m_letGo, 0, 1);
    grid->addWidget(m_before, 1, 0, 1, 2);
    return buttons;
}

/// The part of the picture that the network sees, with the pixels of the file.
QImage PictureColumn::wholePixels(const Classification& answer)
{
    const engine::InputRecipe& recipe = answer.network->recipe;
    const QSize size = answer.picture.size();
    if (recipe.resizing == engine::InputRecipe::Resize::Squash)
        return answer.picture.scaled(
            std::min(size.width(), size.height()), std::min(size.width(), size.height()));
    const int side
        = std::max(1, int(std::min(size.width(), size.height()) * double(recipe.crop) / recipe.resize));
    return answer.picture.copy((size.width() - side) / 2, (size.height() - side) / 2, side, side);
}

bool PictureColumn::canPinUnedited() const
{
    if (!m_session.answer() || m_session.edits().isEmpty())
        return false;
    const Circumstances &now = m_session.circumstances(), &kept = m_session.pinnedCircumstances();
    const bool isB = m_session.pinned() && kept.edits.isEmpty() && kept.picture.path == now.picture.path
        && kept.picture.bytes == now.picture.bytes && kept.network == now.network
        && kept.alterations == now.alterations;
    return !isB;
}

void PictureColumn::showName(QLabel* label, const Classification& answer) const
{
    label->setToolTip(answer.name);
    label->setText(label->fontMetrics().elidedText(answer.name, Qt::ElideMiddle, m_view->width()));
}

void PictureColumn::showPinned()
{
    const ClassificationPointer answer = m_session.answer(), pinned = m_session.pinned();
    m_card->setOther(pinned);
    m_pin->setChecked(pinned != nullptr);
    m_title->setText(pinned ? tr("A and B") : tr("Picture"));
    if (pinned && answer) {
        const bool whole = m_whole->isChecked();
        m_otherView->setPicture(whole ? wholePixels(*pinned) : pinned->seen, tr("B: %1").arg(pinned->name));
        showName(m_otherName, *pinned);
        const auto say = [this](QLabel* label, QStringList words) {
            label->setToolTip(words.join('\n'));
            for (QString& line : words)
                line = label->fontMetrics().elidedText(line, Qt::ElideMiddle, m_view->width());
            label->setText(words.join('\n'));
        };
        say(m_size,
            differenceWords(*answer, m_session.circumstances(), *pinned, m_session.pinnedCircumstances()));
        say(m_otherWords,
            differenceWords(*pinned, m_session.pinnedCircumstances(), *answer, m_session.circumstances()));
    }
    showBox();
}

/// The selected position's field in the picture as it is shown.
QRect PictureColumn::boxIn(const Classification& answer) const
{
    const NetworkInfo& network = *answer.network;
    const Spot& spot = m_selection.spot();
    const int layer = network.indexOf(spot.layer);
    QRect box;
    if (layer >= 0) {
        const LayerInfo& info = network.layers[std::size_t(layer)];
        if (info.vector && spot.unit >= 0)
            box = QRect(0, 0, network.input.width, network.input.height);
        else if (!info.vector && spot.position)
            box = fieldOf(network, layer, *spot.position);
    }
    if (m_whole->isChecked() && !box.isEmpty()) {
        const double scale = double(wholePixels(answer).width()) / network.input.width;
        box = QRectF(QPointF(box.topLeft()) * scale, QSizeF(box.size()) * scale).toRect();
    }
    return box;
}

void PictureColumn::showBox()
{
    const ClassificationPointer answer = m_session.answer(), pinned = m_session.pinned();
    m_view->setBox(answer ? boxIn(*answer) : QRect());
    m_otherView->setBox(pinned ? boxIn(*pinned) : QRect());
}

void PictureColumn::pointAt(const ClassificationPointer& answer, QPoint pixel)
{
    if (!answer || pixel.x() < 0 || m_whole->isChecked())
        return emit pointedAt({});
    const QColor colour = answer->seen.pixelColor(pixel);
    const engine::HostTensor& input = answer->input;
    const auto number
        = [&](int channel) { return valueText(double(input.at(0, channel, pixel.y(), pixel.x())), 4); };
    const QString which = !m_session.pinned() ? tr("picture")
        : answer == m_session.answer()        ? tr("A")
                                              : tr("B");
    emit pointedAt(tr("%1 · (%2, %3) = red %4, green %5, blue %6 · the network reads %7, %8, %9")
                       .arg(which)
                       .arg(pixel.x())
                       .arg(pixel.y())
                       .arg(colour.red())
                       .arg(colour.green())
                       .arg(colour.blue())
                       .arg(number(0), number(1), number(2)));
}
