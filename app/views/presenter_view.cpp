#include "app/views/presenter_view.h"

#include "app/models/layer_sentence.h"
#include "app/models/map_atlas.h"
#include "app/session/fields.h"
#include "app/views/layer_strip.h"
#include "app/views/off_bar.h"
#include "app/views/presenter_tiles.h"
#include "app/views/presenter_unit.h"
#include "app/views/stack_view.h"
#include "app/views/why_panel.h"
#include "app/widgets/large_answers.h"
#include "app/widgets/picture_view.h"
#include "app/widgets/room.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>

/// Where the picture stays beside the numbers behind a value, in pixels.
static constexpr int leastForBoth = 1600;

PresenterView::PresenterView(const Surroundings& around, QWidget* parent)
    : View(around, parent)
    , m_column(new QFrame)
    , m_picture(new PictureView)
    , m_answer(new LargeAnswers(m_answers))
    , m_name(new QLabel)
    , m_sentence(new QLabel)
    , m_count(new QLabel)
    , m_stack(new StackView(around))
    , m_strip(new LayerStrip(around))
    , m_overview(new QFrame)
    , m_tiles(new PresenterTiles(around))
    , m_unit(new PresenterUnit(around))
    , m_why(new WhyPanel(around))
    , m_pages(new QStackedWidget)
{
    setAccessibleName(tr("Presenter"));
    setFocusPolicy(Qt::StrongFocus);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(24, 12, 24, 8);
    right->setSpacing(8);
    right->addWidget(buildHead());
    m_pages->addWidget(buildExplore());
    QScrollArea* room = scrolling(m_why, true); // the numbers may need more of it than a small projector has
    m_pages->addWidget(room);
    right->addWidget(m_pages, 1);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildPicture());
    all->addLayout(right, 1);
    const auto select = [this](int chosen) {
        if (m_session.answer() && chosen >= 0)
            go(chosen, strongestUnit(m_session.answer()->outputOf(chosen)));
    };
    connect(m_stack, &StackView::chosen, this, select);
    connect(m_strip, &LayerStrip::chosen, this, select);
    connect(m_stack, &StackView::failed, this, [this] { canDraw(false); });
    connect(&m_session, &Session::networkChanged, this, [this] { canDraw(true); });
    connect(m_unit, &PresenterUnit::whyAsked, this, &PresenterView::toggleWhy);
    connect(m_why, &WhyPanel::closed, this, &PresenterView::toggleWhy);
    connect(&m_session, &Session::answered, this, &PresenterView::rebuild);
    connect(&m_selection, &Selection::changed, this, &PresenterView::rebuild);
    connect(&m_preferences, &Preferences::changed, this, &PresenterView::rebuild);
}

QWidget* PresenterView::buildPicture()
{
    m_column->setObjectName("pictureColumn");
    m_picture->setFocusPolicy(Qt::NoFocus);
    connect(m_picture, &PictureView::chosen, this, [this](QPoint pixel) {
        const ClassificationPointer answer = m_session.answer();
        const int now = layer();
        if (answer && now >= 0 && !answer->network->layers[std::size_t(now)].vector) {
            Spot spot = m_selection.spot();
            spot.unit = unit(now);
            spot.position = positionAt(*answer->network, now, pixel);
            m_selection.go(spot);
        }
    });
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(32, 32, 32, 16);
    column->setSpacing(24);
    column->addWidget(m_picture);
    column->addWidget(m_answer, 1);
    return m_column;
}

QWidget* PresenterView::buildHead()
{
    auto* head = new QWidget;
    m_name->setObjectName("presenterTitle");
    m_sentence->setObjectName("secondary");
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_count->setObjectName("number");
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(24);
    row->addWidget(m_name);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_count);
    return head;
}

QWidget* PresenterView::buildExplore()
{
    m_overview->setObjectName("panel");
    m_strip->setObjectName("overviewStrip"); // the frame is around both
    m_strip->setFrameShape(QFrame::NoFrame);
    m_strip->setCompact(true);
    m_strip->hide();
    for (QWidget* part : std::initializer_list<QWidget*> {m_stack, m_strip})
        part->setFocusPolicy(Qt::NoFocus); // the arrow keys step through layers and units
    auto* over = new QHBoxLayout(m_overview);
    over->setContentsMargins(8, 4, 8, 8);
    over->addWidget(m_stack);
    over->addWidget(m_strip);
    auto* page = new QWidget;
    auto* lower = new QHBoxLayout;
    lower->setSpacing(8);
    lower->addWidget(m_tiles, 1);
    lower->addWidget(m_unit);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_overview);
    column->addLayout(lower, 1);
    return page;
}

void PresenterView::canDraw(bool possible)
{
    m_stack->setVisible(possible);
    m_strip->setVisible(!possible);
}

int PresenterView::layer() const
{
    const ClassificationPointer answer = m_session.answer();
    return answer ? answer->network->indexOf(m_selection.spot().layer) : -1;
}

/// The selected unit, or the strongest where none is.
int PresenterView::unit(int layer) const
{
    const engine::HostTensor& output = m_session.answer()->outputOf(layer);
    const int chosen = m_selection.spot().unit;
    return chosen >= 0 && chosen < output.shape.channels ? chosen : strongestUnit(output);
}

