#include "app/views/own_classes_result.h"

#include "app/models/number_text.h"
#include "app/views/own_classes_confusion.h"
#include "app/widgets/curve_plot.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "app/widgets/panel.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

static constexpr int mostListed = 6;

static QString lossText(double loss) { return QLocale().toString(loss, 'f', 3); }

OwnClassesResult::OwnClassesResult(OwnClasses& own, QWidget* parent)
    : QWidget(parent)
    , m_own(own)
    , m_learningPanel(new Panel(tr("Learning")))
    , m_curve(new CurvePlot(tr("Loss over the epochs"), {240, 130}))
    , m_key(new QLabel)
    , m_right(new QLabel)
    , m_below(new QLabel)
    , m_confusionPanel(new Panel(tr("Confusion")))
    , m_confusion(new OwnClassesConfusion)
    , m_sure(new QSpinBox)
    , m_note(new QLabel)
    , m_head(new QLabel)
    , m_frames(new QWidget)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 8);
    row->addWidget(buildLearning(), 1);
    row->addWidget(buildConfusion(), 1);
    hide();
    connect(&m_own, &OwnClasses::progressed, this, &OwnClassesResult::showProgress);
    connect(&m_own, &OwnClasses::resultChanged, this, &OwnClassesResult::showResult);
}

QWidget* OwnClassesResult::buildLearning()
{
    m_key->setObjectName("caption");
    showKey();
    auto* remark = new QLabel(tr(
        "Kept aside may lie lower: only frames that are learned from are made harder (shifted, mirrored, in "
        "other light). A new recording would be harder still."));
    remark->setObjectName("small");
    remark->setWordWrap(true);
    for (QLabel* number : {m_right, m_below}) {
        number->setObjectName("number");
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    auto* facts = new QWidget;
    auto* grid = new QGridLayout(facts);
    grid->setContentsMargins(0, 0, 0, 0);
    keepDown(grid, 4);
    grid->setColumnStretch(0, 1);
    grid->addWidget(new QLabel(tr("kept aside: best guess right")), 0, 0);
    grid->addWidget(m_right, 0, 1);
    grid->addWidget(new QLabel(tr("kept aside: not sure")), 1, 0);
    grid->addWidget(m_below, 1, 1);
    m_learningPanel->setFileName("own-classes-learning");
    m_learningPanel->setCaption(tr("loss over epochs"));
    m_learningPanel->addContent(m_key);
    m_learningPanel->addContent(m_curve);
    m_learningPanel->addContent(facts);
    m_learningPanel->content()->addStretch();
    m_learningPanel->addContent(remark);
    m_learningPanel->setNumbers([this] {
        PanelNumbers numbers;
        numbers.csv = "epoch,loss,accuracy,aside_loss,aside_accuracy\n";
        for (const OwnEpoch& epoch : m_own.epochs())
            numbers.csv += QString("%1,%2,%3,%4,%5\n")
                               .arg(epoch.epoch)
                               .arg(epoch.loss)
                               .arg(epoch.accuracy)
                               .arg(epoch.asideLoss ? QString::number(*epoch.asideLoss) : QString(),
                                   epoch.asideAccuracy ? QString::number(*epoch.asideAccuracy) : QString());
        return numbers;
    });
    return m_learningPanel;
}

QWidget* OwnClassesResult::buildConfusion()
{
    m_sure->setRange(30, 99);
    m_sure->setValue(70);
    m_sure->setSuffix(tr(" %"));
    m_sure->setPrefix(tr("sure from "));
    m_sure->setAccessibleName(tr("An answer is sure from this probability"));
    m_sure->setToolTip(tr("Answers below this are not sure"));
    QToolButton* shut = iconButton("close", tr("Back to the layers"));
    m_confusionPanel->addControl(m_sure);
    m_confusionPanel->addControl(shut);
    m_confusionPanel->setFileName("own-classes-confusion");
    m_note->setObjectName("small");
    m_note->setWordWrap(true);
    m_head->setObjectName("strong");
    m_head->setWordWrap(true);
    auto* frames = new QGridLayout(m_frames);
    frames->setContentsMargins(0, 0, 0, 0);
    keepSpacing(frames, 4);
    m_confusionPanel->addContent(m_note);
    m_confusionPanel->addContent(m_confusion);
    m_confusionPanel->addContent(m_head);
    m_confusionPanel->addContent(m_frames);
    m_confusionPanel->content()->addStretch();
    connect(m_sure, &QSpinBox::valueChanged, this, [this] {
        showResult();
        emit sureFromChanged(sureFrom());
    });
    connect(shut, &QToolButton::clicked, this, &OwnClassesResult::close);
    connect(m_confusion, &OwnClassesConfusion::chosen, this, &OwnClassesResult::listFrames);
    return m_confusionPanel;
}

void OwnClassesResult::showKey()
{
    m_key->setText(
        tr("<span style='color:%1'>——</span> learned from &nbsp; <span style='color:%2'>– – –</span> "
           "kept aside")
            .arg(look().colour("positive").name(), look().colour("negative").name()));
}

void OwnClassesResult::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        showKey();
}

double OwnClassesResult::sureFrom() const { return m_sure->value() / 100.0; }

void OwnClassesResult::open()
{
    if (m_open)
        return;
    m_open = true;
    show();
    emit shownChanged();
}

void OwnClassesResult::close()
{
    m_open = false;
    hide();
    emit shownChanged();
}

