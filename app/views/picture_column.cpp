#include "app/views/picture_column.h"

#include "app/models/number_text.h"
#include "app/models/picture_words.h"
#include "app/session/fields.h"
#include "app/views/edit_tools.h"
#include "app/views/picture_strip.h"
#include "app/widgets/answer_card.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/letter_chip.h"
#include "app/widgets/look.h"
#include "app/widgets/picture_view.h"
#include "app/widgets/room.h"

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
    , m_whose(new QLabel)
    , m_card(new AnswerCard(m_answers))
    , m_letter(new LetterChip(tr("A"), "positive", m_view))
    , m_otherView(new PictureView)
    , m_otherName(new QLabel)
    , m_otherWords(new QLabel)
    , m_swap(new QPushButton(tr("Swap")))
    , m_letGo(new QPushButton(tr("Let B go")))
    , m_before(new QPushButton(tr("Before edits as B")))
    , m_strip(new PictureStrip(m_pictures))
{
    setObjectName("pictureColumn");
    setAccessibleName(tr("Picture and answer"));
    build();
    connectAll();
    fit();
    showAnswer();
}

QWidget* PictureColumn::buildHead()
{
    auto* head = new QWidget;
    m_title = new QLabel(tr("Picture"));
    m_title->setObjectName("panelTitle");
    m_whole = iconButton("zoom-in", tr("The file's own pixels instead of what the network sees"));
    m_whole->setCheckable(true);
    m_pin = iconButton("compare", tr("Keep this answer as B, to compare the next ones with"));
    m_pin->setCheckable(true);
    QToolButton* samples = iconButton("picture", tr("Sample pictures"));
    QToolButton* open = iconButton("folder", tr("Open pictures (Ctrl+O)"));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_title);
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
    m_line->setObjectName("separator");
    m_line->setFixedHeight(1);
    m_whose->setObjectName("caption");
    m_whose->setWordWrap(true);
    m_whose->hide();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    keepMargins(column, 16, 8, 16, 10);
    keepSpacing(column, 8);
    column->addWidget(m_head);
    column->addWidget(buildPictures());
    column->addWidget(buildComparison());
    for (QWidget* part : std::initializer_list<QWidget*> {m_tools, m_line, m_whose, m_card})
        column->addWidget(part);
    column->addStretch();
    column->addWidget(m_strip);
    QScrollArea* scroll = scrolling(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

void PictureColumn::connectAll()
{
    connect(&m_session, &Session::answered, this, &PictureColumn::showAnswer);
    connect(&m_session, &Session::networkChanged, this, &PictureColumn::showBox);
    connect(&m_session, &Session::pinnedChanged, this, [this] {
        fit();
        showAnswer();
    });
    connect(&m_session, &Session::editsChanged, this, &PictureColumn::fit);
    connect(&m_selection, &Selection::changed, this, &PictureColumn::showBox);
    connect(&m_selection, &Selection::changed, this, &PictureColumn::showWhose);
    connect(
        m_view, &PictureView::hovered, this, [this](QPoint pixel) { pointAt(m_session.answer(), pixel); });
    connect(m_otherView, &PictureView::hovered, this,
        [this](QPoint pixel) { pointAt(m_session.pinned(), pixel); });
    for (PictureView* view : {m_view, m_otherView})
        connect(view, &PictureView::chosen, this, &PictureColumn::choose);
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
    const bool two = m_session.pinned() != nullptr;
    const int each = std::min(two ? (side - look().px(8)) / 2 : side, room);
    for (PictureView* view : {m_view, m_otherView})
        view->setFixedSize(each, each);
    m_head->setVisible(!presenter);
    m_tools->setVisible(!presenter);
    m_line->setVisible(!presenter);
    m_name->setVisible(!presenter);
    m_size->setVisible(!presenter);
    m_letter->setVisible(two);
    m_otherView->setVisible(two);
    for (QWidget* part : std::initializer_list<QWidget*> {m_otherName, m_otherWords, m_swap, m_letGo})
        part->setVisible(two && !presenter);
    m_before->setVisible(!presenter && canPinUnedited());
    m_before->parentWidget()->setVisible(!presenter && (two || canPinUnedited()));
    m_strip->setVisible(!presenter && m_strip->isNeeded());
    showWhose();
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

void PictureColumn::showAnswer()
{
    const ClassificationPointer answer = m_session.answer();
    m_answers.setAnswer(answer);
    m_tools->setEnabled(answer != nullptr);
    m_pin->setEnabled(answer != nullptr || m_session.pinned());
    showWhose();
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
    showName(m_name, *answer);
    QString size = preparationWords(answer->pictureSize, answer->network->recipe);
    if (!m_session.edits().isEmpty())
        size += whole ? tr(", changes not shown") : tr(", changed");
    m_size->setText(size);
    m_size->setToolTip({});
    showPinned();
    showBox();
}

/// In Train another network is in the middle of the view, which has not been asked about this picture.
void PictureColumn::showWhose()
{
    const ClassificationPointer answer = m_session.answer();
    m_whose->setVisible(answer && !look().presenter() && m_selection.spot().place == "train");
    if (answer)
        m_whose->setText(
            tr("%1, the open network, answers here. The run does not.").arg(answer->network->name));
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