void PresenterView::rebuild()
{
    m_stale = !isVisible();
    const ClassificationPointer answer = m_session.answer();
    if (m_stale || !answer)
        return;
    m_answers.setAnswer(answer);
    showPicture();
    const int now = layer();
    const bool why = m_selection.spot().why && m_selection.spot().unit >= 0 && now >= 0;
    // The page that is not seen must not make the window larger than the screen.
    for (int page = 0; page < m_pages->count(); ++page) {
        const auto policy = page == int(why) ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_pages->widget(page)->setSizePolicy(policy, policy);
    }
    m_pages->setCurrentIndex(int(why));
    if (now < 0)
        return;
    const std::vector<LayerInfo>& layers = answer->network->layers;
    const LayerInfo& info = layers[std::size_t(now)];
    m_name->setText(info.name);
    m_sentence->setToolTip(layerSentence(info));
    if (!why) {
        m_tiles->showLayer(answer, now, unit(now));
        m_unit->showUnit(answer, now, unit(now));
    }
    fit();
}

void PresenterView::showPicture()
{
    const ClassificationPointer answer = m_session.answer();
    m_picture->setPicture(answer->seen, tr("%1, as the network sees it").arg(answer->name));
    QRect box;
    const int now = layer();
    if (now >= 0 && m_selection.spot().position && !answer->network->layers[std::size_t(now)].vector)
        box = fieldOf(*answer->network, now, *m_selection.spot().position);
    m_picture->setBox(box);
}

bool PresenterView::isReady() const
{
    if (!m_session.answer())
        return true;
    if (m_pages->currentIndex() == 1)
        return m_why->isReady();
    return !m_stale && m_unit->isReady() && (m_stack->isHidden() || m_stack->isReady());
}

/// A unit is kept as long as the layers' units stand for each other, one for one: conv1, relu1, norm1, pool1.
void PresenterView::stepLayer(int by)
{
    const ClassificationPointer answer = m_session.answer();
    if (!answer)
        return;
    const NetworkInfo& network = *answer->network;
    const int from = layer(), last = int(network.layers.size()) - 1;
    const int to = from < 0 ? 0 : std::clamp(from + by, 0, last);
    if (to == from)
        return;
    const bool same
        = from >= 0 && weightsOf(network, from) >= 0 && weightsOf(network, from) == weightsOf(network, to);
    go(to, same ? unit(from) : strongestUnit(answer->outputOf(to)));
}

void PresenterView::stepUnit(int by)
{
    const int now = layer();
    if (now < 0)
        return;
    const int count = m_session.answer()->outputOf(now).shape.channels;
    go(now, std::clamp(unit(now) + by, 0, count - 1));
}

/// The position is kept in maps of the same size; elsewhere it is that of the unit's largest value.
void PresenterView::go(int to, int unit)
{
    const ClassificationPointer answer = m_session.answer();
    const LayerInfo& info = answer->network->layers[std::size_t(to)];
    const engine::HostTensor& output = answer->outputOf(to);
    Spot spot = m_selection.spot();
    const int from = layer();
    const bool sameSize = from >= 0 && spot.position && !info.vector
        && answer->outputOf(from).shape.height == output.shape.height
        && answer->outputOf(from).shape.width == output.shape.width;
    spot.layer = info.name;
    spot.unit = unit;
    if (!sameSize) {
        const std::span<const float> map = engine::mapOf(output, unit);
        const int peak = int(std::max_element(map.begin(), map.end()) - map.begin());
        spot.position.reset();
        if (!info.vector)
            spot.position = QPoint(peak % output.shape.width, peak / output.shape.width);
    }
    m_selection.go(spot);
}

void PresenterView::toggleWhy()
{
    const int now = layer();
    if (now < 0)
        return;
    Spot spot = m_selection.spot();
    spot.unit = unit(now);
    spot.why = !spot.why;
    m_selection.go(spot);
}

/// The shares of the mock-ups at 1920 × 1080.
void PresenterView::fit()
{
    const int column = std::max(320, width() * 552 / 1920);
    const int side = std::min(column - 64, height() / 2);
    m_column->setFixedWidth(column);
    m_column->setVisible(m_pages->currentIndex() == 0 || width() >= leastForBoth);
    m_picture->setFixedSize(side, side);
    m_stack->setFixedHeight(std::clamp(height() * 32 / 100, 160, 640));
    m_unit->setFixedWidth(std::max(320, width() * 568 / 1920));
    if (layer() >= 0)
        showHead();
}

/// The number of the layer in the words for which the sentence leaves room. A step, because ReLU, normalization,
/// dropout and softmax count too, for which the stack draws no blocks.
void PresenterView::showHead()
{
    const std::vector<LayerInfo>& layers = m_session.answer()->network->layers;
    const int now = layer();
    const QString sentence = layerSentence(layers[std::size_t(now)]);
    const QString all = tr("step %1 of %2").arg(now + 1).arg(layers.size());
    m_count->setAccessibleName(all);
    int room = 0;
    for (const QString& words : {all, tr("%1 of %2").arg(now + 1).arg(layers.size())}) {
        m_count->setText(words);
        room = width() - (m_column->isHidden() ? 0 : m_column->width()) - m_name->sizeHint().width()
            - m_count->sizeHint().width() - 120;
        if (m_sentence->fontMetrics().horizontalAdvance(sentence) <= room)
            break;
    }
    m_sentence->setText(m_sentence->fontMetrics().elidedText(sentence, Qt::ElideRight, room));
}

void PresenterView::resizeEvent(QResizeEvent*) { fit(); }

void PresenterView::showEvent(QShowEvent* event)
{
    View::showEvent(event);
    if (m_stale)
        rebuild();
}

void PresenterView::changeEvent(QEvent* event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        rebuild();
}

QString PresenterView::help() const
{
    return tr(
        "This is Explore for a projector. The left and right arrows, PgUp and PgDn and the buttons of a "
        "presenter's clicker step through the layers, up and down through the units of a layer. W shows "
        "the numbers behind the value, B makes the screen black until any key is pressed. F11 or Esc "
        "goes back to the desk, to what is selected here.");
}
