#include "app/views/picture_column.h"

#include "app/models/number_text.h"
#include "app/session/fields.h"
#include "app/views/edit_tools.h"
#include "app/views/picture_strip.h"
#include "app/widgets/answer_card.h"
#include "app/widgets/icon.h"
#include "app/widgets/look.h"
#include "app/widgets/picture_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

PictureColumn::PictureColumn(const Surroundings& surroundings, QWidget* parent)
    : QFrame(parent)
    , m_session(surroundings.session)
    , m_selection(surroundings.selection)
    , m_pictures(surroundings.session)
    , m_view(new PictureView)
    , m_name(new QLabel)
    , m_size(new QLabel)
    , m_tools(new EditTools(surroundings.session))
    , m_line(new QFrame)
    , m_card(new AnswerCard(m_answers))
    , m_other(new QLabel)
    , m_strip(new PictureStrip(m_pictures))
{
    setObjectName("pictureColumn");
    setAccessibleName(tr("Picture and answer"));
    build();
    connectAll();
    showAnswer();
    showPinned();
    fit();
}

QWidget* PictureColumn::buildHead()
{
    auto* head = new QWidget;
    auto* title = new QLabel(tr("Picture"));
    title->setObjectName("panelTitle");
    m_whole = iconButton("zoom-in", tr("The file's own pixels instead of what the network sees"));
    m_whole->setCheckable(true);
    m_pin = iconButton("compare", tr("Keep this answer as B, to compare the next ones with"));
    m_pin->setCheckable(true);
    QToolButton* samples = iconButton("picture", tr("Sample pictures"));
    QToolButton* open = iconButton("folder", tr("Open pictures (Ctrl+O)"));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(title);
    row->addStretch();
    for (QToolButton* button : {m_whole, m_pin, samples, open})
        row->addWidget(button);
    connect(open, &QToolButton::clicked, this, &PictureColumn::openRequested);
    connect(samples, &QToolButton::clicked, this, [this] { m_selection.setPlace("start"); });
    connect(m_whole, &QToolButton::toggled, this, &PictureColumn::showAnswer);
    connect(m_pin, &QToolButton::clicked, this,
        [this](bool keep) { keep ? m_session.pin() : m_session.unpin(); });
    return head;
}

void PictureColumn::build()
{
    m_head = buildHead();
    m_name->setObjectName("strong");
    m_size->setObjectName("caption");
    m_size->setWordWrap(true);
    m_other->setObjectName("caption");
    m_other->setWordWrap(true);
    m_line->setObjectName("separator");
    m_line->setFixedHeight(1);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    const int edge = look().px(16);
    column->setContentsMargins(edge, look().px(8), edge, look().px(10));
    column->setSpacing(look().px(8));
    column->addWidget(m_head);
    column->addWidget(m_view);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_name);
    words->addWidget(m_size);
    column->addLayout(words);
    for (QWidget* part : std::initializer_list<QWidget*> {m_tools, m_line, m_card, m_other})
        column->addWidget(part);
    column->addStretch();
    column->addWidget(m_strip);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

void PictureColumn::connectAll()
{
    connect(&m_session, &Session::answered, this, &PictureColumn::showAnswer);
    connect(&m_session, &Session::networkChanged, this, &PictureColumn::showBox);
    connect(&m_session, &Session::pinnedChanged, this, &PictureColumn::showPinned);
    connect(&m_selection, &Selection::changed, this, &PictureColumn::showBox);
    connect(m_view, &PictureView::hovered, this, &PictureColumn::pointAt);
    connect(m_view, &PictureView::chosen, this, &PictureColumn::choose);
    connect(m_view, &PictureView::painted, m_tools, &EditTools::paintAt);
    connect(m_tools, &EditTools::brushChanged, this, [this](double radius) {
        if (radius > 0)
            m_whole->setChecked(false); // one paints over what the network sees
        m_view->setBrush(radius);
    });
    connect(m_strip, &PictureStrip::neededChanged, this, &PictureColumn::fit);
}

/// The column's width follows the window's; in presenter mode it holds what can be read from the last row.
void PictureColumn::fit()
{
    const bool presenter = look().presenter();
    const int wide = window()->width() >= 1600 ? 320 : 248;
    // Large type widens the column less than everything else, so that the view beside it keeps its room.
    int width = int(std::lround(wide * (1 + (look().scale() - 1) * 0.65)));
    if (presenter)
        width = std::clamp(int(window()->width() * 0.2875), 280, 552);
    setFixedWidth(width);
    const int side = width - 2 * look().px(16) - 1;
    const int room = presenter ? std::max(160, window()->height() * 45 / 100) : side;
    m_view->setFixedSize(std::min(side, room), std::min(side, room));
    m_head->setVisible(!presenter);
    m_tools->setVisible(!presenter);
    m_line->setVisible(!presenter);
    m_name->setVisible(!presenter);
    m_size->setVisible(!presenter);
    m_strip->setVisible(!presenter && m_strip->isNeeded());
    if (presenter)
        m_tools->closeTool();
}

