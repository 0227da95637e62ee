#include "app/views/train_confusion.h"

#include "app/models/number_text.h"
#include "app/views/train_pictures.h"
#include "app/widgets/confusion_view.h"
#include "app/widgets/icon.h"
#include "app/widgets/legend.h"
#include "app/widgets/lengths.h"
#include "app/widgets/segmented.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

TrainConfusion::TrainConfusion(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_desk(session)
    , m_panel(new Panel(tr("Confusion")))
    , m_cell(new Panel(tr("Pictures of a cell")))
    , m_view(new ConfusionView)
    , m_show(new Segmented(tr("Cells show"), {tr("Count"), tr("Share")}))
    , m_judge(new QPushButton(icon("confusion"), tr("Judge")))
    , m_words(new QLabel)
    , m_none(new QLabel(
          tr("The pictures behind a number of the matrix appear here, the surest answers first, as soon "
             "as a run was judged.")))
    , m_legend(new Legend)
    , m_pictures(new TrainPictures(tr("Pictures of the chosen cell; Enter opens one in Explore"), 64))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    row->addWidget(m_panel, 3);
    row->addWidget(m_cell, 3);
    m_panel->setFileName("confusion");
    m_panel->addControl(m_show);
    m_panel->addControl(m_judge);
    m_words->setWordWrap(true);
    m_words->setObjectName("secondary");
    m_words->installEventFilter(this);
    m_panel->addContent(m_words);
    m_panel->addContent(m_view, 1);
    m_panel->setFoot(m_legend);
    m_panel->content()->addStretch(0);
    m_panel->setNumbers([this] {
        return PanelNumbers {{}, {}, m_desk.matrix() ? ConfusionDesk::csv(*m_desk.matrix()) : QString()};
    });
    m_view->hide();
    m_legend->hide();
    auto* how = new QLabel(tr("double click or Enter: open it in Explore"));
    how->setObjectName("caption");
    m_cell->setFoot(how);
    m_cell->setFileName("confused-pictures");
    m_none->setWordWrap(true);
    m_none->setObjectName("secondary");
    m_cell->addContent(m_none);
    m_cell->addContent(m_pictures, 1);
    m_cell->content()->addStretch(0);
    m_pictures->hide();
    showInvitation();
    m_judge->setEnabled(false);
    m_judge->setToolTip(tr("Answer all pictures that were set aside"));
    connect(m_judge, &QPushButton::clicked, this, &TrainConfusion::judge);
    connect(m_show, &Segmented::chosen, this, [this](int show) {
        m_view->setShow(ConfusionView::Show(show));
        showMatrix();
    });
    connect(m_view, &ConfusionView::chosen, this, [this] {
        m_following = false;
        showCell();
    });
    connect(m_view, &ConfusionView::activated, this, [this] { m_pictures->setFocus(); });
    connect(m_view, &ConfusionView::pointedAt, this, &TrainConfusion::pointedAt);
    connect(m_pictures, &TrainPictures::activated, this,
        [this](int item) { m_desk.askPicture(m_shown[std::size_t(item)].index); });
    connect(&m_desk, &ConfusionDesk::pictureReady, this,
        [this](const PictureSource& picture) { emit openWanted(picture, m_judged); });
    connect(&m_desk, &ConfusionDesk::changed, this, &TrainConfusion::showMatrix);
    connect(&m_desk, &ConfusionDesk::finished, this, &TrainConfusion::showMatrix);
    connect(&m_desk, &ConfusionDesk::thumbnailReady, this, &TrainConfusion::takeThumbnail);
    connect(&m_desk, &ConfusionDesk::failed, this, [this](const QString& sentence) {
        m_words->setWordWrap(true);
        m_words->setToolTip({});
        m_words->setText(sentence);
        m_judge->setText(tr("Judge"));
    });
}

void TrainConfusion::setSubject(const QString& name, int run, const QString& folder, const QString& otherData)
{
    m_otherData = otherData;
    m_name = name;
    m_run = run;
    m_folder = folder;
    m_judge->setEnabled(m_desk.isRunning() || !folder.isEmpty());
    m_judge->setToolTip(m_judge->isEnabled() ? tr("Answer all pictures that were set aside")
                                             : tr("Only a run that keeps its weights can be judged"));
    showTitle();
    showInvitation();
}

void TrainConfusion::setLetters(const QHash<QString, QString>& letters)
{
    m_letters = letters;
    showTitle();
}

/// Before anything was judged: what will be seen here, and when.
void TrainConfusion::showInvitation()
{
    if (m_desk.isRunning() || m_desk.matrix() || !m_judged.isEmpty())
        return;
    const QString comes = tr("A square of numbers appears: how many pictures of each class (row) were called "
                             "what (column).");
    const QString how = m_folder.isEmpty() ? tr("Choose a run of this program, then press Judge.")
        : m_run > 0 ? tr("Press Judge, also while the run learns: the network answers every "
                         "picture that was set aside, as well as it can by then.")
                    : tr("Press Judge: the network answers every picture that was set aside.");
    m_words->setText(how + ' ' + comes);
}