void OwnClassesResult::showProgress()
{
    const std::vector<OwnEpoch>& epochs = m_own.epochs();
    if (m_own.isLearning() && !epochs.empty())
        open();
    if (epochs.empty())
        return;
    CurvePlot::Drawing drawing;
    double most = 0.1;
    CurvePlot::Curve learned, aside;
    aside.colour = "negative";
    aside.dashed = true;
    for (const OwnEpoch& epoch : epochs) {
        learned.points.push_back(QPointF(epoch.epoch, epoch.loss));
        if (epoch.asideLoss)
            aside.points.push_back(QPointF(epoch.epoch, *epoch.asideLoss));
        most = std::max({most, epoch.loss, epoch.asideLoss.value_or(0)});
    }
    const double last = std::max(OwnClasses::epochsOfLearning, epochs.back().epoch);
    drawing.range = QRectF(0, 0, last, most * 1.05);
    for (const double at : {0.0, last / 2, last})
        drawing.across.push_back({at, QString::number(at)});
    const double step = most > 1.2 ? 1 : most > 0.6 ? 0.5 : most > 0.25 ? 0.2 : 0.05;
    for (double at = 0; at <= most; at += step)
        drawing.up.push_back({at, QString::number(at)});
    const OwnEpoch& now = epochs.back();
    learned.end = lossText(now.loss);
    aside.end = now.asideLoss ? lossText(*now.asideLoss) : QString();
    drawing.curves = {learned};
    if (!aside.points.empty())
        drawing.curves.push_back(aside);
    m_curve->setDrawing(std::move(drawing));
    m_curve->setToolTip(tr("Epoch %1: loss %2, of the frames kept aside %3")
                            .arg(now.epoch)
                            .arg(now.loss, 0, 'f', 3)
                            .arg(now.asideLoss ? QString::number(*now.asideLoss, 'f', 3) : tr("unknown")));
    if (!m_own.result() || m_own.isLearning())
        for (QLabel* number : {m_right, m_below})
            number->setText(QString::fromUtf8("–"));
    if (!m_own.result())
        m_note->setText(tr("When the last epoch is learned: which class was taken for which."));
}

void OwnClassesResult::showResult()
{
    const OwnResultPointer result = m_own.result();
    if (!result) {
        m_confusion->setCounts({}, {});
        listFrames(-1, -1);
        return close();
    }
    const int count = int(result->aside.size());
    const int below = int(std::count_if(result->aside.begin(), result->aside.end(),
        [this](const OwnAside& frame) { return frame.sureness < sureFrom(); }));
    m_right->setText(tr("%1 of %2").arg(result->right).arg(count));
    m_below->setText(QString::number(below));
    m_confusion->setCounts(result->labels, result->confusion(sureFrom()));
    m_note->setText(tr("%1 frames kept aside; row: is, column: called").arg(count));
    m_confusionPanel->setNumbers([result, sure = sureFrom()] {
        PanelNumbers numbers;
        numbers.csv = "is,called,count\n";
        const auto counts = result->confusion(sure);
        const auto quoted = [](QString text) { return '"' + text.replace('"', "\"\"") + '"'; };
        for (std::size_t row = 0; row < counts.size(); ++row)
            for (std::size_t column = 0; column < counts[row].size(); ++column)
                numbers.csv
                    += QString("%1,%2,%3\n")
                           .arg(quoted(result->labels[int(row)]),
                               quoted(column < counts.size() ? result->labels[int(column)] : "not sure"))
                           .arg(counts[row][column]);
        return numbers;
    });
    const int cell = m_confusion->current();
    listFrames(cell < 0 ? -1 : cell / m_confusion->columns(), cell < 0 ? -1 : cell % m_confusion->columns());
}

/// Of a cell; without one, those that were not sure or wrong.
void OwnClassesResult::listFrames(int row, int column)
{
    qDeleteAll(m_frames->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    m_listed = 0;
    const OwnResultPointer result = m_own.result();
    m_head->setVisible(result != nullptr);
    if (!result)
        return;
    const int classes = int(result->labels.size());
    std::vector<OwnAside> frames;
    for (const OwnAside& frame : result->aside) {
        const bool unsure = frame.sureness < sureFrom();
        const int called = unsure ? classes : frame.answer;
        if (row < 0 ? unsure || frame.answer != frame.label : frame.label == row && called == column)
            frames.push_back(frame);
    }
    std::stable_sort(frames.begin(), frames.end(),
        [](const OwnAside& a, const OwnAside& b) { return a.sureness < b.sureness; });
    if (row >= 0)
        m_head->setText(tr("%1, called %2: %3")
                            .arg(result->labels.value(row),
                                column < classes ? result->labels.value(column) : tr("not sure"))
                            .arg(frames.size()));
    else
        m_head->setText(frames.empty()
                ? tr("All were answered surely and rightly. Choose a cell to see its frames.")
                : tr("Frames it was not sure of, or wrong"));
    auto* grid = static_cast<QGridLayout*>(m_frames->layout());
    for (const OwnAside& frame : frames) {
        if (m_listed == mostListed)
            break;
        auto* picture = new QLabel;
        picture->setPixmap(QPixmap::fromImage(
            frame.small.scaled(look().px(36), look().px(36), Qt::KeepAspectRatio, Qt::SmoothTransformation)));
        const QString words
            = QString("%1 %2").arg(result->labels.value(frame.answer), percentText(frame.sureness));
        picture->setAccessibleName(words);
        picture->setToolTip(tr("is %1, called %2").arg(result->labels.value(frame.label), words));
        auto* text = new QLabel(words);
        text->setObjectName("small");
        text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        const int across = m_listed % 2;
        grid->addWidget(picture, m_listed / 2, 2 * across);
        grid->addWidget(text, m_listed / 2, 2 * across + 1);
        grid->setColumnStretch(2 * across + 1, 1);
        ++m_listed;
    }
}