void PictureColumn::showEvent(QShowEvent* event)
{
    window()->installEventFilter(this);
    fit();
    QFrame::showEvent(event);
}

bool PictureColumn::eventFilter(QObject* object, QEvent* event)
{
    if (object == window() && event->type() == QEvent::Resize)
        fit();
    return QFrame::eventFilter(object, event);
}

void PictureColumn::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange && m_head)
        fit();
    QFrame::changeEvent(event);
}

/// The part of the picture that the network sees, with the pixels of the file.
static QImage wholePixels(const Classification& answer)
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

void PictureColumn::showAnswer()
{
    const ClassificationPointer answer = m_session.answer();
    m_answers.setAnswer(answer);
    m_tools->setEnabled(answer != nullptr);
    m_pin->setEnabled(answer != nullptr || m_session.pinned());
    m_whole->setEnabled(answer != nullptr);
    if (!answer) {
        m_view->setPicture({}, tr("Drop a picture anywhere, or open one."));
        m_name->setText(tr("No picture yet"));
        m_size->clear();
        return;
    }
    const bool whole = m_whole->isChecked();
    m_view->setPicture(whole ? wholePixels(*answer) : answer->seen,
        whole ? tr("%1, the file's own pixels").arg(answer->name)
              : tr("%1, as the network sees it").arg(answer->name));
    m_name->setToolTip(answer->name);
    m_name->setText(m_name->fontMetrics().elidedText(answer->name, Qt::ElideMiddle, m_view->width()));
    QString size = tr("%1 × %2, crop to %3")
                       .arg(answer->pictureSize.width())
                       .arg(answer->pictureSize.height())
                       .arg(answer->seen.width());
    if (!m_session.edits().isEmpty())
        size += whole ? tr(", changes not shown") : tr(", changed");
    m_size->setText(size);
    showBox();
}

void PictureColumn::showBox()
{
    const NetworkPointer network = m_session.network();
    const Spot& spot = m_selection.spot();
    const int layer = network ? network->indexOf(spot.layer) : -1;
    QRect box;
    if (layer >= 0) {
        const LayerInfo& info = network->layers[std::size_t(layer)];
        if (info.vector && spot.unit >= 0)
            box = QRect(0, 0, network->input.width, network->input.height);
        else if (!info.vector && spot.position)
            box = fieldOf(*network, layer, *spot.position);
    }
    if (m_whole->isChecked() && m_session.answer() && !box.isEmpty()) {
        const double scale = double(wholePixels(*m_session.answer()).width()) / network->input.width;
        box = QRectF(QPointF(box.topLeft()) * scale, QSizeF(box.size()) * scale).toRect();
    }
    m_view->setBox(box);
}

void PictureColumn::showPinned()
{
    const ClassificationPointer pinned = m_session.pinned();
    m_card->setOther(pinned);
    m_pin->setChecked(pinned != nullptr);
    m_other->setVisible(pinned != nullptr);
    if (!pinned)
        return;
    const QString best = pinned->network->labels.value(pinned->order.front());
    m_other->setText(tr("B: %1 (%2), %3 %4")
                         .arg(pinned->name, pinned->network->name, best,
                             percentText(double(pinned->probabilities[std::size_t(pinned->order.front())]))));
}

void PictureColumn::pointAt(QPoint pixel)
{
    const ClassificationPointer answer = m_session.answer();
    if (!answer || pixel.x() < 0 || m_whole->isChecked())
        return emit pointedAt({});
    const QColor colour = answer->seen.pixelColor(pixel);
    const engine::HostTensor& input = answer->input;
    const auto number
        = [&](int channel) { return valueText(double(input.at(0, channel, pixel.y(), pixel.x())), 4); };
    emit pointedAt(tr("picture · (%1, %2) = red %3, green %4, blue %5 · the network reads %6, %7, %8")
                       .arg(pixel.x())
                       .arg(pixel.y())
                       .arg(colour.red())
                       .arg(colour.green())
                       .arg(colour.blue())
                       .arg(number(0), number(1), number(2)));
}

/// Where a layer with maps is selected, the position that sees the pixel.
void PictureColumn::choose(QPoint pixel)
{
    const NetworkPointer network = m_session.network();
    const Spot& spot = m_selection.spot();
    const int layer = network ? network->indexOf(spot.layer) : -1;
    if (layer < 0 || spot.unit < 0 || network->layers[std::size_t(layer)].vector || m_whole->isChecked())
        return;
    m_selection.selectPosition(positionAt(*network, layer, pixel));
}