/// The matrix stays that of the run that was judged when another one is chosen.
void TrainConfusion::showTitle()
{
    const QString judged = m_letters.value(m_judged), chosen = m_letters.value(m_folder);
    const bool other = !m_judged.isEmpty() && !chosen.isEmpty() && m_folder != m_judged;
    m_panel->setTitle(judged.isEmpty() ? tr("Confusion") : tr("Confusion · %1").arg(judged));
    m_panel->setCaption(other ? tr("%1: not judged yet").arg(chosen) : QString());
}

void TrainConfusion::setMap(const QString& map)
{
    m_view->setMap(map);
    m_legend->setMap(map);
}

void TrainConfusion::judge()
{
    if (m_desk.isRunning())
        return m_desk.cancel();
    m_following = true;
    m_judged = m_folder;
    showTitle();
    m_view->setCurrent(-1, -1);
    if (m_run > 0)
        m_desk.startRun(m_run);
    else
        m_desk.startFolder(m_folder, m_otherData);
    m_judge->setText(tr("Cancel"));
    m_words->setToolTip(tr("%1: opening…").arg(m_name));
    m_words->setText(m_words->toolTip());
}

void TrainConfusion::showMatrix()
{
    const ConfusionPointer& matrix = m_desk.matrix();
    m_judge->setText(m_desk.isRunning() ? tr("Cancel") : tr("Judge"));
    if (!matrix)
        return;
    std::vector<std::vector<int>> counts(
        std::size_t(matrix->size()), std::vector<int>(std::size_t(matrix->size())));
    std::pair<int, int> worst {-1, -1};
    int most = 0;
    for (int is = 0; is < matrix->size(); ++is)
        for (int called = 0; called < matrix->size(); ++called) {
            const int count = counts[std::size_t(is)][std::size_t(called)] = matrix->count(is, called);
            if (is != called && count > most) {
                most = count;
                worst = {is, called};
            }
        }
    m_words->setWordWrap(false); // one line: it would take the matrix's room
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_view->show();
    m_legend->show();
    m_view->setCounts(matrix->classes, std::move(counts));
    const QString on = matrix->otherPictures.isEmpty()
        ? matrix->title
        : tr("%1 on %2").arg(matrix->title, matrix->otherPictures);
    m_words->setToolTip(matrix->complete
            ? tr("%1 of %2 wrong: %3").arg(countText(matrix->wrong), countText(matrix->pictures), on)
            : tr("%1 of %2 judged: %3").arg(countText(matrix->pictures), countText(matrix->total), on));
    fitWords();
    const bool counted = m_show->current() == int(ConfusionView::Show::Count);
    m_legend->setEnds("0",
        counted ? tr("%1 mistakes").arg(m_view->mostMistakes())
                : tr("%1 of the row").arg(percentText(m_view->mostShare(), 0)));
    m_legend->setRemark(tr("row: is, column: called, grey: right"));
    if (m_following && worst.first >= 0)
        m_view->setCurrent(worst.first, worst.second);
    showCell();
}

/// In the one line beside which the matrix stands; all of them in the tooltip.
void TrainConfusion::fitWords()
{
    if (!m_words->wordWrap() && !m_words->toolTip().isEmpty())
        m_words->setText(
            m_words->fontMetrics().elidedText(m_words->toolTip(), Qt::ElideRight, m_words->width()));
}

bool TrainConfusion::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_words && event->type() == QEvent::Resize)
        fitWords();
    return QWidget::eventFilter(watched, event);
}

/// The surest mistakes first; pictures come when they are read.
void TrainConfusion::showCell()
{
    const ConfusionPointer& matrix = m_desk.matrix();
    const auto [is, called] = m_view->current();
    if (!matrix || is < 0 || is >= matrix->size() || called >= matrix->size())
        return;
    const std::vector<ConfusedPicture>& cell = matrix->cell(is, called);
    m_none->hide();
    m_pictures->show();
    const QString from = matrix->classes[is], to = matrix->classes[called];
    m_cell->setTitle(is == called ? tr("%1, right").arg(from) : tr("%1 called %2").arg(from, to));
    m_cell->setCaption(
        tr("%1 of %2, surest first").arg(countText(qint64(cell.size()))).arg(matrix->rowTotal(is)));
    std::vector<ConfusedPicture> shown(
        cell.begin(), cell.begin() + std::min<std::ptrdiff_t>(mostPictures, std::ptrdiff_t(cell.size())));
    const auto same = [](const ConfusedPicture& a, const ConfusedPicture& b) { return a.index == b.index; };
    if (std::equal(shown.begin(), shown.end(), m_shown.begin(), m_shown.end(), same) && !shown.empty())
        return;
    m_shown = std::move(shown);
    std::vector<TrainPictures::Item> items;
    for (const ConfusedPicture& picture : m_shown)
        items.push_back({{}, percentText(picture.probability),
            tr("%1: %2 with %3").arg(picture.name, to, percentText(picture.probability)), false});
    m_pictures->setItems(std::move(items));
    for (const ConfusedPicture& picture : m_shown)
        m_desk.askThumbnail(picture.index);
}

void TrainConfusion::takeThumbnail(int index, const QImage& picture)
{
    for (std::size_t i = 0; i < m_shown.size(); ++i)
        if (m_shown[i].index == index)
            m_pictures->setPicture(int(i), picture);
}
