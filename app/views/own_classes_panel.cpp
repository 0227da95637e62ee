#include "app/views/own_classes_panel.h"

#include "app/models/number_text.h"
#include "app/views/own_classes_row.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/room.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

OwnClassesPanel::OwnClassesPanel(OwnClasses& own, CameraDesk& desk, QWidget* parent)
    : Panel(tr("Own classes"), parent)
    , m_own(own)
    , m_desk(desk)
    , m_list(new QVBoxLayout)
    , m_add(new QPushButton(tr("+ Add class")))
    , m_nothing(new QPushButton(tr("+ “nothing”")))
    , m_words(new QLabel)
    , m_show(new QPushButton(tr("Show how")))
    , m_learn(new QPushButton)
    , m_progress(new QProgressBar)
{
    setFileName("own-classes");
    buildHead();
    auto* rows = new QWidget;
    keepMargins(m_list, 0, 0, 4, 0);
    keepSpacing(m_list, 8);
    m_list->addStretch();
    rows->setLayout(m_list);
    QScrollArea* scroll = scrolling(rows);
    keepLeastHeight(scroll, 150);
    addContent(scroll, 1);
    addContent(buildFoot());
    connect(&m_own, &OwnClasses::classesChanged, this, &OwnClassesPanel::showClasses);
    connect(&m_own, &OwnClasses::recordingChanged, this, &OwnClassesPanel::refreshRows);
    connect(&m_own, &OwnClasses::answered, this, &OwnClassesPanel::showShares);
    connect(&m_own, &OwnClasses::resultChanged, this, &OwnClassesPanel::showLearning);
    connect(&m_own, &OwnClasses::progressed, this, &OwnClassesPanel::showLearning);
    connect(&m_desk, &CameraDesk::statusChanged, this, &OwnClassesPanel::refreshRows);
    if (m_own.classes().empty())
        for (int i = 0; i < OwnClasses::fewest; ++i)
            m_own.addClass();
    showClasses();
}

void OwnClassesPanel::buildHead()
{
    auto* open = new QPushButton(icon("folder"), tr("Open…"));
    auto* opens = new QMenu(open);
    opens->addAction(tr("A classifier…"), this, [this] {
        const QString file = QFileDialog::getOpenFileName(
            this, tr("Open a classifier"), {}, tr("Networks (*.safetensors *.onnx);;All files (*)"));
        if (!file.isEmpty())
            m_own.open(file);
    });
    opens->addAction(tr("Frames: a folder with a folder for each class…"), this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Open frames"));
        if (!folder.isEmpty())
            m_own.openFolder(folder);
    });
    open->setMenu(opens);
    open->setStyleSheet("QPushButton::menu-indicator { image: none; width: 0; }");
    auto* save = new QPushButton(icon("save"), tr("Save…"));
    auto* saves = new QMenu(save);
    m_saveClassifier = saves->addAction(tr("The classifier…"), this, [this] {
        QString file = QFileDialog::getSaveFileName(this, tr("Save the classifier"),
            "own-classes.safetensors", tr("Networks (*.safetensors *.onnx)"));
        if (!file.isEmpty())
            m_own.save(QFileInfo(file).suffix().isEmpty() ? file + ".safetensors" : file);
    });
    m_saveFrames = saves->addAction(tr("The frames: a folder for each class…"), this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Save the frames in this folder"));
        if (!folder.isEmpty())
            m_own.exportFrames(folder);
    });
    save->setMenu(saves);
    save->setStyleSheet(open->styleSheet());
    addControl(open);
    addControl(save);
}

QWidget* OwnClassesPanel::buildFoot()
{
    m_nothing->setToolTip(
        tr("A class for what is none of the others: record the view without any of the things, so "
           "that it can say so"));
    m_learn->setProperty("primary", true);
    m_words->setObjectName("caption");
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_show->setToolTip(tr("The curve, and what was mistaken for what"));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How far learning is"));
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout;
    keepSpacing(row, 8);
    row->addWidget(m_add);
    row->addWidget(m_nothing);
    row->addWidget(m_words, 1);
    row->addWidget(m_show);
    row->addWidget(m_learn);
    auto* lock = new QLabel;
    keepIcon(lock, "lock", "textTertiary", 14);
    auto* promise = new QLabel(tr("Frames stay in memory and are deleted on exit unless you save them."));
    promise->setObjectName("small");
    promise->setWordWrap(true);
    auto* note = new QHBoxLayout;
    keepSpacing(note, 6);
    note->addWidget(lock);
    note->addWidget(promise, 1);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    column->addWidget(m_progress);
    column->addLayout(row);
    column->addLayout(note);
    connect(m_add, &QPushButton::clicked, this, [this] { m_own.addClass(); });
    connect(m_nothing, &QPushButton::clicked, this, [this] { m_own.addClass(tr("nothing")); });
    connect(m_show, &QPushButton::clicked, this, &OwnClassesPanel::resultAsked);
    connect(m_learn, &QPushButton::clicked, this,
        [this] { m_own.isLearning() ? m_own.cancel() : m_own.learn(); });
    return foot;
}

