#include "app/views/camera_answer_panel.h"

#include "app/models/number_text.h"
#include "app/views/camera_answer_list.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>

#include <algorithm>
#include <cmath>
#include <numeric>

CameraAnswerPanel::CameraAnswerPanel(CameraDesk& desk, OwnClasses& own, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_own(own)
    , m_which(new Segmented(tr("Answer"), {tr("Network"), tr("Own")}))
    , m_steady(new QSlider(Qt::Horizontal))
    , m_frames(new QLabel)
    , m_list(new CameraAnswerList)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    m_head = buildHead();
    column->addWidget(m_head);
    column->addWidget(m_list);
    connect(&m_desk, &CameraDesk::answered, this, [this] {
        showSteady();
        if (!isOwn())
            refresh();
    });
    connect(&m_desk, &CameraDesk::statusChanged, this, &CameraAnswerPanel::refresh);
    connect(&m_own, &OwnClasses::answered, this, &CameraAnswerPanel::refresh);
    connect(&m_own, &OwnClasses::resultChanged, this, &CameraAnswerPanel::showOwn);
    showOwn();
}

QWidget* CameraAnswerPanel::buildHead()
{
    auto* title = new QLabel(tr("Answer"));
    title->setObjectName("panelTitle");
    auto* word = new QLabel(tr("Steady"));
    word->setObjectName("caption");
    m_steady->setRange(1, 32);
    m_steady->setValue(8);
    m_steady->setPageStep(4);
    m_steady->setAccessibleName(tr("Steady: how many frames are averaged"));
    keepLeastWidth(m_steady, 70);
    keepMostWidth(m_steady, 110);
    m_frames->setObjectName("number");
    m_frames->setMinimumWidth(
        QFontMetrics(look().font(Look::Type::Number)).horizontalAdvance(tr("%1 frames").arg(32)));
    m_frames->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    row->addWidget(title);
    row->addWidget(m_which);
    row->addStretch();
    row->addWidget(word);
    row->addWidget(m_steady, 1);
    row->addWidget(m_frames);
    connect(m_steady, &QSlider::valueChanged, this, &CameraAnswerPanel::showSteady);
    connect(m_which, &Segmented::chosen, this, &CameraAnswerPanel::refresh);
    showSteady();
    return head;
}

/// The mean of answers to pictures of different things would say nothing.
void CameraAnswerPanel::showSteady()
{
    const int count = m_steady->value();
    m_desk.setSteady(count);
    const bool alone = m_desk.answer() && m_desk.answer()->unrelated;
    m_steady->setVisible(!alone);
    m_steady->setToolTip(alone
            ? tr("The pictures of a folder show different things: each is answered alone")
            : tr("The mean of the answers for this many frames, each through another view; 1: no averaging"));
    m_frames->setToolTip(m_steady->toolTip());
    m_frames->setText(alone ? tr("each picture alone")
            : count == 1    ? tr("1 frame")
                            : tr("%1 frames").arg(count));
}

void CameraAnswerPanel::setSureFrom(double share)
{
    m_sureFrom = share;
    refresh();
}

/// Before a class only the answer is shown.
void CameraAnswerPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        m_head->setVisible(!look().presenter());
}

bool CameraAnswerPanel::isOwn() const { return m_which->current() == 1 && m_own.result(); }

/// The switch is there while there is something to switch to; what was just learned is shown.
void CameraAnswerPanel::showOwn()
{
    m_which->setVisible(m_own.result() != nullptr);
    m_which->setCurrent(m_own.result() ? 1 : 0);
    refresh();
}

void CameraAnswerPanel::refresh()
{
    const bool live
        = m_desk.status().state == CameraState::Live; // what was seen last is no answer to what is now
    const CameraAnswerPointer answer = live ? m_desk.answer() : nullptr;
    if (answer && isOwn() && !m_own.shares().empty())
        showShares();
    else if (answer && !isOwn())
        showAnswer(*answer);
    else
        m_list->setAnswer({});
}

static QString spreadWords(double bits, int classes)
{
    const double most = classes > 1 ? std::log2(double(classes)) : 0;
    return CameraAnswerPanel::tr("Spread %1 of %2 bits")
        .arg(QLocale().toString(bits, 'f', 2), QLocale().toString(most, 'f', 2));
}

void CameraAnswerPanel::showAnswer(const CameraAnswer& answer)
{
    CameraAnswerList::Shown shown;
    for (const CameraAnswer::Guess& guess : answer.best)
        shown.rows.push_back({answer.network->labels.value(guess.index), double(guess.probability)});
    const int classes = int(answer.probabilities.size());
    shown.spread = spreadWords(answer.spread, classes);
    shown.verdict = answer.sureness == Sureness::Sure ? tr("sure") : tr("fairly sure");
    if (answer.notSure) {
        shown.verdict = tr("not sure");
        shown.notSure = tr(
            "The answer is spread over several classes: more than 40 % of the bits there can be. Perhaps "
            "this is none of the %1 that the network knows.")
                            .arg(countText(classes));
    }
    m_list->setAnswer(std::move(shown));
}

/// What the learned layer says; below the limit it is not sure.
void CameraAnswerPanel::showShares()
{
    const std::vector<float>& shares = m_own.shares();
    std::vector<int> order(shares.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int a, int b) { return shares[std::size_t(a)] > shares[std::size_t(b)]; });
    CameraAnswerList::Shown shown;
    for (const int i : order)
        shown.rows.push_back({m_own.result()->labels.value(i), double(shares[std::size_t(i)])});
    shown.tick = m_sureFrom;
    shown.spread = spreadWords(spreadOf(shares), int(shares.size()));
    shown.verdict = tr("sure (line: %1 %)").arg(std::lround(100 * m_sureFrom));
    if (shown.rows.front().share < m_sureFrom) {
        shown.verdict = tr("not sure");
        shown.notSure
            = tr("No class reaches %1 %. Perhaps this is none of the %2: add a class, or record more.")
                  .arg(std::lround(100 * m_sureFrom))
                  .arg(shown.rows.size());
    }
    m_list->setAnswer(std::move(shown));
}