/// Rows are kept as long as there are as many classes.
void OwnClassesPanel::showClasses()
{
    while (m_rows.size() > m_own.classes().size()) {
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < m_own.classes().size()) {
        auto* row = new OwnClassesRow(m_own, m_desk, int(m_rows.size()));
        row->setBrief(m_brief);
        m_list->insertWidget(int(m_rows.size()), row);
        m_rows.push_back(row);
    }
    const auto& classes = m_own.classes();
    const bool hasNothing = std::any_of(
        classes.begin(), classes.end(), [](const OwnClass& one) { return one.name == tr("nothing"); });
    const bool full = int(classes.size()) >= OwnClasses::most;
    m_add->setEnabled(!full);
    m_add->setToolTip(tr("%1 to %2 classes").arg(OwnClasses::fewest).arg(OwnClasses::most));
    m_nothing->setVisible(!hasNothing && !full);
    refreshRows();
}

void OwnClassesPanel::refreshRows()
{
    for (OwnClassesRow* row : m_rows)
        row->refresh();
    const int frames = m_own.frameCount();
    setCaption(frames == 0
            ? tr("what you show decides what it learns")
            : tr("%1 frames; 15 % of each class are kept aside to test").arg(countText(frames)));
    showLearning();
    showShares();
}

/// The share of a class in the live answer of the learned layer; none before something was learned.
void OwnClassesPanel::showShares()
{
    const OwnResultPointer result = m_own.result();
    std::vector<double> shares(m_rows.size(), -1);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QString& name = m_own.classes()[i].name;
        const auto at = result ? result->labels.indexOf(name) : -1;
        if (at >= 0 && std::size_t(at) < m_own.shares().size())
            shares[i] = double(m_own.shares()[std::size_t(at)]);
    }
    const double most = shares.empty() ? 0 : *std::max_element(shares.begin(), shares.end());
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->setShare(shares[i], shares[i] == most);
}

void OwnClassesPanel::showLearning()
{
    const OwnResultPointer result = m_own.result();
    const bool learning = m_own.isLearning();
    const int epochs = int(m_own.epochs().size()), frames = m_own.frameCount();
    const QString missing = m_own.missing();
    QString words = missing;
    if (learning && epochs == 0)
        words = tr("step 1 of 2: features of %1 of %2 frames").arg(m_own.picturesDone()).arg(frames);
    else if (learning)
        words = tr("step 2 of 2: epoch %1 of %2, loss %3")
                    .arg(epochs)
                    .arg(OwnClasses::epochsOfLearning)
                    .arg(m_own.epochs().back().loss, 0, 'f', 3);
    else if (result)
        words = tr("learned in %1 s · kept aside %2, right %3")
                    .arg(QLocale().toString(result->seconds, 'f', 1))
                    .arg(result->aside.size())
                    .arg(result->right);
    m_words->setText(words);
    m_progress->setVisible(learning);
    m_progress->setRange(0, frames + OwnClasses::epochsOfLearning);
    m_progress->setValue(m_own.picturesDone() + epochs);
    m_show->setVisible(result != nullptr && !learning && !m_resultShown);
    m_learn->setText(learning ? tr("Cancel") : result ? tr("Learn again") : tr("Learn last layer"));
    m_learn->setIcon(
        icon(learning ? "close" : "play", missing.isEmpty() || learning ? "onAccent" : "disabled"));
    m_learn->setEnabled(learning || missing.isEmpty());
    m_learn->setToolTip(
        missing.isEmpty() ? tr("Only the last layer learns: the others stay as they are") : missing);
    m_saveClassifier->setEnabled(result != nullptr);
    m_saveFrames->setEnabled(frames > 0);
}

void OwnClassesPanel::setBrief(bool brief)
{
    m_brief = brief;
    for (OwnClassesRow* row : m_rows)
        row->setBrief(brief);
    showShares();
}

void OwnClassesPanel::setResultShown(bool shown)
{
    m_resultShown = shown;
    showLearning();
}
